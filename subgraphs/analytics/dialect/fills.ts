import { type SQL, sql } from 'drizzle-orm';

/**
 * What stands in for missing values: from rows of (period, time, value, status) to the same. A figure that was filled in
 * has no status; one that has nothing to be filled in from stays missing.
 */
export const fills = {
  NONE: (from: SQL): SQL => sql`select * from ${from}`,

  /** The available value before it. */
  PREVIOUS: (from: SQL): SQL => sql`
    select period, time, filled as value, ${statusOfUnfilled} as status
    from (
      select *, coalesce(value, max(value) over (partition by known)) as filled
      from (select *, ${knownSoFar} as known from ${from}) as counted
    ) as carried`,

  /** Where the straight line stands, at its time, from the available value before it to the one after. */
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

/** How many values are known up to a row: the same from one available value to before the next. */
const knownSoFar = sql`count(value) over (order by time)`;

const statusOfUnfilled = sql`case when value is null and filled is not null then null else status end`;
