import { type SQL, sql } from 'drizzle-orm';

/** The calendar's periods: how PostgreSQL names them, and how long each is. Literals: a parameter would not group. */
export const buckets = {
  DAY: { unit: sql`'day'`, width: sql`interval '1 day'`, year: sql`interval '1 year'` },
  WEEK: { unit: sql`'week'`, width: sql`interval '1 week'`, year: sql`interval '52 weeks'` },
  MONTH: { unit: sql`'month'`, width: sql`interval '1 month'`, year: sql`interval '1 year'` },
  QUARTER: { unit: sql`'quarter'`, width: sql`interval '3 months'`, year: sql`interval '1 year'` },
  YEAR: { unit: sql`'year'`, width: sql`interval '1 year'`, year: sql`interval '1 year'` },
} as const;

/** The aggregate of the available observations of a period; null without observations, and a count of 0. */
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
 * The first moment of a local `period`. Where clocks were set at midnight, PostgreSQL reads a midnight that comes twice as
 * the later one: the time that the clocks of the evening before would have shown it finds the earlier.
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
