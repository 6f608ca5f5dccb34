import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { classes, counties, values } from '../testing/county-map.ts';
import { errorsOf, startSubgraph } from '../testing/subgraph.ts';

let subgraph: Awaited<ReturnType<typeof startSubgraph>>;
beforeAll(async () => {
  subgraph = await startSubgraph();
});
afterAll(() => subgraph.close());

interface Map {
  classes: { class: number; lower: number; upper: number; count: number }[];
  withoutValue: number;
  regions: { value: number | null; class: number | null; region: { code: string } }[];
}

async function mapOf(args: string): Promise<Map & { statements: readonly string[] }> {
  const { data, errors, statements } = await subgraph.ask(`{
    choropleth(indicator: "UNEMPLOYMENT_RATE", level: COUNTY, ${args}) {
      classes { class lower upper count } withoutValue regions { value class region { code } }
    }
  }`);
  expect(errors).toBeUndefined();
  return { ...(data.choropleth as Map), statements };
}

describe('choropleth(classes, method): breaks, counts per class, nulls apart', () => {
  const [least = Number.NaN, greatest = Number.NaN] = [values[0], values.at(-1)];
  const sixths = [1, 2, 3, 4, 5, 6].map((sixth) => least + ((greatest - least) * sixth) / 6);
  const ninths = [1, 2, 3, 4, 5, 6, 7, 8, 9].map((ninth) => values[Math.ceil((ninth * values.length) / 9) - 1] ?? 0);

  test.each([
    ['EQUAL_INTERVAL', 6, sixths],
    ['QUANTILE', 9, [...new Set(ninths)]],
    ['QUANTILE', 2, [values[Math.ceil(values.length / 2) - 1] ?? 0, greatest]],
  ] as const)('%s into %i', async (method, count, uppers) => {
    const { classes, regions, withoutValue, statements } = await mapOf(`method: ${method}, classes: ${count}`);
    const holds = (index: number) => (value: number) =>
      value <= (uppers[index] ?? 0) && (index === 0 || value > (uppers[index - 1] ?? 0));
    expect(classes).toEqual(
      uppers.map((upper, index) => ({
        class: index + 1,
        lower: expect.closeTo(uppers[index - 1] ?? least, 10),
        upper: expect.closeTo(upper, 10),
        count: values.filter(holds(index)).length,
      })),
    );
    expect(withoutValue).toBe(counties.length - values.length);
    expect(regions).toEqual(
      counties.map(({ code, value }) => ({
        region: { code },
        value,
        class: value === null ? null : uppers.findIndex((_, index) => holds(index)(value)) + 1,
      })),
    );
    expect(statements).toHaveLength(1);
  });

  test('JENKS: in order, each value in one class, alike within it', async () => {
    const { classes, regions } = await mapOf('method: JENKS, classes: 7');
    expect(classes.map((each) => each.class)).toEqual([1, 2, 3, 4, 5, 6, 7]);
    expect([classes[0]?.lower, classes[6]?.upper]).toEqual([least, greatest]);
    expect(classes.slice(1).map(({ lower }) => lower)).toEqual(classes.slice(0, -1).map(({ upper }) => upper));
    expect(classes.reduce((sum, { count }) => sum + count, 0)).toBe(values.length);
    const grouped = classes.map((each) => regions.filter((region) => region.class === each.class));
    expect(grouped.map(({ length }) => length)).toEqual(classes.map(({ count }) => count));
    const spread = (groups: number[][]) =>
      groups.reduce((sum, group) => {
        const mean = group.reduce((total, value) => total + value, 0) / group.length;
        return sum + group.reduce((total, value) => total + (value - mean) ** 2, 0);
      }, 0);
    const quantiles = await mapOf('method: QUANTILE, classes: 7');
    const valuesIn = (map: Map) =>
      map.classes.map((each) =>
        map.regions.flatMap((region) => (region.class === each.class ? (region.value ?? []) : [])),
      );
    expect(spread(grouped.map((group) => group.flatMap(({ value }) => value ?? [])))).toBeLessThan(
      spread(valuesIn(quantiles)),
    );
  });

  test('five quantiles are what there is without asking; under a parent, classes are those of the whole level', async () => {
    const asked = await mapOf('method: QUANTILE, classes: 5');
    expect(asked.classes).toEqual(classes);
    const whole = await mapOf('method: JENKS, classes: 3');
    const part = await mapOf('method: JENKS, classes: 3, parent: "US-06"');
    expect(part).toEqual({
      ...whole,
      statements: part.statements,
      regions: whole.regions.filter(({ region }) => region.code.startsWith('US-06')),
    });
  });

  test('at a day: the latest values of that day or before', async () => {
    const [onTheDay, later, before] = [
      await mapOf('at: "2009-01-01"'),
      await mapOf('at: "2012-02-29", classes: 5'),
      await mapOf('at: "2008-12-31"'),
    ];
    const { statements: _, ...latest } = await mapOf('method: QUANTILE');
    expect(onTheDay).toEqual({ ...latest, statements: onTheDay.statements });
    expect(later).toEqual({ ...latest, statements: later.statements });
    expect(before).toEqual({
      classes: [],
      withoutValue: counties.length,
      regions: counties.map(({ code }) => ({ region: { code }, value: null, class: null })),
      statements: before.statements,
    });
    expect([onTheDay.statements, before.statements].map(({ length }) => length)).toEqual([1, 2]);
  });

  test.each([1, 10])('%i classes are refused', async (count) => {
    const answer = await subgraph.ask(
      `{ choropleth(indicator: "UNEMPLOYMENT_RATE", level: COUNTY, classes: ${count}) { time } }`,
    );
    expect(answer.data).toEqual({ choropleth: null });
    expect(errorsOf(answer).map(({ message }) => message)).toEqual([`classes: from 2 to 9, not ${count}.`]);
  });
});
