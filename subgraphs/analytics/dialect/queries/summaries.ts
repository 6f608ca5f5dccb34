import { getColumns, type SQL, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import type { Database } from '../../client.ts';
import { observations, series, seriesSummaries } from '../tables.ts';
import { expressionsOf, isFresh, type Statistics, viewElseLive } from '../view-else-live.ts';

/** Finds the summary statistics of each series, by series id. Series without observations are left out. */
export function findSummaries({ db }: Database, seriesIds: readonly number[]) {
  return viewElseLive(seriesIds, SUMMARIES, (statistics) => db.select({ ...columns, isFresh }).from(statistics));
}

const { lastAt: observedAt, ...others } = expressionsOf(getColumns(alias(seriesSummaries, 'statistics')));
const columns = { ...others, observedAt };

export type SummaryRow = Awaited<ReturnType<typeof findSummaries>> extends ReadonlyMap<number, infer Row> ? Row : never;

/** The summary of each series' available observations. */
const SUMMARIES: Statistics = {
  view: seriesSummaries,
  isFresh: sql`last_at is not distinct from newest_at`,
  live: liveOf,
};

/** Selects what the view would have. Gaps are periods in UTC; weekends are no gaps of a daily series without them. */
function liveOf(requested: SQL): SQL {
  return sql`
    select series_id, count, first_at, last_at, min, max, mean, stddev, true as is_fresh,
      (1 - reported + case frequency
        when 'W' then days / 7
        when 'M' then months
        when 'Q' then months / 3
        when 'A' then months / 12
        else case
          when on_weekends then days
          else days / 7 * 5 + days % 7
            - case when extract(isodow from last_period) < extract(isodow from first_period) then 2 else 0 end
        end
      end)::integer as gaps
    from (
      select series_id, frequency, count(*)::integer as count, min(observed_at) as first_at, max(observed_at) as last_at,
        min(value) as min, max(value) as max, avg(value) as mean, stddev_samp(value) as stddev,
        count(distinct period) as reported, min(period) as first_period, max(period) as last_period,
        max(period) - min(period) as days,
        12 * (extract(year from max(period)) - extract(year from min(period)))
          + extract(month from max(period)) - extract(month from min(period)) as months,
        bool_or(extract(isodow from period) > 5) as on_weekends
      from (
        select series_id, frequency, observed_at, value, date_trunc(
          case frequency when 'D' then 'day' when 'W' then 'week' when 'M' then 'month' when 'Q' then 'quarter' else 'year' end,
          observed_at at time zone 'UTC'
        )::date as period
        from ${requested}
        join ${series} using (series_id)
        join ${observations} using (series_id)
        where value is not null
      ) as available
      group by series_id, frequency
    ) as spans`;
}
