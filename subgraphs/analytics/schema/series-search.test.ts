/** What searches of the catalogue find first, what they are corrected to, and what their lists can be narrowed by. */
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { correctSearch } from '../search/corrections.ts';
import { readSynonyms, withFurther } from '../search/synonyms.ts';
import { startSubgraph } from '../testing/subgraph.ts';

const RUNS = Number(process.env.ORACLE_RUNS ?? 30);
const SEED = Number(process.env.ORACLE_SEED ?? Date.now() % 2 ** 31);

/** Searches and the series that people expect first, as they were written down before there were synonyms and corrections. */
const expected: readonly [search: string, code: string][] = JSON.parse(
  readFileSync(new URL('../testing/search-words.json', import.meta.url), 'utf8'),
);

let subgraph: Awaited<ReturnType<typeof startSubgraph>>;
beforeAll(async () => {
  subgraph = await startSubgraph();
});
afterAll(() => subgraph.close());

interface Page {
  readonly totalCount: number;
  readonly correctedSearch: string | null;
  readonly edges: readonly { readonly cursor: string; readonly node: { readonly code: string } }[];
}

async function list(args: Record<string, unknown>, first = 1): Promise<Page> {
  const { data, errors } = await subgraph.ask(
    `query ($search: String, $source: String, $indicator: String, $frequency: Frequency, $level: RegionLevel, $first: Int) {
      seriesCatalog(search: $search, source: $source, indicator: $indicator, frequency: $frequency, level: $level, first: $first) {
        totalCount correctedSearch edges { cursor node { code } }
      }
    }`,
    { ...args, first },
  );
  expect(errors).toBeUndefined();
  return data.seriesCatalog as Page;
}

test('59 of 60 searches find first what people expect; before, 12 did, and 38 found nothing', async () => {
  const wrong: [string, string | undefined][] = [];
  for (const [search, code] of expected) {
    const [first] = (await list({ search })).edges;
    if (first?.node.code !== code) wrong.push([search, first?.node.code]);
  }
  // A county is called Banks.
  expect(wrong).toEqual([['banking', 'BLS:LAUCN130110000000003']]);
  expect(expected).toHaveLength(60);
});

test('a correction is said, and its pages go on', async () => {
  const first = await list({ search: 'emploment' }, 3);
  expect(first).toMatchObject({
    correctedSearch: 'employment',
    totalCount: (await list({ search: 'jobs' })).totalCount,
  });
  const after = `after: "${first.edges[1]?.cursor}"`;
  const { data } = await subgraph.ask(
    `{ seriesCatalog(search: "emploment", first: 1, ${after}) { correctedSearch edges { node { code } } } }`,
  );
  expect(data.seriesCatalog).toEqual({ correctedSearch: 'employment', edges: [{ node: first.edges[2]?.node }] });
  expect((await list({ search: 'construction' })).correctedSearch).toBeNull();
  expect(await list({ search: 'xylophone' })).toEqual({ totalCount: 0, correctedSearch: null, edges: [] });
});

test('quotes, or and - are as web search engines take them, with synonyms', async () => {
  const totals = async (search: string) => (await list({ search })).totalCount;
  expect(await totals('jobs or jobless')).toBe((await totals('jobs')) + (await totals('jobless -jobs')));
  expect(await totals('"total nonfarm"')).toBe(1);
  expect(await totals('jobs -retail -shops')).toBe(await totals('jobs -stores'));
  expect(await totals('county')).toBe(0);
});

test('what a search means is read once for its page, count and facets', async () => {
  const query =
    '{ seriesCatalog(search: "jobs in mining") { totalCount facets { sources { code } } edges { cursor } } }';
  expect((await subgraph.ask(query)).statements).toHaveLength(4);
  expect((await subgraph.ask(query)).statements).toHaveLength(3);
});

describe('facets', () => {
  const ARGUMENTS = { sources: 'source', indicators: 'indicator', frequencies: 'frequency', levels: 'level' } as const;
  type Facets = Record<keyof typeof ARGUMENTS, readonly { code: string; name: string | null; count: number }[]>;

  const filter = fc.record(
    {
      search: fc.constantFrom('jobs', 'unemployment rate', 'manufacturing or california', 'kent', 'goverment'),
      indicator: fc.constantFrom('EMPLOYMENT', 'UNEMPLOYMENT_RATE'),
      frequency: fc.constantFrom('MONTHLY', 'ANNUAL', 'DAILY'),
      level: fc.constantFrom('COUNTY', 'STATE'),
    },
    { requiredKeys: [] },
  );

  test('count what the list narrowed by each value has', { timeout: 60_000 + RUNS * 1_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(filter, async (args) => {
        const { data } = await subgraph.ask(
          `query ($search: String, $indicator: String, $frequency: Frequency, $level: RegionLevel) {
            seriesCatalog(search: $search, indicator: $indicator, frequency: $frequency, level: $level) {
              totalCount
              facets {
                sources { code name count } indicators { code name count } frequencies { code name count } levels { code name count }
              }
            }
          }`,
          args,
        );
        const { totalCount, facets } = data.seriesCatalog as { totalCount: number; facets: Facets };
        expect(facets.frequencies.reduce((sum, { count }) => sum + count, 0)).toBe(totalCount);
        for (const [facet, argument] of Object.entries(ARGUMENTS) as [keyof Facets, string][]) {
          for (const { code, name, count } of facets[facet]) {
            if (facet === 'frequencies' || facet === 'levels') expect(name).toBe(code);
            expect((await list({ ...args, [argument]: code })).totalCount).toBe(count);
          }
          const counts = facets[facet].map(({ count }) => count);
          expect(counts).toEqual(counts.toSorted((one, other) => other - one));
        }
      }),
      { seed: SEED, numRuns: RUNS },
    );
  });
});

describe('corrections', () => {
  const vocabulary = ['employees', 'manufacturing', 'unemployment', 'rate', 'construction', 'government', 'retail'];
  const letter = fc.constantFrom(...'abcdefghijklmnopqrstuvwxyz');
  /** One edit of a word: a letter more, one less, another one, or two that are swapped. */
  const edited = fc
    .tuple(fc.constantFrom(...vocabulary.filter(({ length }) => length > 5)), fc.nat(), letter, fc.nat(3))
    .map(([word, at, other, kind]) => {
      const place = at % (word.length - 1);
      const [start, end] = [word.slice(0, place), word.slice(place)];
      const typed = [
        `${start}${other}${end}`,
        `${start}${end.slice(1)}`,
        `${start}${other}${end.slice(1)}`,
        `${start}${end[1]}${end[0]}${end.slice(2)}`,
      ];
      return { word, typed: typed[kind] ?? word };
    });

  test('one edit of a word is made good, whatever stands around it', () => {
    const around = fc.constantFrom('rate %', '% or rate', '"% rate"', '-retail %');
    fc.assert(
      fc.property(edited, around, ({ word, typed }, frame) => {
        const search = frame.replace('%', typed);
        const corrected = correctSearch(search, vocabulary) ?? search;
        expect(corrected).toBe(frame.replace('%', word));
      }),
      { seed: SEED },
    );
  });

  test.each([
    ['rat', 'a short word'],
    ['-goverment', 'what is left out'],
    ['CES3000x', 'a code'],
    ['unemployment rate', 'words of titles'],
    ['philharmonic', 'a word that is close to none'],
  ])('%s is not corrected: %s', (search) => {
    expect(correctSearch(search, vocabulary)).toBeUndefined();
  });
});

test('synonyms are groups, words that are left out, and comments', () => {
  expect(readSynonyms('# x, y\na, b c \n\n- d,\ne # f')).toEqual([
    { word: 'a', group: 1 },
    { word: 'b c', group: 1 },
    { word: 'd', group: null },
    { word: 'e', group: 4 },
  ]);
});

test('the synonyms of a deployment join the groups that are there, or are groups of their own', async () => {
  const own = readSynonyms('a, b\nc\n- d');
  expect(withFurther(own, readSynonyms('x, A\ny, z\n- w\nc, d'))).toEqual([
    ...own,
    { word: 'x', group: 0 },
    { word: 'y', group: 3 },
    { word: 'z', group: 3 },
    { word: 'w', group: null },
  ]);
  const further = readSynonyms('gigs, jobs\n- recent');
  const deployed = await startSubgraph({ synonyms: further });
  const query = (search: string) => `{ seriesCatalog(search: "${search}") { totalCount edges { node { code } } } }`;
  const [gigs, jobs] = [
    await deployed.ask(query('recent gigs in mining')),
    await subgraph.ask(query('jobs in mining')),
  ];
  await deployed.close();
  expect(gigs.data).toEqual(jobs.data);
  expect((await subgraph.ask(query('recent gigs in mining'))).data).not.toEqual(jobs.data);
});
