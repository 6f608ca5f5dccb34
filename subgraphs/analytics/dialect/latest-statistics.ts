import { type SQL, sql } from 'drizzle-orm';
import { array } from './arrays.ts';
import { newestOfAsked } from './newest.ts';
import { latestObservations, observations } from './tables.ts';
import type { StatisticsOrigin } from './view-else-live.ts';

/**
 * The newest available observation of each series with what it is compared to: rows as those of
 * `analytics.latest_observations`, with `is_fresh`. The view is fresh where time and value of its newest observation are
 * still those of the newest.
 */
export function latestStatistics(origin: StatisticsOrigin, seriesIds: readonly number[]): SQL {
  const asked = sql`unnest(${array('bigint', seriesIds)}) as asked (series_id)`;
  return origin === 'LIVE' ? liveOf(asked) : viewOf(asked);
}

function viewOf(asked: SQL): SQL {
  return sql`
    select
      asked.series_id, latest.observed_at, latest.status, latest.value, latest.previous_at, latest.year_ago_at,
      latest.change, latest.change_pct, latest.change_year, latest.change_year_pct,
      (latest.observed_at, latest.value) is not distinct from (newest.observed_at, newest.value) as is_fresh
    from ${asked}
    left join ${latestObservations} as latest on latest.series_id = asked.series_id
    left join lateral ${newestOfAsked} as newest on true`;
}

/** As the view is defined: "a year ago" is to the day, in UTC, and differences are decimal. */
function liveOf(asked: SQL): SQL {
  const change = (before: SQL) => sql`(latest.value::numeric - ${before}::numeric)`;
  const percent = (before: SQL) => sql`(100 * ${change(before)} / nullif(${before}::numeric, 0))::double precision`;
  const [previous, yearAgo] = [sql`previous.value`, sql`year_ago.value`];
  return sql`
    select
      asked.series_id, latest.observed_at, latest.status, latest.value,
      previous.observed_at as previous_at, year_ago.observed_at as year_ago_at,
      ${change(previous)}::double precision as change, ${percent(previous)} as change_pct,
      ${change(yearAgo)}::double precision as change_year, ${percent(yearAgo)} as change_year_pct,
      true as is_fresh
    from ${asked}
    cross join lateral (
      select observed_at, value, status, observed_at at time zone 'UTC' as day from ${observations}
      where series_id = asked.series_id and value is not null
      order by observed_at desc
      limit 1
    ) as latest
    left join lateral (
      select observed_at, value from ${observations}
      where series_id = asked.series_id and value is not null and observed_at < latest.observed_at
      order by observed_at desc
      limit 1
    ) as previous on true
    left join ${observations} as year_ago
      on year_ago.series_id = asked.series_id and year_ago.value is not null
      and year_ago.observed_at = (latest.day - interval '1 year') at time zone 'UTC'
      and latest.day - interval '1 year' + interval '1 year' = latest.day`;
}
