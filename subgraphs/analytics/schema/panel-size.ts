import { levels, type RegionLevel } from '../dialect/levels.ts';
import type { Bucket } from '../dialect/observation-steps.ts';

/** Maximum share of a level's regions under one parent: Ontario has a third of the forward sortation areas. */
const PARENT_SHARE = 1 / 3;

const DAYS: Readonly<Record<Bucket, number>> = { DAY: 1, WEEK: 7, MONTH: 30, QUARTER: 90, YEAR: 365 };
const MS_PER_DAY = 86_400_000;

/** Returns the maximum number of periods from one day to another, inclusive; 0 if the first day is later. */
export function periodsBetween(bucket: Bucket, from: Date, to: Date): number {
  const days = Math.floor((to.getTime() - from.getTime()) / MS_PER_DAY);
  return days < 0 ? 0 : Math.ceil(days / DAYS[bucket]) + 1;
}

/** Returns the maximum number of regions of a panel, before it is read; 0 where another argument is invalid. */
export function mostRegions(level: RegionLevel | undefined, parent: string | null | undefined): number {
  return Math.ceil((level ? levels[level].most : 0) * (parent == null ? 1 : PARENT_SHARE));
}
