import { sql } from 'drizzle-orm';
import { array, indexBy } from '../arrays.ts';
import type { Database } from '../client.ts';
import { latestObservations } from '../tables.ts';

export type LatestObservation = typeof latestObservations.$inferSelect;

/** The newest observation of each series with what it is compared to, by series id. Series without any are left out. */
export async function findLatest({ db, run }: Database, seriesIds: readonly number[]) {
  const rows = await run(
    db
      .select()
      .from(latestObservations)
      .where(sql`${latestObservations.seriesId} = any(${array('bigint', seriesIds)})`),
  );
  return indexBy(rows, (row) => row.seriesId);
}
