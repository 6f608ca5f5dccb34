import { sql } from 'drizzle-orm';
import { createPromiseCache } from '../../../common/promise-cache.ts';
import type { Database } from '../../client.ts';
import { levels, type RegionLevel } from '../levels.ts';
import { countRegions } from './region-page.ts';

/** Corrects a search that no region of the level matches to the most similar name; undefined: nothing to correct. */
export type CorrectRegions = (level: RegionLevel, search: string) => Promise<string | undefined>;

/**
 * Creates a corrector of searches for regions. It caches results for a minute, so that a list's pages and count agree.
 * @param shared a database that does not end with a client request
 */
export function regionCorrector(shared: Database): CorrectRegions {
  const corrections = createPromiseCache<string | undefined>({ max: 1_000, ttlMs: 60_000 });
  return (level, search) =>
    corrections(`${level} ${search}`, async () =>
      (await countRegions(shared, { level, search })) > 0 ? undefined : nearestName(shared, level, search),
    );
}

/** Least word_similarity of a search and a name, from 0 to 1: below it, texts are similar by chance. */
const LEAST_LIKENESS = sql.raw('0.5');

/** Finds the English or French name that is most similar to a search by pg_trgm; the shortest if several are. */
async function nearestName({ db }: Database, level: RegionLevel, search: string): Promise<string | undefined> {
  const [nearest] = await db
    .select({ name: sql<string>`name` })
    .from(
      sql`(
          select name, word_similarity(${search}, name) as likeness
          from (select name from ${levels[level].table} union select name_fr from ${levels[level].table}) as named
        ) as measured`,
    )
    .where(sql`likeness >= ${LEAST_LIKENESS}`)
    .orderBy(sql`likeness desc, length(name), name collate "C"`)
    .limit(1);
  return nearest?.name;
}
