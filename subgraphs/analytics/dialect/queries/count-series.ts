import { sql } from 'drizzle-orm';
import type { Database } from '../../client.ts';
import { passes, type SeriesFilter } from '../series-conditions.ts';
import { series } from '../tables.ts';

/** How many series pass a filter. */
export async function countSeries({ db, run }: Database, filter: SeriesFilter): Promise<number> {
  const [row] = await run(
    db.select({ count: sql<number>`count(*)::integer` }).from(series).where(passes(series, filter)),
  );
  return row?.count ?? 0;
}
