import { sql } from 'drizzle-orm';
import { createPromiseCache } from '../../../promise-cache.ts';
import type { Database } from '../../client.ts';
import { levels, type RegionLevel } from '../levels.ts';
import { countRegions } from './region-page.ts';

/** Reads what a search of regions means: the name of a region in its place where none of the level has it. Undefined: itself. */
export type CorrectRegions = (level: RegionLevel, search: string) => Promise<string | undefined>;

/**
 * Corrects searches of regions. What a search means is cached for a minute, so that the pages of a list and their count agree.
 * @param shared what other clients' searches are read by, too: it does not end with a request
 */
export function regionCorrector(shared: Database): CorrectRegions {
  const corrections = createPromiseCache<string | undefined>({ max: 1_000, ttlMs: 60_000 });
  return (level, search) =>
    corrections(`${level} ${search}`, async () =>
      (await countRegions(shared, { level, search })) > 0 ? undefined : nearestName(shared, level, search),
    );
}

/** From 0 to 1, of the trigrams of a search that stand next to each other in a name: below it, what is similar is so by chance. */
const LEAST_LIKENESS = sql.raw('0.5');

/** The name, English or French, that a search is most similar to by pg_trgm; the shortest of several. */
async function nearestName({ db, run }: Database, level: RegionLevel, search: string): Promise<string | undefined> {
  const [nearest] = await run(
    db
      .select({ name: sql<string>`name` })
      .from(
        sql`(
          select name, word_similarity(${search}, name) as likeness
          from (select name from ${levels[level].table} union select name_fr from ${levels[level].table}) as named
        ) as measured`,
      )
      .where(sql`likeness >= ${LEAST_LIKENESS}`)
      .orderBy(sql`likeness desc, length(name), name collate "C"`)
      .limit(1),
  );
  return nearest?.name;
}
