/** The years that a map has figures of, and the one that it shows. */
export interface Years {
  readonly first: number;
  readonly last: number;
  readonly shown: number;
}

interface LevelCoverage {
  readonly level: string;
  readonly startsOn: string | null;
  readonly endsOn: string | null;
}

/** Reads `?year=`. @returns null where it is none */
export function yearIn(text: string | string[] | undefined): number | null {
  return typeof text === 'string' && /^[12]\d{3}$/.test(text) ? Number(text) : null;
}

/** The last day of a year; null for no year. */
export function dayOf(year: number | null): string | null {
  return year === null ? null : `${year}-12-31`;
}

/** Returns the years that a level has figures of. @returns undefined where they are all of one year */
export function yearsOf(levels: readonly LevelCoverage[], level: string, year: number | null): Years | undefined {
  const { startsOn = null, endsOn = null } = levels.find((each) => each.level === level) ?? {};
  if (!startsOn || !endsOn) return undefined;
  const [first, last] = [startsOn, endsOn].map((day) => Number(day.slice(0, 4)));
  if (first === undefined || last === undefined || first === last) return undefined;
  return { first, last, shown: Math.min(last, Math.max(first, year ?? last)) };
}
