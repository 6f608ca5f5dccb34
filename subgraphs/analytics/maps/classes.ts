import { ckmeans } from 'simple-statistics';

/** How values are parted into classes. */
export type ClassMethod = 'QUANTILE' | 'EQUAL_INTERVAL' | 'JENKS';

/** The values above `lower` (in class 1: or on it) and at most `upper`. */
export interface ValueClass {
  /** Its number, 1 to n, from the lowest values up. */
  readonly class: number;
  readonly lower: number;
  readonly upper: number;
  readonly count: number;
}

/**
 * Classes of values, from the lowest up: they follow on each other without a gap, from the least value to the greatest,
 * and every value is in one. Bounds that fall together are one, so that there can be fewer classes than asked.
 * @param most how many classes are wanted
 */
export function classesOf(values: readonly number[], method: ClassMethod, most: number): ValueClass[] {
  const sorted = values.toSorted((one, other) => one - other);
  const [least] = sorted;
  if (least === undefined) return [];
  const uppers = [...new Set(UPPERS[method](sorted, most))];
  const counts = uppers.map((upper) => sorted.findLastIndex((value) => value <= upper) + 1);
  return uppers.map((upper, index) => ({
    class: index + 1,
    lower: uppers[index - 1] ?? least,
    upper,
    count: (counts[index] ?? 0) - (counts[index - 1] ?? 0),
  }));
}

/** The number of the class that a value is in; null where it is in none. */
export function classOf(value: number | null, classes: readonly ValueClass[]): number | null {
  if (value === null) return null;
  return classes.find(({ upper }) => value <= upper)?.class ?? null;
}

/** The upper bounds of the classes of values in ascending order; the last is the greatest value. */
const UPPERS: Readonly<Record<ClassMethod, (sorted: readonly number[], most: number) => number[]>> = {
  /** As many values in each, as far as equal values allow: as `percentile_disc` does, by which the database has them. */
  QUANTILE: (sorted, most) =>
    shares(most).map((number) => sorted[Math.ceil((number * sorted.length) / most) - 1] ?? Number.NaN),

  /** As wide each. */
  EQUAL_INTERVAL: (sorted, most) => {
    const [least = Number.NaN, greatest = least] = [sorted[0], sorted.at(-1)];
    return shares(most).map((number) => (number === most ? greatest : least + ((greatest - least) * number) / most));
  },

  /** As alike within each as can be: Jenks's natural breaks, found exactly (Wang and Song, Ckmeans.1d.dp, 2011). */
  JENKS: (sorted, most) =>
    ckmeans([...sorted], Math.min(most, new Set(sorted).size)).map((cluster) => cluster.at(-1) ?? Number.NaN),
};

/** 1 to n. */
function shares(count: number): number[] {
  return Array.from({ length: count }, (_, index) => index + 1);
}

/** Which values a map shows, and how it classes them. */
export interface Classification {
  /** The last day that counts, as midnight UTC: a region's value is its latest one of this day or before. Undefined: its latest. */
  readonly at: Date | undefined;
  /** How many classes are wanted, 2 to 9. */
  readonly classes: number;
  readonly method: ClassMethod;
}

/** How many classes a map can have, and has where nothing is said. */
export const classBounds = { least: 2, most: 9, usual: 5 } as const;

/** Whether the database has these classes already, in `analytics.indicator_breaks`. */
export function isStored({ at, classes, method }: Classification): boolean {
  return at === undefined && method === 'QUANTILE' && classes === classBounds.usual;
}
