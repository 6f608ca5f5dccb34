import { type SQL, sql } from 'drizzle-orm';

/** PostgreSQL's names and lengths of calendar periods. They are literals: PostgreSQL cannot group by a parameter. */
export const buckets = {
  DAY: { unit: sql`'day'`, width: sql`interval '1 day'`, year: sql`interval '1 year'` },
  WEEK: { unit: sql`'week'`, width: sql`interval '1 week'`, year: sql`interval '52 weeks'` },
  MONTH: { unit: sql`'month'`, width: sql`interval '1 month'`, year: sql`interval '1 year'` },
  QUARTER: { unit: sql`'quarter'`, width: sql`interval '3 months'`, year: sql`interval '1 year'` },
  YEAR: { unit: sql`'year'`, width: sql`interval '1 year'`, year: sql`interval '1 year'` },
} as const;

/** Aggregates of the available observations of a period. Without observations, COUNT is 0, and the others are null. */
export const aggregates = {
  LAST: ofAvailable(sql`(array_agg(value order by observed_at desc) filter (where value is not null))[1]`),
  FIRST: ofAvailable(sql`(array_agg(value order by observed_at) filter (where value is not null))[1]`),
  MEAN: ofAvailable(sql`avg(value)`),
  MIN: ofAvailable(sql`min(value)`),
  MAX: ofAvailable(sql`max(value)`),
  SUM: ofAvailable(sql`sum(value)`),
  COUNT: { value: sql`count(value)::double precision`, ofNone: sql`0` },
} as const;

function ofAvailable(value: SQL) {
  return { value, ofNone: sql`null::double precision` };
}

/**
 * Returns the first moment of a local `period`. Where a clock change repeats midnight, PostgreSQL reads midnight as the
 * later of the two moments. Counting on from the evening before, by the clock of that evening, finds the earlier one.
 */
export function firstMoment(timeZone: string): SQL {
  const asRead = sql`(period at time zone ${timeZone}::text)`;
  if (timeZone === 'UTC') return asRead;
  const byEvening = sql`((period - interval '3 hours') at time zone ${timeZone}::text + interval '3 hours')`;
  return sql`case
    when ${byEvening} at time zone ${timeZone}::text >= period then least(${byEvening}, ${asRead})
    else ${asRead}
  end`;
}
