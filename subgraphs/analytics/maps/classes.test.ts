import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type ClassMethod, classesOf, classOf } from './classes.ts';

const METHODS: ClassMethod[] = ['QUANTILE', 'EQUAL_INTERVAL', 'JENKS'];
const someValues = fc.array(fc.integer({ min: -50, max: 50 }), { minLength: 1, maxLength: 12 });
const counts = fc.integer({ min: 2, max: 9 });

describe.each(METHODS)('%s', (method) => {
  test('classes follow on each other from the least value to the greatest, and hold every value once', () => {
    fc.assert(
      fc.property(someValues, counts, (values, most) => {
        const classes = classesOf(values, method, most);
        expect(classes.length).toBeLessThanOrEqual(most);
        expect(classes.map((each) => each.class)).toEqual(classes.map((_, index) => index + 1));
        expect([classes[0]?.lower, classes.at(-1)?.upper]).toEqual([Math.min(...values), Math.max(...values)]);
        for (const [index, { lower, upper, count }] of classes.entries()) {
          if (index > 0) expect(lower).toBe(classes[index - 1]?.upper);
          if (index > 0) expect(upper).toBeGreaterThan(lower);
          const held = values.filter((value) => value <= upper && (value > lower || (index === 0 && value === lower)));
          expect(count).toBe(held.length);
          expect(held.every((value) => classOf(value, classes) === index + 1)).toBe(true);
        }
        expect(classes.reduce((sum, { count }) => sum + count, 0)).toBe(values.length);
      }),
    );
  });

  test('no values have no classes, and what has no value is in none', () => {
    expect(classesOf([], method, 5)).toEqual([]);
    expect(classOf(null, classesOf([1, 2, 3], method, 2))).toBe(null);
  });
});

test('JENKS is the best there is: no other parting of the values has a smaller spread within its classes', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 30 }), { minLength: 1, maxLength: 9 }), counts, (values, most) => {
      const classes = classesOf(values, 'JENKS', most);
      const parted = classes.map((each) => values.filter((value) => classOf(value, classes) === each.class));
      const sorted = values.toSorted((one, other) => one - other);
      const best = Math.min(...partings(sorted, Math.min(most, new Set(values).size)).map(spread));
      expect(spread(parted)).toBeCloseTo(best, 9);
    }),
  );
});

/** Every way to part a list into so many runs. */
function partings(values: readonly number[], runs: number): number[][][] {
  if (runs === 1) return [[[...values]]];
  return values
    .slice(1, values.length - runs + 2)
    .flatMap((_, index) =>
      partings(values.slice(index + 1), runs - 1).map((rest) => [values.slice(0, index + 1), ...rest]),
    );
}

/** The sum of squared distances from the means of the runs. */
function spread(runs: readonly (readonly number[])[]): number {
  return runs.reduce((sum, run) => {
    const mean = run.reduce((total, value) => total + value, 0) / run.length;
    return sum + run.reduce((total, value) => total + (value - mean) ** 2, 0);
  }, 0);
}
