import { sql } from 'drizzle-orm';
import { type Database, prepared } from '../client.ts';
import { series } from '../tables.ts';
import { passes, type SeriesFilter } from './series-rows.ts';

/** How many series pass a filter. */
export async function countSeries(db: Database, filter: SeriesFilter): Promise<number> {
  const [row] = await prepared(
    db.select({ count: sql<number>`count(*)::integer` }).from(series).where(passes(series, filter)),
  );
  return row?.count ?? 0;
}
