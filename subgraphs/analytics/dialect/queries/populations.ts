import { sql } from 'drizzle-orm';
import type { Database } from '../../client.ts';
import { array, indexBy } from '../arrays.ts';
import { populationOf } from '../population.ts';
import { series } from '../tables.ts';

/** Finds the population by which the figures of each series are divided, by series id. */
export async function findPopulations({ db }: Database, seriesIds: readonly number[]) {
  const rows = await db
    .select({
      seriesId: series.seriesId,
      regionCode: series.regionCode,
      units: sql<string | null>`known.units`,
      persons: sql<number | null>`known.persons`,
    })
    .from(series)
    .leftJoinLateral(sql`(${populationOf(sql`${series.seriesId}`)}) as known`, sql`true`)
    .where(sql`${series.seriesId} = any(${array('bigint', seriesIds)})`);
  return indexBy(rows, ({ seriesId }) => seriesId);
}
