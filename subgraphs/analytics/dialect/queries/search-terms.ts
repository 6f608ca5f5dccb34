import { type SQL, sql } from 'drizzle-orm';
import { createPromiseCache } from '../../../common/promise-cache.ts';
import type { Database } from '../../client.ts';
import { correctSearch } from '../../search/corrections.ts';
import { synonyms as ownSynonyms, type Synonym, withFurther } from '../../search/synonyms.ts';
import { array } from '../arrays.ts';
import { foundBy, type SearchTerms } from '../series-conditions.ts';

/**
 * Creates a reader of searches. It adds synonyms; if no series is found, it corrects the words that no title has.
 * Results are cached for a minute, so that a list's pages and count agree. The words of all titles, needed only for
 * corrections, are cached for ten.
 * @param shared a database that does not end with a client request
 * @param further synonyms in addition to the project's own
 */
export function searchReader(shared: Database, further: readonly Synonym[] = []) {
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

  return (search: string) => searches(search, () => read(search));
}

/**
 * Rewrites of a query: each word of a group of synonyms is replaced by the group's mark, then each mark by all words of
 * the group. In this order, no inserted word is replaced again. Phrases are replaced before the words that they
 * contain.
 */
const steps = sql`
  select row_number() over (order by step, numnode(target) desc, target::text) as number, target, substitute
  from (
    select 1 as step, plainto_tsquery('english', word) as target, coalesce(mark, '')::tsquery as substitute from synonyms
    union all
    select 2, mark::tsquery, websearch_to_tsquery('english', string_agg('"' || word || '"', ' or '))
    from synonyms where mark is not null group by mark
  ) as unnumbered`;

async function findTerms({ db }: Database, synonyms: readonly Synonym[], text: string) {
  const words = synonyms.map(({ word }) => word);
  const marks = synonyms.map(({ group }) => (group === null ? null : `'=${group}'`));
  const terms: Record<'exact' | 'wide', SQL<string>> = { exact: sql`exact`, wide: sql`wide` };
  const [found] = await db.select({ ...terms, isFound: sql<boolean>`exists (${foundBy(text, terms.wide)})` }).from(
    sql`(
          with recursive synonyms as (select * from unnest(${array('text', words)}, ${array('text', marks)}) as synonym (word, mark)),
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
  );
  if (!found) throw new Error('A search without a meaning.');
  return { text, ...found };
}

/** Finds the words of all titles, the most common first, then the words of the synonyms. */
async function findVocabulary({ db }: Database, synonyms: readonly Synonym[]): Promise<string[]> {
  const rows = await db
    .select({ word: sql<string>`word` })
    .from(sql`ts_stat(${sql.raw("'select to_tsvector(''simple'', title) from metadata.series'")})`)
    .orderBy(sql`ndoc desc, word collate "C"`);
  const ofSynonyms = synonyms.flatMap(({ word }) => word.toLowerCase().split(' '));
  return [...new Set([...rows.map(({ word }) => word), ...ofSynonyms])];
}
