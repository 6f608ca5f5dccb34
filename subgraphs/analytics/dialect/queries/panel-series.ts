import { type SQL, sql } from 'drizzle-orm';
import type { Database } from '../../client.ts';
import { levels, type RegionLevel } from '../levels.ts';
import { indicatorIdOf, regionIndicators, seriesSummaries } from '../tables.ts';

export interface PanelArgs {
  /** The code of the indicator. */
  readonly indicator: string;
  readonly level: RegionLevel;
  /** The code of the region whose parts are shown; null for all regions of the level. */
  readonly parent: string | null;
}

/**
 * Builds a query of (code, name, series_id): the regions of a level that have a series of an indicator, each with the
 * series that a map shows (`analytics.region_indicator_latest`).
 */
export function panelSeries({ indicator, level, parent }: PanelArgs): SQL {
  return sql`
    select region.code, region.name, latest.series_id
    from ${regionIndicators} as latest
    join ${levels[level].table} as region on region.code = latest.region_code
    where latest.level = ${level}
      and latest.indicator_id = ${indicatorIdOf(indicator)}
      ${parent === null ? sql`` : sql`and region.parent_code = ${parent}`}`;
}

/** Finds these regions, sorted by code point of their codes, each with the size of its series: see `SizedSeries`. */
export async function findPanelRegions({ db }: Database, args: PanelArgs) {
  const { count, firstAt, lastAt } = seriesSummaries;
  const rows = await db
    .select({
      code: sql<string>`asked.code`,
      name: sql<string>`asked.name`,
      seriesId: sql<number>`asked.series_id`.mapWith(seriesSummaries.seriesId),
      ...{ count, firstAt, lastAt },
    })
    .from(sql`(${panelSeries(args)}) as asked`)
    .leftJoin(seriesSummaries, sql`${seriesSummaries.seriesId} = asked.series_id`);
  return rows.sort((one, other) => (one.code < other.code ? -1 : 1));
}
