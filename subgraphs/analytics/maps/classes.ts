import { ckmeans } from 'simple-statistics';

/** A class: the values above `lower` (class 1 includes `lower`) and at most `upper`. */
export interface ValueClass {
  /** Its number, 1 to n, from the lowest values. */
  readonly class: number;
  readonly lower: number;
  readonly upper: number;
  readonly count: number;
}

/**
 * Divides values into classes, from the lowest. The classes have no gaps from the least value to the greatest, and
 * every value is in one class. Equal bounds are merged, so there can be fewer classes than requested.
 * @param most requested number of classes
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

/** Returns the number of a value's class; null if it has none. */
export function classOf(value: number | null, classes: readonly ValueClass[]): number | null {
  if (value === null) return null;
  return classes.find(({ upper }) => value <= upper)?.class ?? null;
}

/** The upper bounds of the classes of values in ascending order; the last is the greatest value. */
const UPPERS = {
  /** Equal numbers of values, as far as equal values allow, like `percentile_disc`, which the database uses. */
  QUANTILE: (sorted: readonly number[], most: number) =>
    shares(most).map((number) => sorted[Math.ceil((number * sorted.length) / most) - 1] ?? Number.NaN),

  /** Equal widths. */
  EQUAL_INTERVAL: (sorted: readonly number[], most: number) => {
    const [least = Number.NaN, greatest = least] = [sorted[0], sorted.at(-1)];
    return shares(most).map((number) => (number === most ? greatest : least + ((greatest - least) * number) / most));
  },

  /** Least variance within classes: Jenks's natural breaks, computed exactly (Wang and Song, Ckmeans.1d.dp, 2011). */
  JENKS: (sorted: readonly number[], most: number) =>
    ckmeans([...sorted], Math.min(most, new Set(sorted).size)).map((cluster) => cluster.at(-1) ?? Number.NaN),
};

/** Methods to divide values into classes. */
export type ClassMethod = keyof typeof UPPERS;
export const classMethods = Object.keys(UPPERS) as readonly ClassMethod[];

/** Returns the numbers 1 to `count`. */
function shares(count: number): number[] {
  return Array.from({ length: count }, (_, index) => index + 1);
}

/** The values that a map shows, and the way it classifies them. */
export interface Classification {
  /** The last day of values, as midnight UTC: a region's value is its latest up to this day. Undefined: its latest. */
  readonly at: Date | undefined;
  /** Requested number of classes, 2 to 9. */
  readonly classes: number;
  readonly method: ClassMethod;
}

/** Bounds and default of a map's number of classes. */
export const classBounds = { least: 2, most: 9, usual: 5 } as const;

/** Whether the database stores these classes, in `analytics.indicator_breaks`. */
export function isStored({ at, classes, method }: Classification): boolean {
  return at === undefined && method === 'QUANTILE' && classes === classBounds.usual;
}
