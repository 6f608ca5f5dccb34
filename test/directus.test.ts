import { parse } from 'graphql';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { loadContent, type Row } from '../content-model/index.ts';
import { startDirectus } from '../sandbox/directus/index.ts';
import type { Caller, Upstream, UpstreamCall } from '../subgraphs/contract/upstream.ts';
import { createDirectus } from '../subgraphs/directus/testing.ts';
import { execute } from '../subgraphs/testing/execute.ts';
import { freePort } from './ports.ts';

const TOKEN = 'service-token';
const PUBLIC: Caller = { audience: 'public' };
const STAFF: Caller = { audience: 'internal' };
const FILE = 'f1000000-0000-4000-8000-000000000001';

const article = (id: number, fields: Row): Row => ({
  id,
  status: 'published',
  slug: `article-${id}`,
  title: `Article ${id}`,
  excerpt: null,
  body: null,
  published_at: `2024-0${id}-01T09:00:00.000Z`,
  author: 1,
  cover: null,
  series_codes: [],
  region_code: null,
  company_ids: [],
  internal_note: null,
  ...fields,
});

const rows: Readonly<Record<string, readonly Row[]>> = {
  cms_authors: [
    { id: 1, name: 'Ada', job_title: 'Editor', bio: null, avatar: FILE },
    { id: 2, name: 'Bela', job_title: null, bio: null, avatar: null },
  ],
  cms_tags: [
    { id: 1, name: 'Jobs', slug: 'jobs' },
    { id: 2, name: 'Maps', slug: 'maps' },
  ],
  cms_articles: [
    article(1, { series_codes: ['A:1', 'A:2'], region_code: 'US-06', cover: FILE, internal_note: 'Check again.' }),
    article(2, { series_codes: ['A:11'], region_code: 'US-06037' }),
    article(3, { series_codes: ['A:2'], region_code: 'US-06', author: 2 }),
    article(4, { series_codes: ['A:1'], region_code: 'US-06', status: 'draft', published_at: null, author: 2 }),
  ],
  cms_articles_tags: [
    { id: 1, article: 1, tag: 2, sort: 1 },
    { id: 2, article: 1, tag: 1, sort: 2 },
    { id: 3, article: 2, tag: 2, sort: 1 },
  ],
  cms_block_richtext: [{ id: 1, body: '# Hello' }],
  cms_block_chart: [{ id: 1, title: 'Jobs', series_code: 'A:1', range_from: '2007-01-01', range_to: null }],
  cms_block_map: [],
  cms_block_companies: [],
  cms_pages: [
    { id: 1, status: 'published', slug: 'home', title: 'Home' },
    { id: 2, status: 'draft', slug: 'next', title: 'Next' },
  ],
  cms_pages_blocks: [
    { id: 1, page: 1, collection: 'cms_block_chart', item: '1', sort: 2 },
    { id: 2, page: 1, collection: 'cms_block_richtext', item: '1', sort: 1 },
  ],
  cms_site_settings: [{ id: 1, title: 'Site', tagline: 'T', description: null, headline_series_codes: ['A:1'] }],
};

const calls: UpstreamCall[] = [];
let server: Awaited<ReturnType<typeof startDirectus>>;
let directus: Upstream;

beforeAll(async () => {
  server = await startDirectus({ token: TOKEN, content: { ...loadContent(), rows } });
  directus = await createDirectus({
    url: server.url,
    token: TOKEN,
    publicUrl: 'https://cms.example',
    onCall: (call) => void calls.push(call),
  });
});
beforeEach(() => {
  calls.length = 0;
});
afterAll(async () => {
  await directus.close();
  await server.close();
});

/** The answer, as a client gets it: over JSON. */
async function ask(query: string, caller = PUBLIC, upstream = directus): Promise<unknown> {
  const answer = await execute(upstream, { document: parse(query), context: { caller } });
  return JSON.parse(JSON.stringify(answer));
}

const forbidden = (label: string, path: readonly (string | number)[]) => ({
  message: `You may not read ${label}, or Directus does not have it.`,
  path,
  extensions: { code: 'FORBIDDEN', upstream: 'directus' },
});

it('composes from the live schema', () => {
  expect(directus.schemaFrom).toBe('live');
  expect(directus.lookups).toContain('cmsArticlesBySeriesCodes');
});

describe('a view', () => {
  it('comes in one request', async () => {
    const answer = await ask(`{
      cmsArticleBySlug(slug: "article-1") {
        headline: title
        publishedAt
        publishedAtFunc { year month }
        author { __typename name portrait: avatar { url(width: 64, format: WEBP) } }
        cover { id filesize }
        tags(sort: [SORT_ASC]) { tag { name } }
        first: tags(sort: [SORT_ASC], limit: 1) { tag { slug articles(sort: [ID_DESC]) { article { id } } } }
        tagsFunc { count }
      }
      cmsPages { blocks(sort: [SORT_ASC]) { collection item { __typename ... on CmsBlockChart { seriesCode rangeFrom } ... on CmsBlockRichtext { body } } } }
      cmsSiteSettings { title headlineSeriesCodes }
    }`);
    const cover = loadContent().files.find(({ id }) => id === FILE);
    expect(answer).toEqual({
      data: {
        cmsArticleBySlug: {
          headline: 'Article 1',
          publishedAt: '2024-01-01T09:00:00.000Z',
          publishedAtFunc: { year: 2024, month: 1 },
          author: {
            __typename: 'CmsAuthor',
            name: 'Ada',
            portrait: { url: `https://cms.example/assets/${FILE}?width=64&format=webp` },
          },
          cover: { id: FILE, filesize: cover?.filesize },
          tags: [{ tag: { name: 'Maps' } }, { tag: { name: 'Jobs' } }],
          first: [{ tag: { slug: 'maps', articles: [{ article: { id: '2' } }, { article: { id: '1' } }] } }],
          tagsFunc: { count: 2 },
        },
        cmsPages: [
          {
            blocks: [
              { collection: 'CmsBlockRichtext', item: { __typename: 'CmsBlockRichtext', body: '# Hello' } },
              {
                collection: 'CmsBlockChart',
                item: { __typename: 'CmsBlockChart', seriesCode: 'A:1', rangeFrom: '2007-01-01' },
              },
            ],
          },
        ],
        cmsSiteSettings: { title: 'Site', headlineSeriesCodes: ['A:1'] },
      },
    });
    expect(calls).toHaveLength(1);
  });
});

describe('lists', () => {
  it.each([
    ['at depth', 'filter: { author: { jobTitle: { _eq: "Editor" } } }', ['1', '2']],
    ['through lists', 'filter: { tags: { _some: { tag: { slug: { _eq: "jobs" } } } } }', ['1']],
    ['by parts of a date', 'filter: { publishedAtFunc: { year: { _eq: 2024 }, month: { _gte: 2 } } }', ['2', '3']],
    ['by alternatives', 'filter: { _or: [{ id: { _in: [] } }, { regionCode: { _eq: "US-06037" } }] }', ['2']],
    ['by nothing that can be', 'filter: { id: { _in: [] } }', []],
    ['by no value', 'filter: { cover: { id: { _null: true } } }', ['2', '3']],
    ['in an order', 'sort: [PUBLISHED_AT_DESC]', ['3', '2', '1']],
    ['by pages', 'sort: [ID_DESC], limit: 1, page: 2', ['2']],
    ['none at all', 'limit: 0', []],
    ['by a text', 'search: "Article 3"', ['3']],
  ])('are filtered, ordered and cut %s', async (_, args, ids) => {
    expect(await ask(`{ cmsArticles(${args}) { id } }`)).toEqual({ data: { cmsArticles: ids.map((id) => ({ id })) } });
    expect(calls).toHaveLength(1);
  });

  it('nest with a limit of their own for each parent', async () => {
    const query = `{ cmsAuthors(sort: [ID_ASC]) {
      name
      last: articles(sort: [ID_DESC], limit: 1) { id }
      articles(filter: { regionCode: { _starts_with: "US-06" } }, sort: [ID_ASC], offset: 1) { id }
    } }`;
    expect(await ask(query)).toEqual({
      data: {
        cmsAuthors: [
          { name: 'Ada', last: [{ id: '2' }], articles: [{ id: '2' }] },
          { name: 'Bela', last: [{ id: '3' }], articles: [] },
        ],
      },
    });
    expect(calls).toHaveLength(1);
  });

  it('group, for staff by what the public may not read', async () => {
    const query = `{
      cmsArticlesAggregated(groupBy: [STATUS]) { group countAll }
      byAuthor: cmsArticlesAggregated(groupBy: [AUTHOR, PUBLISHED_AT_YEAR]) { group count { id } max { id } }
    }`;
    expect(await ask(query, STAFF)).toEqual({
      data: {
        cmsArticlesAggregated: [
          { group: { status: 'draft' }, countAll: 1 },
          { group: { status: 'published' }, countAll: 3 },
        ],
        byAuthor: [
          { group: { author: 1, publishedAtYear: 2024 }, count: { id: 2 }, max: { id: 2 } },
          { group: { author: 2, publishedAtYear: 2024 }, count: { id: 1 }, max: { id: 3 } },
          { group: { author: 2, publishedAtYear: null }, count: { id: 1 }, max: { id: 4 } },
        ],
      },
    });
  });
});

describe('lookups', () => {
  const query = `{
    cmsArticlesByIds(ids: ["3", "4", "1", "99", "3"]) { title }
    cmsArticlesByRegionCode(keys: ["US-06", "US-06037", "CA-35"]) { id }
    cmsArticlesBySeriesCodes(keys: ["A:1", "A:2"], limit: 1) { id }
  }`;

  it('answer in the order of the keys, newest first, by exact membership', async () => {
    expect(await ask(query)).toEqual({
      data: {
        cmsArticlesByIds: [{ title: 'Article 3' }, null, { title: 'Article 1' }, null, { title: 'Article 3' }],
        cmsArticlesByRegionCode: [[{ id: '3' }, { id: '1' }], [{ id: '2' }], []],
        cmsArticlesBySeriesCodes: [[{ id: '1' }], [{ id: '3' }]],
      },
    });
    expect(calls).toHaveLength(1);
  });

  it('find drafts for staff', async () => {
    expect(await ask(query, STAFF)).toEqual({
      data: {
        cmsArticlesByIds: [
          { title: 'Article 3' },
          { title: 'Article 4' },
          { title: 'Article 1' },
          null,
          { title: 'Article 3' },
        ],
        cmsArticlesByRegionCode: [[{ id: '4' }, { id: '3' }, { id: '1' }], [{ id: '2' }], []],
        cmsArticlesBySeriesCodes: [[{ id: '4' }], [{ id: '3' }]],
      },
    });
  });
});

describe('what a caller may not read', () => {
  it('is hidden as a row, without an error', async () => {
    const query = '{ cmsArticle(id: 4) { id } cmsArticleBySlug(slug: "article-4") { id } cmsPages { slug } }';
    expect(await ask(query)).toEqual({
      data: { cmsArticle: null, cmsArticleBySlug: null, cmsPages: [{ slug: 'home' }] },
    });
    expect(await ask(query, STAFF)).toEqual({
      data: { cmsArticle: { id: '4' }, cmsArticleBySlug: { id: '4' }, cmsPages: [{ slug: 'home' }, { slug: 'next' }] },
    });
  });

  it('costs its field alone, and the second time no request', async () => {
    const query = '{ cmsArticle(id: 1) { title internalNote } cmsPages { slug status } }';
    const expected = {
      data: { cmsArticle: { title: 'Article 1', internalNote: null }, cmsPages: [{ slug: 'home', status: null }] },
      errors: [
        forbidden('`internalNote` of CmsArticle', ['cmsArticle', 'internalNote']),
        forbidden('`status` of CmsPage', ['cmsPages', 0, 'status']),
      ],
    };
    expect(await ask(query)).toEqual(expected);
    expect(calls).toHaveLength(2);
    expect(await ask(query)).toEqual(expected);
    expect(calls).toHaveLength(3);
    expect(await ask('{ cmsArticle(id: 1) { internalNote } }', STAFF)).toEqual({
      data: { cmsArticle: { internalNote: 'Check again.' } },
    });
  });

  it('includes content versions for the public, but not for staff without a token of their own', async () => {
    const query = '{ cmsArticleContentVersions(id: 1) { key } cmsTags(limit: 1) { name } }';
    const tags = [{ name: 'Jobs' }];
    expect(await ask(query)).toEqual({
      data: { cmsArticleContentVersions: null, cmsTags: tags },
      errors: [forbidden('`cmsArticleContentVersions`', ['cmsArticleContentVersions'])],
    });
    expect(await ask(query, STAFF)).toEqual({ data: { cmsArticleContentVersions: [], cmsTags: tags } });
  });

  it('costs its root alone where it is an order, without a request that must fail', async () => {
    const query = '{ cmsArticles(sort: [INTERNAL_NOTE_ASC]) { id } cmsTags(limit: 1) { name } }';
    expect(await ask(query)).toMatchObject({
      data: { cmsArticles: null, cmsTags: [{ name: 'Jobs' }] },
      errors: [{ path: ['cmsArticles'], extensions: { code: 'FORBIDDEN', upstream: 'directus' } }],
    });
    expect(calls).toHaveLength(1);
  });
});

describe('a failure', () => {
  const query = '{ cmsTags { name } settings: cmsSiteSettings { title } }';
  const answer = (code: string, message: string) => {
    const extensions = { code, upstream: 'directus' };
    return {
      data: { cmsTags: null, settings: null },
      errors: [
        { message, path: ['cmsTags'], extensions },
        { message, path: ['settings'], extensions },
      ],
    };
  };

  it('is reported at every root when a token is wrong', async () => {
    expect(await ask(query, { audience: 'internal', directusToken: 'wrong' })).toEqual(
      answer('UPSTREAM_UNAUTHENTICATED', 'Directus does not know the token, or it has expired.'),
    );
    expect(calls).toHaveLength(1);
  });

  it('is reported at every root when nobody answers, and the committed schema is used', async () => {
    const nobody = await createDirectus({ url: `http://127.0.0.1:${await freePort()}` });
    expect(nobody.schemaFrom).toBe('committed');
    expect(nobody.problem).toMatch(/^Directus cannot be reached \(ECONNREFUSED: .*\)\.$/);
    expect(await ask(query, PUBLIC, nobody)).toEqual(answer('UPSTREAM_UNREACHABLE', 'Directus cannot be reached.'));
    await nobody.close();
  });

  it('is reported to the operator when the gateway’s own token is wrong', async () => {
    const refused = await createDirectus({ url: server.url, token: 'wrong' });
    expect(refused.schemaFrom).toBe('committed');
    expect(refused.problem).toBe(
      'Directus does not return its schema (HTTP 401, "Invalid user credentials."): check the credentials of the gateway.',
    );
    await refused.close();
  });

  it('is an error without data when the operation is none of the graph', async () => {
    const answer = await ask('{ cmsTags { nome } }');
    expect(answer).toMatchObject({ errors: [{ message: 'Cannot query field "nome" on type "CmsTag".' }] });
    expect(answer).not.toHaveProperty('data');
    expect(calls).toHaveLength(0);
  });
});
