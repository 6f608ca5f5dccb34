import { type SQL, sql } from 'drizzle-orm';
import { buckets } from './buckets.ts';
import { personsOn, populationOf } from './population.ts';

interface TransformInput {
  /** Rows of (period, time, value, status). */
  readonly from: SQL;
  /** An expression for the id of their series. */
  readonly seriesId: SQL;
  readonly bucket?: keyof typeof buckets | undefined;
  readonly base?: string | undefined;
}

export interface Transformed {
  /** The rows, each with the values that it is compared to; the rows of `from` if a value is compared to none. */
  readonly rows?: SQL;
  /** The value of a row: computed only for rows of the answer. */
  readonly value: SQL;
  /** Null if absent. */
  readonly status?: SQL;
}

/**
 * Transforms of values. Differences are decimal, as in the materialized views: 9.8 - 9.7 is 0.1. The result is null if
 * there is no value to compare to, and for a ratio to 0.
 */
export const transforms = {
  LEVEL: () => ({ value: sql`value`, status: sql`status` }),

  LOG: () => ({ value: sql`case when value > 0 then ln(value) end` }),

  CHANGE: ({ from }) => ({ rows: withPrevious(from), value: sql`${difference}::double precision` }),

  PERCENT_CHANGE: ({ from }) => ({ rows: withPrevious(from), value: percent }),

  ANNUALISED: ({ from }) => ({
    rows: sql`select *, case when value > 0 and earlier > 0 then (ln(value) - ln(earlier)) / ${yearsSince} end as growth
      from (${withPrevious(from)}) as previous`,
    // exp() of a number beyond these overflows or underflows a double.
    value: sql`case when growth between -700 and 700 then 100 * (exp(growth) - 1) end`,
  }),

  YEAR_ON_YEAR: ({ from, bucket = 'DAY' }) => {
    const { year } = buckets[bucket];
    return {
      rows: sql`
        select *, first_value(value) over (
          order by period range between ${year} preceding and ${year} preceding
        ) as earlier
        from ${from}`,
      // 29 February has no day a year before: a year back and a year forward does not return to it.
      value: sql`case when period - ${year} + ${year} = period then ${percent} end`,
    };
  },

  INDEX: ({ from, base }) => ({ value: sql`100 * value / nullif(${atBase(from, base)}, 0)` }),

  PER_CAPITA: ({ from, seriesId, bucket }) => ({
    rows: sql`select * from ${from} left join (${populationOf(seriesId)}) as population on true`,
    value: sql`value / nullif(${personsOn(bucket ? sql`period` : sql`time at time zone 'UTC'`)}, 0)`,
  }),
} as const satisfies Record<string, (input: TransformInput) => Transformed>;

const difference = sql`(value::numeric - earlier::numeric)`;
const percent = sql`(100 * ${difference} / nullif(earlier::numeric, 0))::double precision`;

/** Adds to each available value the available value before it, with its period and time. */
function withPrevious(from: SQL): SQL {
  return sql`
    select *, lag(value) over available as earlier, lag(period) over available as earlier_period,
      lag(time) over available as earlier_time
    from ${from}
    window available as (partition by value is null order by time)`;
}

/** Years between two periods: by months if both are at the same day and time of a month, else 365.2425 days a year. */
const yearsSince = sql`(
  case
    when period - earlier_period >= interval '28 days' and to_char(period, 'DD HH24:MI:SS.US') = to_char(earlier_period, 'DD HH24:MI:SS.US')
    then extract(year from period) - extract(year from earlier_period)
      + (extract(month from period) - extract(month from earlier_period)) / 12
    else extract(epoch from time - earlier_time) / 31556952
  end
)::double precision`;

/** Selects the newest available value that is not after the base day. */
function atBase(from: SQL, base: string | undefined): SQL {
  return sql`(
    select at_base.value from ${from} as at_base
    where at_base.value is not null and at_base.period < ${base}::timestamp + interval '1 day'
    order by at_base.time desc
    limit 1
  )`;
}
