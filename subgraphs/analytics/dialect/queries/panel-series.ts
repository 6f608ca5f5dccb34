import { type SQL, sql } from 'drizzle-orm';
import { levels, type RegionLevel } from '../levels.ts';
import { indicators, regionIndicators } from '../tables.ts';

export interface PanelArgs {
  /** The code of the indicator. */
  readonly indicator: string;
  readonly level: RegionLevel;
  /** The code of the region whose parts are shown; null for all regions of the level. */
  readonly parent: string | null;
}

/**
 * The regions of a level that have a series of an indicator, each with the one that speaks for it, as a query of (code,
 * name, series_id): the same series as on a map (`analytics.region_indicator_latest`).
 */
export function panelSeries({ indicator, level, parent }: PanelArgs): SQL {
  return sql`
    select region.code, region.name, latest.series_id
    from ${regionIndicators} as latest
    join ${levels[level].table} as region on region.code = latest.region_code
    where latest.level = ${level}
      and latest.indicator_id = (select indicator_id from ${indicators} where code = ${indicator})
      ${parent === null ? sql`` : sql`and region.parent_code = ${parent}`}`;
}
