import { type SQL, sql } from 'drizzle-orm';
import { createPromiseCache } from '../../../promise-cache.ts';
import type { Database } from '../../client.ts';
import { correctSearch } from '../../search/corrections.ts';
import { synonyms as ownSynonyms, type Synonym, withFurther } from '../../search/synonyms.ts';
import { array } from '../arrays.ts';
import { foundBy, type SearchTerms } from '../series-conditions.ts';

/** Reads what a search of series means. */
export type ReadSearch = (search: string) => Promise<SearchTerms>;

/**
 * Reads searches: their words with synonyms, and where no series at all is found, with words corrected that no title has.
 * What a search means is cached for a minute, so that the pages of a list and their count agree; the words of all titles,
 * which only a search needs that finds nothing, for ten.
 * @param shared what other clients' searches are read by, too: it does not end with a request
 * @param further synonyms besides the project's own
 */
export function searchReader(shared: Database, further: readonly Synonym[] = []): ReadSearch {
  const synonyms = withFurther(ownSynonyms, further);
  const searches = createPromiseCache<SearchTerms>({ max: 1_000, ttlMs: 60_000 });
  const vocabulary = createPromiseCache<string[]>({ max: 1, ttlMs: 600_000 });

  async function read(text: string): Promise<SearchTerms> {
    const { isFound, ...terms } = await findTerms(shared, synonyms, text);
    if (isFound) return terms;
    const corrected = correctSearch(text, await vocabulary('titles', () => findVocabulary(shared, synonyms)));
    if (corrected === undefined) return terms;
    return { ...(await findTerms(shared, synonyms, corrected)), corrected };
  }

  return (search) => searches(search, () => read(search));
}

/**
 * Each word of a group of synonyms is replaced by a mark of the group, and then each mark by all of the group: in this order,
 * so that what was put in is not replaced again. Phrases come before the words that they are of.
 */
const steps = sql`
  select row_number() over (order by step, numnode(target) desc, target::text) as number, target, substitute
  from (
    select 1 as step, plainto_tsquery('english', word) as target, coalesce(mark, '')::tsquery as substitute from synonyms
    union all
    select 2, mark::tsquery, websearch_to_tsquery('english', string_agg('"' || word || '"', ' or '))
    from synonyms where mark is not null group by mark
  ) as unnumbered`;

async function findTerms({ db, run }: Database, synonyms: readonly Synonym[], text: string) {
  const words = array(
    'text',
    synonyms.map(({ word }) => word),
  );
  const marks = array(
    'text',
    synonyms.map(({ group }) => (group === null ? null : `'=${group}'`)),
  );
  const terms: Record<'exact' | 'wide', SQL<string>> = { exact: sql`exact`, wide: sql`wide` };
  const [found] = await run(
    db
      .select({
        ...terms,
        isFound: sql<boolean>`exists (${foundBy(text, terms.wide)})`,
      })
      .from(
        sql`(
          with recursive synonyms as (select * from unnest(${words}, ${marks}) as synonym (word, mark)),
          steps as (${steps}),
          rewriting (number, query) as (
            select 0::bigint, websearch_to_tsquery('english', ${text})
            union all
            select steps.number, ts_rewrite(query, target, substitute)
            from rewriting join steps on steps.number = rewriting.number + 1
          )
          select
            (select query from rewriting where number = 0) as exact,
            (select query from rewriting where numnode(query) > 0 or number = 0 order by number desc limit 1) as wide
        ) as terms`,
      ),
  );
  if (!found) throw new Error('A search without a meaning.');
  return { text, ...found };
}

/** The words that titles have, and those of the synonyms, the most common first. */
async function findVocabulary({ db, run }: Database, synonyms: readonly Synonym[]): Promise<string[]> {
  const rows = await run(
    db
      .select({ word: sql<string>`word` })
      .from(sql`ts_stat(${sql.raw("'select to_tsvector(''simple'', title) from metadata.series'")})`)
      .orderBy(sql`ndoc desc, word collate "C"`),
  );
  const ofSynonyms = synonyms.flatMap(({ word }) => word.toLowerCase().split(' '));
  return [...new Set([...rows.map(({ word }) => word), ...ofSynonyms])];
}
