import { eq, getColumns, sql } from 'drizzle-orm';
import type { Database } from '../../client.ts';
import { array } from '../arrays.ts';
import { type RegionId, type RegionLevel, regionKey } from '../levels.ts';
import { indicators, regionIndicators } from '../tables.ts';

/** Finds the latest value of each indicator in each region, by the region's key, in the order of indicator codes. */
export async function findRegionIndicators({ db }: Database, regions: readonly RegionId[]) {
  const atLevels = regions.map(({ level }) => level);
  const codes = regions.map(({ code }) => code);
  const requested = sql`select * from unnest(${array('text', atLevels)}, ${array('text', codes)})`;
  const rows = await db
    .select({ ...getColumns(regionIndicators), level: sql<RegionLevel>`${regionIndicators.level}` })
    .from(regionIndicators)
    .innerJoin(indicators, eq(indicators.indicatorId, regionIndicators.indicatorId))
    .where(sql`(${regionIndicators.level}, ${regionIndicators.regionCode}) in (${requested})`)
    .orderBy(sql`${indicators.code} collate "C"`);
  return Map.groupBy(rows, ({ level, regionCode }) => regionKey({ level, code: regionCode }));
}

export type RegionIndicatorRow =
  Awaited<ReturnType<typeof findRegionIndicators>> extends Map<string, (infer Row)[]> ? Row : never;
