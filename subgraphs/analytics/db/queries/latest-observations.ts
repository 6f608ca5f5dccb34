import { sql } from 'drizzle-orm';
import type { Database } from '../client.ts';
import { latestStatistics } from '../latest-statistics.ts';
import { latestObservations as columns } from '../tables.ts';
import { viewElseLive } from '../view-else-live.ts';

/** The newest observation of each series and its changes, by series id. Series without any are left out. */
export function findLatest({ db, run }: Database, seriesIds: readonly number[]) {
  return viewElseLive(seriesIds, (origin, ids) =>
    run(
      db
        .select({
          seriesId: sql<number>`latest.series_id`.mapWith(columns.seriesId),
          isFresh: sql<boolean>`latest.is_fresh`,
          observedAt: sql<Date | null>`latest.observed_at`.mapWith(columns.observedAt),
          value: sql<number | null>`latest.value`,
          status: sql<(typeof columns.$inferSelect)['status']>`latest.status`,
          change: sql<number | null>`latest.change`,
          changePercent: sql<number | null>`latest.change_pct`,
          changeOnYear: sql<number | null>`latest.change_year`,
          changeOnYearPercent: sql<number | null>`latest.change_year_pct`,
        })
        .from(sql`(${latestStatistics(origin, ids)}) as latest`),
    ),
  );
}
