import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ArticlePageDocument, ChoroplethDocument, HomeDocument, RegionDashboardDocument } from '../../client/index.ts';
import examples from '../../client/views/examples.json' with { type: 'json' };
import { startGateway, type TestGateway } from '../gateway.ts';
import { type CachedGateway, startCachedGateway, sum } from './cached-gateway.ts';

let cached: CachedGateway;
let plain: TestGateway;
beforeAll(async () => {
  [cached, plain] = await Promise.all([startCachedGateway({ server: { audit: () => {} } }), startGateway()]);
});
afterAll(() => Promise.all([cached.close(), plain.close()]));

const NOBODY = { directus: 0, twenty: 0, analytics: 0 };

describe('a view that was answered once is answered from memory, the same', () => {
  const views: readonly (readonly [string, string, object])[] = [
    ['Home', String(HomeDocument), {}],
    ['ArticlePage', String(ArticlePageDocument), examples.ArticlePage],
    ['RegionDashboard', String(RegionDashboardDocument), examples.RegionDashboard],
    ['Choropleth', String(ChoroplethDocument), examples.Choropleth],
  ];
  test.each(views)('%s', async (_name, query, variables) => {
    const { result: expected } = await plain.ask(query, variables);
    const first = await cached.ask(query, variables);
    expect(sum(first.requests)).toBeGreaterThan(0);
    expect(cached.last()?.cacheMisses).toMatchObject({ answers: 1 });
    for (const _time of [1, 2]) {
      const again = await cached.ask(query, variables);
      expect(again.requests).toEqual(NOBODY);
      expect(JSON.stringify(again.result)).toBe(JSON.stringify(first.result));
      expect(again.result).toEqual(expected);
      expect(cached.last()).toMatchObject({ cacheHits: { answers: 1 } });
    }
  });
});

describe('what is asked decides, not how', () => {
  test('other variables are another question, an absent one among them', async () => {
    const query = 'query ($code: String!, $first: Int = 1) { region(code: $code) { series(first: $first) { code } } }';
    const asked = [{ code: 'US' }, { code: 'US', first: null }, { code: 'US', first: 2 }, { code: 'US-06', first: 2 }];
    for (const variables of asked) {
      const answer = await cached.ask(query, variables);
      expect(sum(answer.requests)).toBe(1);
      expect(answer.result).toEqual((await plain.ask(query, variables)).result);
    }
    expect(sum((await cached.ask(query, { code: 'US', first: 1 })).requests)).toBe(0);
  });

  test('another document, or another operation of it', async () => {
    const query = 'query A { region(code: "US-06") { name } } query B { region(code: "US-06") { code } }';
    const ask = async (operationName: string) => {
      const response = await cached.fetch('http://gateway/graphql', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ query, operationName }),
      });
      return response.json();
    };
    for (const _time of [1, 2, 3]) {
      expect(await ask('A')).toEqual({ data: { region: { name: 'California' } } });
      expect(await ask('B')).toEqual({ data: { region: { code: 'US-06' } } });
    }
  });

  test('what a condition leaves out', async () => {
    const query = 'query ($with: Boolean!) { region(code: "US-06") { name code @include(if: $with) } }';
    for (const _time of [1, 2]) {
      expect((await cached.ask(query, { with: true })).result.data).toEqual({
        region: { name: 'California', code: 'US-06' },
      });
      expect((await cached.ask(query, { with: false })).result.data).toEqual({ region: { name: 'California' } });
    }
  });
});

describe('what is never kept', () => {
  const staff = { staff: true };
  const never: readonly (readonly [string, string, { readonly staff?: boolean }])[] = [
    ['anything of staff', '{ cmsTags(limit: 1) { id } }', staff],
    ['the CRM', '{ crmCompanies(first: 1) { totalCount } }', staff],
    ['an error', '{ region(code: "US-06") { name articles(first: 101) { title } } }', {}],
    // It writes what is there: the other tests read it.
    ['a write', 'mutation { cmsUpdateTag(id: "1", data: { name: "Manufacturing" }) { id } }', staff],
    ['the schema', '{ region(code: "US-06") { name } __schema { queryType { name } } }', {}],
    ['nothing at all', '{ __typename }', {}],
  ];
  test.each(never)('%s', async (_name, query, options) => {
    const { entries } = cached.cache.size;
    const [first, second] = [await cached.ask(query, {}, options), await cached.ask(query, {}, options)];
    expect(second.result).toEqual(first.result);
    expect(second.requests).toEqual(first.requests);
    expect(cached.last()?.cacheHits).toEqual({});
    expect(cached.cache.size.entries).toBe(entries);
  });
});

test('memory is bounded: what was not used for longest goes, and what is too long is not kept', async () => {
  const bounds = { entries: 3, characters: 250, charactersOfOne: 100 };
  const small = await startCachedGateway({}, { bounds });
  const ask = (code: string, fields = 'name') => small.ask(`{ region(code: "${code}") { ${fields} } }`);
  for (const code of ['US-06', 'US-36', 'US-02', 'US-04', 'US-05']) await ask(code);
  expect(small.cache.size.entries).toBe(3);
  expect(sum((await ask('US-05')).requests)).toBe(0);
  expect(sum((await ask('US-06')).requests)).toBe(1);
  const long = 'name code level country centroid { latitude longitude } boundingBox';
  expect(sum((await ask('US-05', long)).requests)).toBe(1);
  expect(sum((await ask('US-05', long)).requests)).toBe(1);
  expect(small.cache.size.characters).toBeLessThanOrEqual(250);
  await small.close();
});
