import { type SQL, sql } from 'drizzle-orm';

/**
 * Ways to fill in missing values. Input and output are rows of (period, time, value, status). A filled value has no
 * status. A value stays missing if there is no value to fill it from.
 */
export const fills = {
  NONE: (from: SQL): SQL => sql`select * from ${from}`,

  /** Repeats the previous available value. */
  PREVIOUS: (from: SQL): SQL => sql`
    select period, time, filled as value, ${statusOfUnfilled} as status
    from (
      select *, coalesce(value, max(value) over (partition by known)) as filled
      from (select *, ${knownSoFar} as known from ${from}) as counted
    ) as carried`,

  /** Interpolates linearly by time between the previous and the next available value. */
  LINEAR: (from: SQL): SQL => sql`
    select period, time, filled as value, ${statusOfUnfilled} as status
    from (
      select *, coalesce(value, before + (after - before)
        * extract(epoch from time - time_before)::double precision
        / extract(epoch from time_after - time_before)::double precision) as filled
      from (
        select *,
          max(value) over since as before, min(time) over since as time_before,
          max(value) over up_to as after, max(time) over up_to as time_after
        from (
          select *, ${knownSoFar} as known, count(value) over (order by time desc) as known_from_here from ${from}
        ) as counted
        window since as (partition by known), up_to as (partition by known_from_here)
      ) as between_known
    ) as drawn`,
} as const;

/** Number of available values up to a row: it changes only at an available value. */
const knownSoFar = sql`count(value) over (order by time)`;

const statusOfUnfilled = sql`case when value is null and filled is not null then null else status end`;
