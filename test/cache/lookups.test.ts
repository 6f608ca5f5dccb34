import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { faulty } from '../outages/faulty.ts';
import { behind, type CachedGateway, startCachedGateway } from './cached-gateway.ts';

const directus = faulty();
let gateway: CachedGateway;
beforeAll(async () => {
  gateway = await startCachedGateway({ ...behind(directus), server: { audit: () => {} } });
});
afterAll(async () => {
  await gateway.close();
  await directus.close();
});

beforeEach(() => {
  gateway.change('CrmCompany', 'twenty');
  gateway.change('Series', 'analytics');
  gateway.change('CmsArticle');
});

const ARTICLE = `query ($slug: String!) {
  cmsArticleBySlug(slug: $slug) { title series { code latest { value } } companies { name } }
}`;

/** As staff, of whose answers none is kept. */
async function ask(query: string, variables: object = {}) {
  const { result, requests } = await gateway.ask(query, variables, { staff: true });
  const { cacheHits = {}, cacheMisses = {}, upstreamRequests = [] } = gateway.last() ?? {};
  const keys = upstreamRequests.flatMap(({ operation: asked, upstream }) =>
    upstream === 'analytics' && 'fields' in asked ? asked.fields.map(({ args }) => args.codes ?? args.places) : [],
  );
  return { result, requests, hits: cacheHits.lookups ?? 0, misses: cacheMisses.lookups ?? 0, keys };
}

const slug = 'manufacturing-after-the-great-recession';

test('what a link led to is known the next time, where the answer itself may not be kept', async () => {
  const first = await ask(ARTICLE, { slug });
  const codes = Object(first.result.data?.cmsArticleBySlug).series.map(({ code }: { code: string }) => code);
  const keys = codes.length + Object(first.result.data?.cmsArticleBySlug).companies.length;
  expect(first).toMatchObject({ requests: { directus: 1, twenty: 1, analytics: 1 }, hits: 0, misses: keys });
  const again = await ask(ARTICLE, { slug });
  expect(again).toMatchObject({ requests: { directus: 1, twenty: 0, analytics: 0 }, hits: keys, misses: 0 });
  expect(JSON.stringify(again.result)).toBe(JSON.stringify(first.result));
});

test('only the keys that are not cached are requested, and all are in their order', async () => {
  const query = `query ($slugs: [String!]) {
    cmsArticles(filter: { slug: { _in: $slugs } }, sort: [SLUG_ASC]) { slug series { code title } }
  }`;
  const known = await ask(query, { slugs: [slug] });
  const both = await ask(query, { slugs: [slug, 'two-kinds-of-jobs-report'] });
  const [asked = []] = both.keys as string[][];
  const codesOf = ({ result }: typeof known): string[] =>
    Object(result.data).cmsArticles.flatMap(({ series }: { series: { code: string }[] }) =>
      series.map(({ code }) => code),
    );
  expect(asked.filter((code) => codesOf(known).includes(code))).toEqual([]);
  expect(both.hits).toBe(codesOf(known).length);
  gateway.change('Series', 'analytics');
  expect((await ask(query, { slugs: [slug, 'two-kinds-of-jobs-report'] })).result).toEqual(both.result);
});

test('what else is asked of the values, or with which arguments, is another question', async () => {
  const asking = (fields: string) => `{ cmsArticleBySlug(slug: "${slug}") { series { ${fields} } } }`;
  for (const fields of [
    'code',
    'title',
    'a: code',
    'observations(limit: 1) { value }',
    'observations(limit: 2) { value }',
  ]) {
    expect(await ask(asking(fields))).toMatchObject({ hits: 0, requests: { analytics: 1 } });
    expect(await ask(asking(fields))).toMatchObject({ misses: 0, requests: { analytics: 0 } });
  }
});

test('that there is no such value is known as well', async () => {
  const query = '{ crmCompanies(first: 24) { edges { node { name region(level: COUNTY) { code } } } } }';
  const first = await ask(query);
  const regions = Object(first.result.data?.crmCompanies).edges.map(
    ({ node }: { node: { region: unknown } }) => node.region,
  );
  expect(regions).toContain(null);
  expect(await ask(query)).toMatchObject({ result: first.result, misses: 0, requests: { analytics: 0, twenty: 1 } });
});

test('it is forgotten with a change, and requested again when its TTL is over', async () => {
  const SERIES = `{ cmsArticleBySlug(slug: "${slug}") { series { code latest { value } } } }`;
  await ask(SERIES);
  gateway.change('Series', 'analytics');
  expect(await ask(SERIES)).toMatchObject({ hits: 0, requests: { analytics: 1 } });
  gateway.pass(300 - 0.001);
  expect(await ask(SERIES)).toMatchObject({ misses: 0 });
  gateway.pass(0.001);
  expect(await ask(SERIES)).toMatchObject({ hits: 0, requests: { analytics: 1 } });
});

const COMPANIES = `{ cmsArticleBySlug(slug: "${slug}") { companies { id name } } }`;
const companiesOf = ({ result }: Awaited<ReturnType<typeof ask>>): { id: string; name: string }[] =>
  Object(result.data?.cmsArticleBySlug).companies;

test('records of the CRM are known for five seconds, and until Twenty tells of a change', async () => {
  expect(await ask(COMPANIES)).toMatchObject({ requests: { twenty: 1 } });
  gateway.pass(5 - 0.001);
  expect(await ask(COMPANIES)).toMatchObject({ misses: 0, requests: { twenty: 0 } });
  gateway.pass(0.001);
  expect(await ask(COMPANIES)).toMatchObject({ hits: 0, requests: { twenty: 1 } });
  gateway.change('CrmCompany', 'twenty');
  expect(await ask(COMPANIES)).toMatchObject({ hits: 0, requests: { twenty: 1 } });
});

test('staff see what they have just written to the CRM', async () => {
  const [company] = companiesOf(await ask(COMPANIES));
  const rename = 'mutation ($id: UUID!, $name: String!) { crmUpdateCompany(id: $id, data: { name: $name }) { id } }';
  await ask(rename, { id: company?.id, name: 'Renamed' });
  expect(companiesOf(await ask(COMPANIES))[0]?.name).toBe('Renamed');
  await ask(rename, { id: company?.id, name: company?.name });
});

test('what Directus answers one caller is answered to no other: staff see drafts, and each of their lookups is sent', async () => {
  const query =
    '{ series(code: "BLS:CES3000000001") { articles(first: 100) { slug } other: observations(limit: 1) { value } } }';
  const asked = async (staff: boolean) => {
    const { result, requests } = await gateway.ask(query, {}, { staff });
    return { count: Object(result.data?.series).articles.length as number, directus: requests.directus };
  };
  const anyone = await asked(false);
  for (const _time of [1, 2]) expect((await asked(true)).directus).toBe(1);
  expect((await asked(false)).count).toBe(anyone.count);
});

test('where the upstream fails, what there was stands in', async () => {
  // Two answers of different kinds, so that the link's value alone is kept.
  const asking = (fields: string) => `{ region(code: "US-26") { ${fields} articles(first: 2) { title } } }`;
  const { result } = await gateway.ask(asking('name'));
  gateway.pass(60 + 300);
  directus.break((response) => response.writeHead(503).end());
  const other = await gateway.ask(asking('code'));
  directus.break(undefined);
  expect(Object(result.data?.region).articles.length).toBeGreaterThan(0);
  expect(other.result).toEqual({
    data: { region: { code: 'US-26', articles: Object(result.data?.region).articles } },
  });
});

test('an answer that is made of what links led to before is kept no longer than that', async () => {
  const asking = (fields: string) => `{ region(code: "US-26") { ${fields} articles(first: 1) { slug } } }`;
  const hits = async (fields: string) => {
    await gateway.ask(asking(fields));
    return gateway.last()?.cacheHits;
  };
  await hits('name');
  gateway.pass(40);
  expect(await hits('level')).toEqual({ lookups: 1 });
  gateway.pass(19);
  expect(await hits('level')).toEqual({ answers: 1 });
  gateway.pass(1);
  // Alone it would be fresh for another forty seconds.
  expect(await hits('level')).toEqual({ stale_answers: 1 });
});

test('nor is one for which it stood in, as if it were new', async () => {
  const asking = (fields: string) => `{ region(code: "US-26") { ${fields} articles(first: 3) { slug } } }`;
  await gateway.ask(asking('name'));
  gateway.pass(60 + 300);
  directus.break((response) => response.writeHead(503).end());
  expect((await gateway.ask(asking('level'))).result.errors).toBeUndefined();
  expect((await gateway.ask(asking('level'))).result.errors).toBeUndefined();
  expect(gateway.last()?.cacheHits).not.toHaveProperty('answers');
  gateway.pass(86_400 - 300);
  expect((await gateway.ask(asking('level'))).result.errors).toHaveLength(1);
  directus.break(undefined);
});

test('what is cached is not prefetched, and what is not cached any more is prefetched again', async () => {
  const prefetching = await startCachedGateway({ server: { prefetch: true, audit: () => {} } });
  const asked = async () => {
    const { result, requests } = await prefetching.ask(ARTICLE, { slug }, { staff: true });
    const { cacheHits, cacheMisses, prefetch } = prefetching.last() ?? {};
    return { result, requests, hits: cacheHits?.lookups ?? 0, misses: cacheMisses?.lookups ?? 0, prefetch };
  };
  const first = await asked();
  const again = await asked();
  expect(again).toMatchObject({ requests: { twenty: 0, analytics: 0 }, hits: first.misses, misses: 0 });
  expect(again.prefetch).toEqual({ hits: 2, misses: 0 });
  prefetching.change('Series', 'analytics');
  const changed = await asked();
  expect(changed).toMatchObject({ requests: { twenty: 0, analytics: 1 }, prefetch: { hits: 2, misses: 0 } });
  expect(changed.hits + changed.misses).toBe(first.misses);
  expect([again.result, changed.result]).toEqual([first.result, first.result]);
  await prefetching.close();
});
