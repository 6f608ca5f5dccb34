import { type SQL, type SQLWrapper, sql } from 'drizzle-orm';
import type { Classification } from '../maps/classes.ts';
import type { RegionLevel } from './levels.ts';
import { indicatorBreaks, observations, regionIndicators, series } from './tables.ts';

interface MapValues extends Pick<Classification, 'at'> {
  readonly level: RegionLevel;
}

/**
 * Builds a table `latest (region_code, observed_at, value)` of the regions of a level that have a value. If a region
 * has several series, the series with the newest observation counts, then the lowest id, as in
 * `analytics.region_indicator_latest`. That view also has the level of each region's code.
 */
export function latestValues(indicatorId: SQLWrapper, { level, at }: MapValues): SQL {
  const { observedAt, value, seriesId } = observations;
  if (at === undefined) {
    return sql`(
      select region_code, observed_at, value from ${regionIndicators}
      where indicator_id = ${indicatorId} and level = ${level}
    ) as latest`;
  }
  const day = at.toISOString().slice(0, 10);
  return sql`(
    select distinct on (latest.region_code) latest.region_code, of_series.observed_at, of_series.value
    from ${regionIndicators} as latest
    join ${series} as series on series.indicator_id = latest.indicator_id and series.region_code = latest.region_code
    cross join lateral (
      select ${observedAt}, ${value} from ${observations}
      where ${seriesId} = series.series_id and ${value} is not null and ${observedAt} < (${day}::date + 1)::timestamp at time zone 'UTC'
      order by ${observedAt} desc
      limit 1
    ) as of_series
    where latest.indicator_id = ${indicatorId} and latest.level = ${level}
    order by latest.region_code, of_series.observed_at desc, series.series_id
  ) as latest`;
}

/** Selects the classes of a level's latest values that the database stores, as JSON: five quantiles. */
export function storedClasses<Class>(indicatorId: SQLWrapper, level: RegionLevel): SQL<Class[]> {
  return sql<Class[]>`(
    select coalesce(
      json_agg(json_build_object('class', class, 'lower', lower, 'upper', upper, 'count', count) order by class), '[]'
    )
    from ${indicatorBreaks}
    where indicator_id = ${indicatorId} and level = ${level}
  )`;
}
