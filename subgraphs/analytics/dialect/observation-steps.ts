import { type SQL, sql } from 'drizzle-orm';
import { aggregates, buckets, firstMoment } from './buckets.ts';
import { fills } from './fills.ts';
import { observations } from './tables.ts';
import { transforms } from './transforms.ts';

export type Bucket = keyof typeof buckets;
export type Aggregate = keyof typeof aggregates;
export type Fill = keyof typeof fills;
export type Transform = keyof typeof transforms;

/** What to make of a series' observations. */
export interface ObservationQuery {
  /** The first day, `YYYY-MM-DD` in the time zone; of buckets, the one that it lies in. */
  readonly from?: string | undefined;
  /** The last day, itself included; of buckets, the one that it lies in. */
  readonly to?: string | undefined;
  readonly bucket?: Bucket | undefined;
  readonly aggregate: Aggregate;
  readonly fill: Fill;
  readonly transform: Transform;
  /** The day of an index's 100, `YYYY-MM-DD`. */
  readonly base?: string | undefined;
  /** A name that PostgreSQL knows: "America/New_York". */
  readonly timeZone: string;
  /** The most recent that many. */
  readonly limit: number;
}

/**
 * The figures of one series as a query of (time, value, status): its observations, gathered into buckets, gaps filled,
 * transformed, and only then cut to the range and the limit, so that the first figure of a range is compared to what
 * came before it. Each step reads the one before: rows of (period, time, value, status), where period is the local time.
 * @param seriesId an expression for the series' id
 */
export function observationsOfSeries(seriesId: SQL, query: ObservationQuery): SQL {
  const { bucket, fill, transform, base, limit } = query;
  const { onPeriods, onMoments } = rangeOf(query);
  const isPlain = fill === 'NONE' && transform === 'LEVEL';
  const { rows, value, status } = transforms[transform]({ from: sql`filled`, bucket, base });
  const read = sql`${observations} where series_id = ${seriesId} ${isPlain ? onMoments : sql``}`;
  return sql`
    with gathered as (${bucket ? periodsOf(read, bucket, query) : momentsOf(read, query)}),
    filled as (${fills[fill](sql`gathered`)}),
    compared as (${rows})
    select time, ${value} as value, ${status} as status
    from (select * from compared where true ${onPeriods} order by time desc limit ${limit}) as recent`;
}

function momentsOf(read: SQL, { timeZone }: ObservationQuery): SQL {
  return sql`
    select observed_at at time zone ${timeZone}::text as period, observed_at as time, value, status from ${read}`;
}

/** Only a fill makes periods that have no observation. */
function periodsOf(read: SQL, bucket: Bucket, { aggregate, fill, timeZone }: ObservationQuery): SQL {
  const { unit, width } = buckets[bucket];
  const { value, ofNone } = aggregates[aggregate];
  const found = sql`
    select date_trunc(${unit}, observed_at at time zone ${timeZone}::text) as period, ${value} as value
    from ${read}
    group by 1`;
  const time = firstMoment(timeZone);
  if (fill === 'NONE') return sql`select period, ${time} as time, value, null as status from (${found}) as found`;
  return sql`
    with found as (${found}),
    calendar as (
      select generate_series(min(period), max(period), ${width}) as period from found
    ),
    dated as (
      select period, ${time} as time, coalesce(value, ${ofNone}) as value, null as status
      from calendar left join found using (period)
    )
    select * from dated where date_trunc(${unit}, time at time zone ${timeZone}::text) = period`;
}

/**
 * A range of days, as conditions on local periods and, for the index on it, on moments: these are a day too wide at
 * either end, since no zone is further from UTC than that.
 */
function rangeOf({ from, to, bucket }: ObservationQuery) {
  const { unit, width } = bucket ? buckets[bucket] : buckets.DAY;
  const first = from && sql`date_trunc(${unit}, ${from}::timestamp)`;
  const end = to && sql`date_trunc(${unit}, ${to}::timestamp) + ${width}`;
  return {
    onPeriods: sql`${first ? sql`and period >= ${first}` : sql``} ${end ? sql`and period < ${end}` : sql``}`,
    onMoments: sql`
      ${first ? sql`and observed_at >= (${first} - interval '1 day') at time zone 'UTC'` : sql``}
      ${end ? sql`and observed_at < (${end} + interval '1 day') at time zone 'UTC'` : sql``}`,
  };
}
