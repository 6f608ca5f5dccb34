import type { ClassMethod } from './classes.ts';

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
