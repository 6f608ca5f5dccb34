import { getColumns, type SQL, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import type { Database } from '../../client.ts';
import { columnsOf, jsonMoment, jsonNumber, momentOf, numberOf } from '../columns.ts';
import { latestObservations, observations } from '../tables.ts';
import { expressionsOf, isFresh, type Statistics, viewElseLive } from '../view-else-live.ts';

/** Finds the newest observation of each series and its changes, by series id. Omits series without observations. */
export function findLatest({ db }: Database, seriesIds: readonly number[]) {
  return viewElseLive(seriesIds, LATEST, async (statistics) => {
    const rows = await db.select({ columns: COLUMNS }).from(statistics);
    return rows.flatMap(({ columns }) =>
      columns.seriesId.map((seriesId, row) => {
        const observedAt = columns.observedAt[row];
        return {
          seriesId,
          isFresh: columns.isFresh[row] ?? false,
          observedAt: observedAt == null ? null : momentOf(observedAt),
          value: numberOf(columns.value[row]),
          status: columns.status[row] ?? null,
          change: numberOf(columns.change[row]),
          changePercent: numberOf(columns.changePercent[row]),
          changeOnYear: numberOf(columns.changeOnYear[row]),
          changeOnYearPercent: numberOf(columns.changeOnYearPercent[row]),
        };
      }),
    );
  });
}

const latest = expressionsOf(getColumns(alias(latestObservations, 'statistics')));

const COLUMNS = columnsOf({
  seriesId: sql<number>`${latest.seriesId}`,
  isFresh,
  observedAt: jsonMoment<string | null>(latest.observedAt),
  value: jsonNumber(latest.value),
  status: sql<(typeof latestObservations.$inferSelect)['status'] | null>`${latest.status}`,
  change: jsonNumber(latest.change),
  changePercent: jsonNumber(latest.changePercent),
  changeOnYear: jsonNumber(latest.changeOnYear),
  changeOnYearPercent: jsonNumber(latest.changeOnYearPercent),
});

const previous = alias(observations, 'previous');
const yearAgo = alias(observations, 'year_ago');

/**
 * Finds the observations that the newest one of each series is compared to, by series id. The statistics have only
 * their times and values; the status is from the observations themselves.
 */
export function findCompared({ db }: Database, seriesIds: readonly number[]) {
  return viewElseLive(seriesIds, LATEST, (statistics) =>
    db
      .select({
        seriesId: latest.seriesId,
        isFresh,
        observedAt: latest.observedAt,
        previous,
        yearAgo,
      })
      .from(statistics)
      .leftJoin(
        previous,
        sql`(${previous.seriesId}, ${previous.observedAt}) = (statistics.series_id, statistics.previous_at)`,
      )
      .leftJoin(
        yearAgo,
        sql`(${yearAgo.seriesId}, ${yearAgo.observedAt}) = (statistics.series_id, statistics.year_ago_at)`,
      ),
  );
}

/** The newest available observation of each series with its comparisons. */
const LATEST: Statistics = {
  view: latestObservations,
  isFresh: sql`(observed_at, value) is not distinct from (newest_at, newest_value)`,
  live: liveOf,
};

/** Selects what the view would have: "a year ago" is to the day, in UTC, and differences are decimal. */
function liveOf(requested: SQL): SQL {
  const change = (before: SQL) => sql`(latest.value::numeric - ${before}::numeric)`;
  const percent = (before: SQL) => sql`(100 * ${change(before)} / nullif(${before}::numeric, 0))::double precision`;
  const [previous, yearAgo] = [sql`previous.value`, sql`year_ago.value`];
  return sql`
    select
      requested.series_id, latest.observed_at, latest.status, latest.value,
      previous.observed_at as previous_at, year_ago.observed_at as year_ago_at,
      ${change(previous)}::double precision as change, ${percent(previous)} as change_pct,
      ${change(yearAgo)}::double precision as change_year, ${percent(yearAgo)} as change_year_pct,
      true as is_fresh
    from ${requested}
    cross join lateral (
      select observed_at, value, status, observed_at at time zone 'UTC' as day from ${observations}
      where series_id = requested.series_id and value is not null
      order by observed_at desc
      limit 1
    ) as latest
    left join lateral (
      select observed_at, value from ${observations}
      where series_id = requested.series_id and value is not null and observed_at < latest.observed_at
      order by observed_at desc
      limit 1
    ) as previous on true
    left join ${observations} as year_ago
      on year_ago.series_id = requested.series_id and year_ago.value is not null
      and year_ago.observed_at = (latest.day - interval '1 year') at time zone 'UTC'
      and latest.day - interval '1 year' + interval '1 year' = latest.day`;
}
