import { sql } from 'drizzle-orm';
import { array, indexBy } from '../arrays.ts';
import type { Database } from '../client.ts';
import { seriesSummaries } from '../tables.ts';

export type SummaryRow = typeof seriesSummaries.$inferSelect;

/** What each series' observations sum up to, by series id. Series without any are left out. */
export async function findSummaries({ db, run }: Database, seriesIds: readonly number[]) {
  const rows = await run(
    db
      .select()
      .from(seriesSummaries)
      .where(sql`${seriesSummaries.seriesId} = any(${array('bigint', seriesIds)})`),
  );
  return indexBy(rows, (row) => row.seriesId);
}
