import type { RegionLevel } from './dialect/levels.ts';
import type { Bucket } from './dialect/observation-steps.ts';

/** How many regions a level has at most, by the censuses of 2020 and 2021, with some room. */
const REGIONS: Readonly<Record<RegionLevel, number>> = {
  REGION: 4,
  DIVISION: 9,
  STATE: 60,
  COUNTY: 3_300,
  CBSA: 1_000,
  PLACE: 33_000,
  ZCTA: 34_000,
  CONGRESSIONAL_DISTRICT: 450,
  PROVINCE: 13,
  ECONOMIC_REGION: 80,
  CENSUS_DIVISION: 300,
  CENSUS_SUBDIVISION: 5_300,
  CMA: 160,
  FSA: 1_700,
};

/** What part of a level one parent has at most: of the forward sortation areas, Ontario has a third. */
const PARENT_SHARE = 1 / 3;

const DAYS: Readonly<Record<Bucket, number>> = { DAY: 1, WEEK: 7, MONTH: 30, QUARTER: 90, YEAR: 365 };
const MS_PER_DAY = 86_400_000;

/** How many periods two days and those between them lie in, at most; 0 or less where the first is the later one. */
export function periodsBetween(bucket: Bucket, from: Date, to: Date): number {
  const days = Math.floor((to.getTime() - from.getTime()) / MS_PER_DAY);
  return days < 0 ? 0 : Math.ceil(days / DAYS[bucket]) + 1;
}

/** How many regions a panel has at most: known before it is read. */
export function mostRegions(level: RegionLevel, parent: string | null | undefined): number {
  return Math.ceil(REGIONS[level] * (parent == null ? 1 : PARENT_SHARE));
}
