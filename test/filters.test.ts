import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { loadContent } from '../content-model/index.ts';
import type { Explanation } from '../gateway/observe/explain.ts';
import { loadRecords } from '../sandbox/twenty/index.ts';
import { elements, isJsonObject, property } from '../subgraphs/common/json.ts';
import { STAFF_TOKEN, startGateway, type TestGateway } from './gateway.ts';
import { UNBOUNDED } from './oracle/unbounded.ts';

/** Returns how many waves an operation of staff takes. */
async function wavesOf(gateway: TestGateway, query: string): Promise<unknown> {
  const response = await gateway.fetch('http://gateway/graphql', {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'x-chronos-explain': '1',
      authorization: `Bearer ${STAFF_TOKEN}`,
    },
    body: JSON.stringify({ query }),
  });
  const { extensions }: { extensions?: { explain?: Explanation } } = JSON.parse(await response.text());
  return extensions?.explain?.waves;
}

describe('filters across links', () => {
  let gateway: TestGateway;
  beforeAll(async () => {
    gateway = await startGateway({ server: { audit: () => {} } });
  });
  afterAll(() => gateway.close());

  test('articles by their series, and their count: two requests', async () => {
    const query = `query ($series: SeriesWhere) {
      cmsArticles(whereSeries: $series, filter: { id: { _lt: 10 } }, sort: [ID_DESC], limit: 2) { id seriesCodes }
      cmsArticlesAggregated(whereSeries: $series) { countAll }
    }`;
    const answer = await gateway.ask(query, { series: { codes: ['BLS:CES3000000001'] } });
    expect(answer.result).toEqual({
      data: {
        cmsArticles: [
          { id: '9', seriesCodes: ['BLS:CES3100000001', 'BLS:CES3000000001'] },
          {
            id: '8',
            seriesCodes: [
              'BLS:CES6500000001',
              'BLS:CES6000000001',
              'BLS:CES7000000001',
              'BLS:CES4300000001',
              'BLS:CES2000000001',
              'BLS:CES3000000001',
            ],
          },
        ],
        cmsArticlesAggregated: [{ countAll: 7 }],
      },
    });
    expect(answer.requests).toEqual({ analytics: 1, directus: 1, twenty: 0 });
    expect(answer.statements).toBe(1);
  });

  test('a root field without a filter is answered next to the keys', async () => {
    const query = `{
      cmsArticles(whereRegion: { codes: ["US-36"] }) { region { name } }
      cmsTags(limit: 1) { slug }
    }`;
    const answer = await gateway.ask(query);
    expect(answer.result.data).toMatchObject({ cmsArticles: [{ region: { name: 'New York' } }] });
    expect(answer.requests).toEqual({ analytics: 2, directus: 2, twenty: 0 });
  });

  test('from each upstream into each other', async () => {
    const query = `{
      cmsArticles(whereCompanies: { name: { eq: "Hudson Markets" } }, whereRegion: { level: STATE }) { title }
      crmCompanies(whereArticles: { regionCode: { _eq: "US-36" } }) { totalCount edges { node { name } } }
      regions(level: STATE, whereArticles: { title: { _contains: "York" } }) { totalCount edges { node { code } } }
      seriesCatalog(whereArticles: { title: { _starts_with: "Manufacturing after" } }, first: 1) { totalCount edges { node { code } } }
    }`;
    const answer = await gateway.ask(query, {}, { staff: true });
    expect(answer.result).toEqual({
      data: {
        cmsArticles: [{ title: 'New York, from the Bronx to Buffalo' }],
        crmCompanies: { totalCount: 1, edges: [{ node: { name: 'Hudson Markets' } }] },
        regions: { totalCount: 1, edges: [{ node: { code: 'US-36' } }] },
        seriesCatalog: { totalCount: 3, edges: [{ node: { code: 'BLS:CES3000000001' } }] },
      },
    });
  });

  test('no keys find nothing, null filters nothing, and a negation is about what the link leads to', async () => {
    const query = `query ($none: RegionWhere) {
      none: cmsArticlesAggregated(whereRegion: { codes: [] }) { countAll }
      all: cmsArticlesAggregated(whereRegion: $none) { countAll }
      every: cmsArticlesAggregated(whereRegion: null) { countAll }
      plain: cmsArticlesAggregated { countAll }
      about: cmsArticlesAggregated(whereRegion: { level: STATE, not: { codes: ["US-36"] } }) { countAll }
      states: cmsArticlesAggregated(whereRegion: { level: STATE }) { countAll }
      noRegions: regions(level: STATE, whereArticles: { id: { _eq: 0 } }) { totalCount }
    }`;
    const { result } = await gateway.ask(query);
    const countOf = (name: string) => Number(property(elements(result.data?.[name])[0], 'countAll'));
    expect(result.errors).toBeUndefined();
    expect(countOf('none')).toBe(0);
    expect(countOf('plain')).toBeGreaterThan(countOf('states'));
    expect([countOf('all'), countOf('every')]).toEqual([countOf('plain'), countOf('plain')]);
    expect(countOf('about')).toBe(countOf('states') - 1);
    expect(result.data?.noRegions).toEqual({ totalCount: 0 });
  });

  test('more keys than a filter can be held to cost its field alone, with their number', async () => {
    const query = `{
      cmsArticles(whereSeries: { not: { codes: [] } }) { id }
      cmsTags(limit: 1) { slug }
      seriesCatalog { totalCount }
    }`;
    const { result } = await gateway.ask(query);
    const count = property(result.data?.seriesCatalog, 'totalCount');
    expect(result).toMatchObject({
      data: { cmsArticles: null, cmsTags: [{ slug: expect.any(String) }] },
      errors: [
        {
          message: `The filter by \`series\` finds ${count} keys, more than 500: add conditions to it.`,
          path: ['cmsArticles'],
          extensions: { code: 'LIMIT_EXCEEDED' },
        },
      ],
    });
  });

  test('companies by the region that they stand in: found by their points, three requests', async () => {
    const query = `{
      crmCompanies(whereRegion: { indicator: { code: "UNEMPLOYMENT_RATE", gt: 9 } }, orderBy: [{ name: AscNullsLast }]) {
        totalCount
        edges { node { name } }
      }
    }`;
    const answer = await gateway.ask(query, {}, { staff: true });
    expect(answer.result.errors).toBeUndefined();
    expect(answer.result.data?.crmCompanies).toMatchObject({ totalCount: 10 });
    expect(elements(property(answer.result.data?.crmCompanies, 'edges'))[0]).toEqual({
      node: { name: 'Beacon Biotech' },
    });
    expect(answer.requests).toEqual({ analytics: 1, directus: 0, twenty: 2 });
  });

  test('the level of such a filter is the level at which companies are located', async () => {
    const query = `{
      crmCompanies(whereRegion: { level: STATE, codes: ["US-06"] }, orderBy: [{ name: AscNullsLast }]) {
        edges { node { name } }
      }
    }`;
    const { result } = await gateway.ask(query, {}, { staff: true });
    const names = ['Golden Gate Robotics', 'Harbor Freight Analytics', 'State Only Holdings'];
    expect(result).toEqual({ data: { crmCompanies: { edges: names.map((name) => ({ node: { name } })) } } });
  });

  test('filters composed with each other, and with that of the rows', async () => {
    const links = '[{ region: { codes: ["US-36"] } }, { series: { codes: ["BLS:CES3000000001"] } }]';
    const query = `query ($id: Decimal!) {
      region: cmsArticlesAggregated(whereRegion: { codes: ["US-36"] }) { countAll }
      series: cmsArticlesAggregated(whereSeries: { codes: ["BLS:CES3000000001"] }) { countAll }
      any: cmsArticlesAggregated(whereLinks: { or: ${links} }) { countAll }
      neither: cmsArticlesAggregated(whereLinks: { not: { or: ${links} } }) { countAll }
      anyOrRow: cmsArticlesAggregated(whereLinks: { or: [{ or: ${links} }, { row: { id: { _eq: $id } } }] }) { countAll }
      both: cmsArticlesAggregated(whereLinks: { and: ${links} }) { countAll }
      none: cmsArticlesAggregated(whereLinks: { or: [] }) { countAll }
      without: cmsArticlesAggregated(whereLinks: { not: { region: { codes: ["US-36"] } }, row: { regionCode: { _null: true } } }) { countAll }
      nulls: cmsArticlesAggregated(filter: { regionCode: { _null: true } }) { countAll }
      all: cmsArticlesAggregated { countAll }
    }`;
    const answer = await gateway.ask(query, { id: '25' });
    const countOf = (name: string) => Number(property(elements(answer.result.data?.[name])[0], 'countAll'));
    expect(answer.result.errors).toBeUndefined();
    expect(countOf('any')).toBe(countOf('region') + countOf('series') - countOf('both'));
    expect(countOf('neither')).toBe(countOf('all') - countOf('any'));
    expect(countOf('anyOrRow')).toBe(countOf('any') + 1);
    expect(countOf('none')).toBe(0);
    expect(countOf('without')).toBe(countOf('nulls'));
    expect(answer.requests).toEqual({ analytics: 1, directus: 2, twenty: 0 });
  });

  test('regions by the companies that stand in them: two requests, however many filters', async () => {
    const query = `query ($companies: CrmCompanyFilterInput) {
      states: regions(level: STATE, whereCompanies: $companies, first: 2) { totalCount edges { node { code } } }
      counties: regions(level: COUNTY, whereCompanies: $companies) { totalCount }
      others: regions(level: STATE, whereLinks: { not: { companies: $companies } }) { totalCount }
      some: regions(level: STATE, whereLinks: { or: [{ companies: $companies }, { row: { codes: ["US-01"] } }] }) { totalCount }
    }`;
    const companies = { name: { startsWith: 'H' } };
    const answer = await gateway.ask(query, { companies }, { staff: true });
    expect(answer.result).toEqual({
      data: {
        states: { totalCount: 2, edges: [{ node: { code: 'US-06' } }, { node: { code: 'US-36' } }] },
        counties: { totalCount: 2 },
        others: { totalCount: 54 },
        some: { totalCount: 3 },
      },
    });
    expect(answer.requests).toEqual({ analytics: 1, directus: 0, twenty: 1 });
    const inside =
      '{ regions(level: STATE, first: 56) { edges { node { code companies { nodes(first: 100) { name } } } } } }';
    const { result } = await gateway.ask(inside, {}, { staff: true });
    const holding = elements(property(result.data?.regions, 'edges'))
      .map((edge) => property(edge, 'node'))
      .filter((node) => JSON.stringify(property(node, 'companies')).includes('"name":"H'))
      .map((node) => property(node, 'code'));
    expect(holding).toEqual(['US-06', 'US-36']);
  });

  test('nested lists take the same filters, also behind a link: their keys are searched for before, once', async () => {
    const query = `query ($where: RegionWhere) {
      cmsAuthors(sort: [ID_ASC]) { articles(whereRegion: $where, filter: { id: { _lt: 40 } }, sort: [ID_ASC]) { title region { code } } }
      region(code: "US-36") {
        articles(first: 1) { author { articles(whereRegion: { codes: ["US-36"] }) { regionCode } } }
      }
    }`;
    const answer = await gateway.ask(query, { where: { level: 'STATE' } }, { staff: true });
    expect(answer.result.errors).toBeUndefined();
    const authors = elements(answer.result.data?.cmsAuthors).flatMap((author) =>
      elements(property(author, 'articles')),
    );
    const { result } = await gateway.ask(
      '{ cmsArticles(whereRegion: { level: STATE }, filter: { id: { _lt: 40 } }) { id } }',
      {},
      { staff: true },
    );
    expect([
      authors.length,
      authors.every((article) => /^US-\d\d$/.test(String(property(property(article, 'region'), 'code')))),
    ]).toEqual([elements(result.data?.cmsArticles).length, true]);
    const [behind] = elements(property(answer.result.data?.region, 'articles'));
    expect(behind).toEqual({ author: { articles: [{ regionCode: 'US-36' }] } });
    // The codes for either list, the region and the regions of articles; the authors, and the region's articles.
    expect(answer.requests).toEqual({ analytics: 4, directus: 2, twenty: 0 });
  });

  test('a nested filter that finds too much is an error of the field that was requested', async () => {
    const { result } = await gateway.ask(
      '{ cmsAuthors { articles(whereSeries: { not: { codes: [] } }) { id } } cmsTags(limit: 1) { slug } }',
      {},
      { staff: true },
    );
    expect(result).toMatchObject({
      data: { cmsAuthors: null, cmsTags: [{ slug: expect.any(String) }] },
      errors: [{ path: ['cmsAuthors'], extensions: { code: 'LIMIT_EXCEEDED' } }],
    });
  });

  test('regions by articles and by companies: one request to each upstream, in two waves', async () => {
    const query = `{
      regions(
        level: STATE
        whereArticles: { regionCode: { _eq: "US-36" } }
        whereCompanies: { name: { startsWith: "H" } }
      ) { totalCount edges { node { code } } }
    }`;
    const answer = await gateway.ask(query, {}, { staff: true });
    expect(answer.result).toEqual({ data: { regions: { totalCount: 1, edges: [{ node: { code: 'US-36' } }] } } });
    expect(answer.requests).toEqual({ analytics: 1, directus: 1, twenty: 1 });
    expect(await wavesOf(gateway, query)).toBe(2);
  });

  test('companies by regions and by articles: the articles wait for no candidates', async () => {
    const query = `{
      crmCompanies(whereRegion: { level: STATE, codes: ["US-06", "US-36"] }, whereArticles: { regionCode: { _eq: "US-36" } }) {
        edges { node { name } }
      }
    }`;
    const answer = await gateway.ask(query, {}, { staff: true });
    expect(answer.result).toEqual({ data: { crmCompanies: { edges: [{ node: { name: 'Hudson Markets' } }] } } });
    expect(answer.requests).toEqual({ analytics: 1, directus: 1, twenty: 2 });
    expect(await wavesOf(gateway, query)).toBe(3);
  });

  test('filters across three links, and the negation of the rows: one request to each upstream', async () => {
    const query = `{
      cmsArticles(
        whereSeries: { latest: { gt: 100000 } }
        whereRegion: { level: STATE }
        whereCompanies: { name: { startsWith: "H" } }
        whereLinks: { not: { row: { id: { _gt: 1000 } } } }
      ) { title }
    }`;
    const answer = await gateway.ask(query, {}, { staff: true });
    expect(answer.result.errors).toBeUndefined();
    expect(answer.requests).toEqual({ analytics: 1, directus: 1, twenty: 1 });
    expect(answer.statements).toBe(2);
  });

  test('relations of Twenty with its own negation', async () => {
    const query = `{
      crmCompanies(whereLinks: { not: { or: [
        { region: { level: STATE, codes: ["US-06"] } }, { row: { name: { startsWith: "A" } } }, { articles: { id: { _gt: 10 } } }
      ] } }) { edges { node { name } } }
    }`;
    const { result } = await gateway.ask(query, {}, { staff: true });
    const names = ['Saint-Laurent Données', 'Pacific Rim Fisheries', 'Nowhere Ventures'];
    expect(result).toEqual({ data: { crmCompanies: { edges: names.map((name) => ({ node: { name } })) } } });
  });

  test('a link leads to no deleted record, and deleted records of the list have links', async () => {
    // Hudson Markets, in New York.
    const id = 'c0000000-0000-4000-8000-000000000014';
    await gateway.ask(`mutation { crmDeleteCompany(id: "${id}") { id } }`, {}, { staff: true });
    const query = `query ($deleted: CrmCompanyFilterInput) {
      cmsArticles(whereCompanies: $deleted) { title companies { name } }
      regions(level: STATE, whereCompanies: $deleted) { totalCount }
      own: crmCompanies(filter: $deleted, whereRegion: { level: STATE, codes: ["US-36"] }) { edges { node { name } } }
      row: crmCompanies(whereLinks: { row: $deleted, region: { level: STATE, codes: ["US-36"] } }) { totalCount }
    }`;
    const { result } = await gateway.ask(query, { deleted: { deletedAt: { is: 'NOT_NULL' } } }, { staff: true });
    await gateway.ask(`mutation { crmRestoreCompany(id: "${id}") { id } }`, {}, { staff: true });
    expect(result).toEqual({
      data: {
        cmsArticles: [],
        regions: { totalCount: 0 },
        own: { edges: [{ node: { name: 'Hudson Markets' } }] },
        row: { totalCount: 1 },
      },
    });
  });

  test('articles that do not pass a condition of the CMS: those without a value, too', async () => {
    const query = `{
      passing: cmsArticlesAggregated(filter: { regionCode: { _starts_with: "US" } }) { countAll }
      all: cmsArticlesAggregated { countAll }
      others: cmsArticlesAggregated(whereLinks: { not: { row: { regionCode: { _starts_with: "US" } } } }) { countAll }
      twice: cmsArticlesAggregated(whereLinks: { not: { not: { row: { regionCode: { _starts_with: "US" } } } } }) { countAll }
      without: cmsArticlesAggregated(
        whereLinks: { not: { row: { regionCode: { _starts_with: "US" } } }, row: { regionCode: { _null: true } } }
      ) { countAll }
      nulls: cmsArticlesAggregated(filter: { regionCode: { _null: true } }) { countAll }
      neither: cmsArticlesAggregated(
        whereLinks: { not: { or: [{ row: { id: { _lt: 5 } } }, { series: { codes: ["BLS:CES3000000001"] } }] } }
      ) { countAll }
      either: cmsArticlesAggregated(
        whereLinks: { or: [{ row: { id: { _lt: 5 } } }, { series: { codes: ["BLS:CES3000000001"] } }] }
      ) { countAll }
    }`;
    const answer = await gateway.ask(query, {}, { staff: true });
    const countOf = (name: string) => Number(property(elements(answer.result.data?.[name])[0], 'countAll'));
    expect(answer.result.errors).toBeUndefined();
    expect(countOf('others')).toBe(countOf('all') - countOf('passing'));
    expect(countOf('twice')).toBe(countOf('passing'));
    expect([countOf('without'), countOf('nulls') > 0]).toEqual([countOf('nulls'), true]);
    expect(countOf('neither')).toBe(countOf('all') - countOf('either'));
    expect(answer.requests).toEqual({ analytics: 1, directus: 2, twenty: 0 });
  });

  test('too many filters are an error of their field', async () => {
    const many = Array.from({ length: 11 }, () => '{ region: { level: STATE } }').join(' ');
    const { result } = await gateway.ask(`{ cmsArticles(whereLinks: { or: [${many}] }) { id } }`);
    expect(result).toMatchObject({
      data: { cmsArticles: null },
      errors: [{ path: ['cmsArticles'], message: 'A list takes at most 10 filters across links, not 11.' }],
    });
  });

  test('who may not read the other side has no such argument', async () => {
    for (const list of ['cmsArticles(', 'regions(level: STATE, ', 'cmsAuthors { articles(']) {
      const { result, requests } = await gateway.ask(
        `{ ${list}whereCompanies: { name: { eq: "Hudson" } }) { __typename } ${list.startsWith('cmsAuthors') ? '} ' : ''}}`,
      );
      expect(result.errors?.[0]?.message).toMatch(/^Unknown argument "whereCompanies"/);
      expect(requests).toEqual({ analytics: 0, directus: 0, twenty: 0 });
    }
  });

  test('a draft is no article of the public', async () => {
    const query = `{ seriesCatalog(whereArticles: { title: { _nnull: true } }) { totalCount } }`;
    const [anyone, staff] = [await gateway.ask(query), await gateway.ask(query, {}, { staff: true })];
    const countOf = ({ result }: typeof anyone) => Number(property(result.data?.seriesCatalog, 'totalCount'));
    expect(countOf(anyone)).toBeLessThanOrEqual(countOf(staff));
  });
});

test('more rows than a filter looks at are refused with their number, of each upstream', async () => {
  const content = loadContent();
  const articles = elements(content.rows.cms_articles).filter(isJsonObject);
  const more = Array.from({ length: 1_000 }, (_, nth) => ({ ...articles[0], id: 1_000 + nth, slug: `more-${nth}` }));
  const records = loadRecords();
  const [company] = records.companies ?? [];
  const companies = Array.from({ length: 1_000 }, (_, nth) => ({
    ...company,
    domainName: null,
    id: `20202020-0000-4000-8000-${String(nth).padStart(12, '0')}`,
  }));
  const gateway = await startGateway({
    content: { ...content, rows: { ...content.rows, cms_articles: [...articles, ...more] } },
    records: { ...records, companies: [...(records.companies ?? []), ...companies] } as typeof records,
    server: { bounds: UNBOUNDED },
  });
  const query = `{
    directus: regions(level: STATE, whereArticles: { id: { _gte: 10 } }) { totalCount }
    twenty: regions(level: STATE, whereCompanies: { name: { neq: "" } }) { totalCount }
    candidates: crmCompanies(whereRegion: { level: STATE }, filter: { name: { neq: "" } }) { totalCount }
  }`;
  const refused = await gateway.ask(query, {}, { staff: true });
  const { result } = await gateway.ask(
    '{ cmsArticlesAggregated(filter: { id: { _gte: 10 } }) { countAll } crmCompanies(filter: { name: { neq: "" } }) { totalCount } }',
    {},
    { staff: true },
  );
  await gateway.close();
  const rows = property(elements(result.data?.cmsArticlesAggregated)[0], 'countAll');
  const found = property(result.data?.crmCompanies, 'totalCount');
  const looksAt = (name: string, what: string) =>
    `The filter by \`${name}\` looks at ${what}: add conditions to it, or to the list's own filter.`;
  expect(Object.fromEntries(refused.result.errors?.map(({ path, message }) => [path?.[0], message]) ?? [])).toEqual({
    directus: looksAt('articles', `${rows} rows, more than 999`),
    twenty: looksAt('companies', `${found} rows, more than 1000`),
    candidates: looksAt('region', `${found} rows, more than 1000`),
  });
  expect([Number(rows) > 999, Number(found) > 1_000]).toEqual([true, true]);
  // The lists of each upstream search for themselves: a search and a count.
  expect(refused.requests).toEqual({ analytics: 0, directus: 2, twenty: 4 });
});

describe('filters across links with an upstream down', () => {
  test('the error of the upstream whose keys are missing is at the filtered field', async () => {
    const gateway = await startGateway({ down: 'analytics' });
    const { result } = await gateway.ask(
      '{ cmsArticles(whereRegion: { level: STATE }) { id } cmsTags(limit: 1) { slug } }',
    );
    await gateway.close();
    expect(result.data).toMatchObject({ cmsArticles: null, cmsTags: [{ slug: expect.any(String) }] });
    expect(result.errors).toMatchObject([
      { path: ['cmsArticles'], extensions: { upstream: 'analytics', code: 'UPSTREAM_UNREACHABLE' } },
    ]);
  });
});
