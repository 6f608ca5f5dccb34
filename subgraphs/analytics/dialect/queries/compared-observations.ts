import { sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import type { Database } from '../../client.ts';
import { latestStatistics } from '../latest-statistics.ts';
import { latestObservations as columns, observations } from '../tables.ts';
import { viewElseLive } from '../view-else-live.ts';

const previous = alias(observations, 'previous');
const yearAgo = alias(observations, 'year_ago');

/**
 * The observations that the newest one of each series is compared to, by series id. The statistics name them by their
 * time; they themselves say how final they are.
 */
export function findCompared({ db, run }: Database, seriesIds: readonly number[]) {
  return viewElseLive(seriesIds, (origin, ids) =>
    run(
      db
        .select({
          seriesId: sql<number>`latest.series_id`.mapWith(columns.seriesId),
          isFresh: sql<boolean>`latest.is_fresh`,
          observedAt: sql<Date | null>`latest.observed_at`.mapWith(columns.observedAt),
          previous,
          yearAgo,
        })
        .from(sql`(${latestStatistics(origin, ids)}) as latest`)
        .leftJoin(
          previous,
          sql`(${previous.seriesId}, ${previous.observedAt}) = (latest.series_id, latest.previous_at)`,
        )
        .leftJoin(yearAgo, sql`(${yearAgo.seriesId}, ${yearAgo.observedAt}) = (latest.series_id, latest.year_ago_at)`),
    ),
  );
}
