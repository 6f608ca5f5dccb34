import { sql } from 'drizzle-orm';
import type { Database } from '../../client.ts';
import { summaryStatistics } from '../summary-statistics.ts';
import { seriesSummaries as columns } from '../tables.ts';
import { viewElseLive } from '../view-else-live.ts';

/** What each series' observations sum up to, by series id. Series without any are left out. */
export function findSummaries({ db, run }: Database, seriesIds: readonly number[]) {
  return viewElseLive(seriesIds, (origin, ids) =>
    run(
      db
        .select({
          seriesId: sql<number>`summary.series_id`.mapWith(columns.seriesId),
          isFresh: sql<boolean>`summary.is_fresh`,
          observedAt: sql<Date | null>`summary.last_at`.mapWith(columns.lastAt),
          firstAt: sql<Date | null>`summary.first_at`.mapWith(columns.firstAt),
          count: sql<number>`summary.count`,
          min: sql<number | null>`summary.min`,
          max: sql<number | null>`summary.max`,
          mean: sql<number | null>`summary.mean`,
          standardDeviation: sql<number | null>`summary.stddev`,
          gaps: sql<number>`summary.gaps`,
        })
        .from(sql`(${summaryStatistics(origin, ids)}) as summary`),
    ),
  );
}

export type SummaryRow = Awaited<ReturnType<typeof findSummaries>> extends ReadonlyMap<number, infer Row> ? Row : never;
