import { type SQL, sql } from 'drizzle-orm';
import { buckets } from './buckets.ts';

interface TransformInput {
  /** Rows of (period, time, value, status). */
  readonly from: SQL;
  readonly bucket?: keyof typeof buckets | undefined;
  readonly base?: string | undefined;
}

interface Transformed {
  /** The rows, each beside what it is compared to. */
  readonly rows: SQL;
  /** What is told of a row: it is worked out for those of the answer alone. */
  readonly value: SQL;
  readonly status: SQL;
}

/**
 * Transforms the values. Differences are taken in decimal, as the materialized views take them: 9.8 - 9.7 is 0.1.
 * What there is nothing to compare with is null, and so is a ratio to 0.
 */
export const transforms = {
  LEVEL: ({ from }: TransformInput): Transformed => ({
    rows: sql`select * from ${from}`,
    value: sql`value`,
    status: sql`status`,
  }),

  CHANGE: ({ from }: TransformInput): Transformed => ({
    rows: withPrevious(from),
    value: sql`${difference}::double precision`,
    status: sql`null`,
  }),

  PERCENT_CHANGE: ({ from }: TransformInput): Transformed => ({
    rows: withPrevious(from),
    value: percent,
    status: sql`null`,
  }),

  YEAR_ON_YEAR: ({ from, bucket = 'DAY' }: TransformInput): Transformed => {
    const { year } = buckets[bucket];
    return {
      rows: sql`
        select *, first_value(value) over (
          order by period range between ${year} preceding and ${year} preceding
        ) as earlier
        from ${from}`,
      // 29 February has no day a year before: going back and forth again does not lead back to it.
      value: sql`case when period - ${year} + ${year} = period then ${percent} end`,
      status: sql`null`,
    };
  },

  INDEX: ({ from, base }: TransformInput): Transformed => ({
    rows: sql`select * from ${from}`,
    value: sql`100 * value / nullif(${atBase(from, base)}, 0)`,
    status: sql`null`,
  }),
} as const;

const difference = sql`(value::numeric - earlier::numeric)`;
const percent = sql`(100 * ${difference} / nullif(earlier::numeric, 0))::double precision`;

/** Beside each available value, the available one before it. */
function withPrevious(from: SQL): SQL {
  return sql`select *, lag(value) over (partition by value is null order by time) as earlier from ${from}`;
}

/** The newest available value that is not after the base day. */
function atBase(from: SQL, base: string | undefined): SQL {
  return sql`(
    select at_base.value from ${from} as at_base
    where at_base.value is not null and at_base.period < ${base}::timestamp + interval '1 day'
    order by at_base.time desc
    limit 1
  )`;
}
