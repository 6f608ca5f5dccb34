import { type SQL, sql } from 'drizzle-orm';
import { observations } from './tables.ts';

/** The time and value of the newest available observation of a series `asked`: read from one entry of the index that has both. */
export const newestOfAsked: SQL = sql`(
  select observed_at, value from ${observations}
  where series_id = asked.series_id and value is not null
  order by observed_at desc
  limit 1
)`;
