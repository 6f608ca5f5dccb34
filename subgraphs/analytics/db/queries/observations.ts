import { sql } from 'drizzle-orm';
import { array } from '../arrays.ts';
import type { Database } from '../client.ts';
import { type ObservationQuery, observationsOfSeries } from '../observation-steps.ts';
import { observations } from '../tables.ts';

export type ObservationRow = Omit<typeof observations.$inferSelect, 'status'> & {
  /** Null for a figure that is no observation as it was published: of a period, transformed or filled in. */
  readonly status: typeof observations.$inferSelect.status | null;
};

/** The figures of each series, ascending in time, by series id. */
export async function findObservations({ db, run }: Database, seriesIds: readonly number[], query: ObservationQuery) {
  const rows: ObservationRow[] = await run(
    db
      .select({
        seriesId: sql<number>`asked.series_id`.mapWith(observations.seriesId),
        observedAt: sql<Date>`figure.time`.mapWith(observations.observedAt),
        value: sql<number | null>`figure.value`,
        status: sql<ObservationRow['status']>`figure.status`,
      })
      .from(sql`unnest(${array('bigint', seriesIds)}) as asked (series_id)`)
      .crossJoinLateral(sql`(${observationsOfSeries(sql`asked.series_id`, query)}) as figure`)
      .orderBy(sql`figure.time`),
  );
  return Map.groupBy(rows, (row) => row.seriesId);
}
