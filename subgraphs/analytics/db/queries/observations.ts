import { and, desc, eq, gte, lt, sql } from 'drizzle-orm';
import { array } from '../arrays.ts';
import type { Database } from '../client.ts';
import { observations } from '../tables.ts';

export interface ObservationRange {
  /** The first moment, ISO 8601. */
  readonly from?: string | undefined;
  /** The first moment past the range, ISO 8601. */
  readonly until?: string | undefined;
  /** Of each series, the most recent that many. */
  readonly limit: number;
}

export type ObservationRow = typeof observations.$inferSelect;

/** The observations of each series in a range, ascending in time, by series id. */
export async function findObservations({ db, run }: Database, seriesIds: readonly number[], range: ObservationRange) {
  const recent = db
    .select()
    .from(observations)
    .where(
      and(
        eq(observations.seriesId, sql`asked.series_id`),
        range.from ? gte(observations.observedAt, new Date(range.from)) : undefined,
        range.until ? lt(observations.observedAt, new Date(range.until)) : undefined,
      ),
    )
    .orderBy(desc(observations.observedAt))
    .limit(range.limit)
    .as('recent');
  const rows = await run(
    db
      .select({
        seriesId: recent.seriesId,
        observedAt: recent.observedAt,
        value: recent.value,
        status: recent.status,
      })
      .from(sql`unnest(${array('bigint', seriesIds)}) as asked (series_id)`)
      .crossJoinLateral(recent)
      .orderBy(recent.observedAt),
  );
  return Map.groupBy(rows, (row) => row.seriesId);
}
