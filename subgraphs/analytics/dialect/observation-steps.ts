import { type SQL, sql } from 'drizzle-orm';
import { aggregates, buckets, firstMoment } from './buckets.ts';
import { fills } from './fills.ts';
import { observations } from './tables.ts';
import { type Transformed, transforms } from './transforms.ts';

export type Bucket = keyof typeof buckets;
export type Aggregate = keyof typeof aggregates;
export type Fill = keyof typeof fills;
export type Transform = keyof typeof transforms;

/** The steps that produce figures from a series' observations. */
export interface ObservationQuery {
  /** The first day, `YYYY-MM-DD` in the time zone. With buckets, the range begins with the bucket of that day. */
  readonly from?: string | undefined;
  /** The last day, inclusive. With buckets, the range ends with the bucket of that day. */
  readonly to?: string | undefined;
  readonly bucket?: Bucket | undefined;
  readonly aggregate: Aggregate;
  readonly fill: Fill;
  readonly transform: Transform;
  /** The day at which an index is 100, `YYYY-MM-DD`. */
  readonly base?: string | undefined;
  /** A name that PostgreSQL knows: "America/New_York". */
  readonly timeZone: string;
  /** Maximum number of figures: the most recent ones. Infinity: all, if no fill adds figures. */
  readonly limit: number;
}

/**
 * Builds the query of one series' figures: rows of (period, time, value, status), where period is the local time.
 * Steps: gather observations into buckets, fill gaps, transform, then cut to the range and the limit. The cut is last,
 * so that the first figure of a range is compared to the figure before it. Each step reads the rows of the previous
 * step.
 * @param seriesId an expression for the series' id
 */
export function observationsOfSeries(seriesId: SQL, query: ObservationQuery): SQL {
  const { bucket, fill, transform, base, limit } = query;
  const { onPeriods, onMoments } = rangeOf(query);
  const isPlain = fill === 'NONE' && transform === 'LEVEL';
  const transformed: Transformed = transforms[transform]({ from: sql`filled`, seriesId, bucket, base });
  const { rows = sql`select * from filled`, value, status = sql`null` } = transformed;
  const read = sql`${observations} where series_id = ${seriesId} ${isPlain ? onMoments : sql``}`;
  const gathered = bucket ? periodsOf(read, bucket, query) : momentsOf(read, query);
  // PostgreSQL does not merge a query with CTEs into the query around it: it sorts rows that an index has in order.
  const steps = sql`
    with gathered as (${gathered}),
    filled as (${fills[fill](sql`gathered`)}),
    compared as (${rows})`;
  return sql`
    ${isPlain ? sql`` : steps}
    select period, time, ${value} as value, ${status} as status
    from (
      select * from ${isPlain ? sql`(${gathered}) as gathered` : sql`compared`}
      where true ${onPeriods} ${Number.isFinite(limit) ? sql`order by time desc limit ${limit}` : sql``}
    ) as recent`;
}

function momentsOf(read: SQL, { timeZone }: ObservationQuery): SQL {
  return sql`
    select observed_at at time zone ${timeZone}::text as period, observed_at as time, value, status from ${read}`;
}

/** Gathers observations into buckets. Only a fill adds periods without observations. */
function periodsOf(read: SQL, bucket: Bucket, query: ObservationQuery): SQL {
  const { aggregate, fill, timeZone } = query;
  const { unit } = buckets[bucket];
  const { value, ofNone } = aggregates[aggregate];
  const found = sql`
    select date_trunc(${unit}, observed_at at time zone ${timeZone}::text) as period, ${value} as value
    from ${read}
    group by 1`;
  const time = firstMoment(timeZone);
  if (fill === 'NONE') return sql`select period, ${time} as time, value, null as status from (${found}) as found`;
  return sql`
    with found as (${found}),
    calendar as (${calendarOf(bucket, query)}),
    dated as (
      select period, ${time} as time, coalesce(value, ${ofNone}) as value, null as status
      from calendar left join found using (period)
    )
    select * from dated where date_trunc(${unit}, time at time zone ${timeZone}::text) = period`;
}

/** Maximum number of years that a fill looks back: PostgreSQL's time begins in 4713 BC. */
const MOST_YEARS = 4_000;

/**
 * Lists the periods of `found` and the periods that the answer needs: its own, the two before them (a time zone can
 * skip a day), and the periods that they are compared to.
 */
function calendarOf(bucket: Bucket, { from, to, limit, transform, base }: ObservationQuery): SQL {
  const { unit, width, year } = buckets[bucket];
  const most = bucket === 'YEAR' ? Math.min(limit, MOST_YEARS) : limit;
  const trunc = (day: string) => sql`date_trunc(${unit}, ${day}::timestamp)`;
  return sql`
    with ends as (
      select min(period) as earliest, max(period) as latest, least(max(period) ${to ? sql`, ${trunc(to)}` : sql``}) as last
      from found
    ),
    reach as (
      select *, greatest(
        earliest, last - ${most + 1}::integer * ${width} ${from ? sql`, ${trunc(from)} - 2 * ${width}` : sql``}
      ) as first
      from ends
      where earliest is not null
    )
    select period from found
    union select generate_series(first, last, ${width}) from reach
    ${transform === 'YEAR_ON_YEAR' ? sql`union select generate_series(greatest(earliest, first - ${year}), last - ${year}, ${width}) from reach` : sql``}
    ${base ? sql`union select generate_series(greatest(earliest, ${trunc(base)} - ${width}), least(latest, ${trunc(base)}), ${width}) from reach` : sql``}`;
}

/**
 * Builds the conditions for a range of days: on local periods, and on moments, which have an index. The range of
 * moments is a day wider at each end, since no time zone differs from UTC by more than a day.
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
