import { and, eq, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import { array, indexBy } from '../arrays.ts';
import type { Database } from '../client.ts';
import { latestObservations as latest, observations } from '../tables.ts';

const previous = alias(observations, 'previous');
const yearAgo = alias(observations, 'year_ago');

/**
 * The observations that the newest one of each series is compared to, by series id. The view names them by their
 * time; they themselves say how final they are.
 */
export async function findCompared({ db, run }: Database, seriesIds: readonly number[]) {
  const rows = await run(
    db
      .select({ seriesId: latest.seriesId, previous, yearAgo })
      .from(latest)
      .leftJoin(previous, and(eq(previous.seriesId, latest.seriesId), eq(previous.observedAt, latest.previousAt)))
      .leftJoin(yearAgo, and(eq(yearAgo.seriesId, latest.seriesId), eq(yearAgo.observedAt, latest.yearAgoAt)))
      .where(sql`${latest.seriesId} = any(${array('bigint', seriesIds)})`),
  );
  return indexBy(rows, (row) => row.seriesId);
}
