import { parse } from 'graphql';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startDirectus } from '../sandbox/directus/index.ts';
import type { Caller, Upstream } from '../subgraphs/contract/upstream.ts';

import { committedDirectusSchema, createDirectus, demoNaming, directusSchema } from '../subgraphs/directus/testing.ts';
import { execute } from '../subgraphs/testing/execute.ts';

/* What the graph promises of Directus, over the project's own content: each promise in its own words. */

const PUBLIC: Caller = { audience: 'public' };
const STAFF: Caller = { audience: 'internal' };

let server: Awaited<ReturnType<typeof startDirectus>>;
let directus: Upstream;
let requests = 0;

beforeAll(async () => {
  server = await startDirectus({ token: 'service-token' });
  directus = await createDirectus({
    url: server.url,
    token: 'service-token',
    publicUrl: 'https://cdn.example/media',
    onCall: () => {
      requests += 1;
    },
  });
});
beforeEach(() => {
  requests = 0;
});
afterAll(async () => {
  await directus.close();
  await server.close();
});

async function ask(query: string, caller = STAFF): Promise<unknown> {
  const answer = await execute(directus, { document: parse(query), context: { caller } });
  return JSON.parse(JSON.stringify(answer));
}

const forbidden = (what: string, path: readonly (string | number)[]) => ({
  message: `You may not read ${what}, or Directus does not have it.`,
  path,
  extensions: { code: 'FORBIDDEN', upstream: 'directus' },
});

describe('a field that the caller’s role may not read costs that field', () => {
  const query = `{
    cmsArticles(limit: 2) { id internalNote cover { duration } }
    cmsAuthors(limit: 1) { name articles(filter: { status: { _eq: "draft" } }) { id } }
    cmsPages(sort: [STATUS_ASC]) { id }
    byStatus: cmsArticlesAggregated(groupBy: [STATUS]) { countAll }
    cmsTags(limit: 1) { name }
  }`;
  const expected = {
    data: {
      cmsArticles: [
        { id: '1', internalNote: null, cover: { duration: null } },
        { id: '2', internalNote: null, cover: { duration: null } },
      ],
      cmsAuthors: [{ name: 'Ines Calloway', articles: null }],
      cmsPages: null,
      byStatus: null,
      cmsTags: [{ name: 'Manufacturing' }],
    },
    errors: [
      forbidden('`internalNote` of CmsArticle', ['cmsArticles', 0, 'internalNote']),
      forbidden('`duration` of CmsFile', ['cmsArticles', 0, 'cover', 'duration']),
      forbidden('`internalNote` of CmsArticle', ['cmsArticles', 1, 'internalNote']),
      forbidden('`duration` of CmsFile', ['cmsArticles', 1, 'cover', 'duration']),
      forbidden('`articles` of CmsAuthor by its `filter`', ['cmsAuthors', 0, 'articles']),
      forbidden('`cmsPages` by its `sort`', ['cmsPages']),
      forbidden('`cmsArticlesAggregated` by its `groupBy`', ['byStatus']),
    ],
  };

  it('the rest of the view arrives, FORBIDDEN at each denied path, filters and orders included', async () => {
    expect(await ask(query, PUBLIC)).toEqual(expected);
  });

  it('learns what a role lacks, and does not fail the same request twice', async () => {
    await ask(query, PUBLIC);
    requests = 0;
    expect(await ask(query, PUBLIC)).toEqual(expected);
    expect(requests).toBe(1);
  });
});

describe('a row that is missing or hidden', () => {
  it('is null, without an error', async () => {
    const query =
      '{ missing: cmsArticle(id: 999) { id } hidden: cmsArticle(id: 58) { id } none: cmsTagBySlug(slug: "null") { id } }';
    expect(await ask(query, PUBLIC)).toEqual({ data: { missing: null, hidden: null, none: null } });
  });

  it('one failing root does not null its siblings, and its error lands on its own path', async () => {
    const query =
      '{ a: cmsTags(limit: 1) { name } b: cmsArticles(filter: { publishedAt: { _gt: "soon" } }) { id } c: cmsTags(page: 0) { id } }';
    const extensions = { code: 'BAD_USER_INPUT', upstream: 'directus' };
    expect(await ask(query)).toEqual({
      data: { a: [{ name: 'Manufacturing' }], b: null, c: null },
      errors: [
        {
          message:
            '`publishedAt` is compared with a day ("2025-01-31"), a moment ("2025-01-31T09:00:00Z") or "$NOW(-7 days)", not with "soon".',
          path: ['b'],
          extensions,
        },
        { message: '`page` must be 1 or more, not 0.', path: ['c'], extensions },
      ],
    });
  });
});

describe('lists', () => {
  it('the silent limit of 100: a list without a limit gives what the schema says it gives', async () => {
    const limit = directus.schema
      .getQueryType()
      ?.getFields()
      .cmsArticles?.args.find(({ name }) => name === 'limit');
    expect(limit).toMatchObject({ defaultValue: 100, description: 'The maximum number of rows: 0 to 1000.' });
  });

  it('`_in: []` is empty, at every depth', async () => {
    const query = `{
      cmsArticles(filter: { id: { _in: [] } }) { id }
      deep: cmsArticles(filter: { author: { id: { _in: [] } } }) { id }
      some: cmsArticles(filter: { tags: { _some: { id: { _in: [] } } } }) { id }
      cmsTags(limit: 1) { articles(filter: { id: { _in: [] } }) { id } }
    }`;
    expect(await ask(query)).toEqual({ data: { cmsArticles: [], deep: [], some: [], cmsTags: [{ articles: [] }] } });
  });

  it('`_some` and `_none` with several conditions, or none, are not ignored', async () => {
    const query = `{
      some: cmsArticles(filter: { tags: { _some: { tag: { slug: { _eq: "energy" } }, sort: { _eq: 9 } } } }) { id }
      none: cmsAuthorsAggregated(filter: { articles: { _none: {} } }) { countAll }
      maps: cmsArticlesAggregated(filter: { tags: { tag: { slug: { _in: ["maps", "counties"] } } } }) { countAll sum { id } }
      same: cmsArticles(limit: 1000, filter: { tags: { tag: { slug: { _in: ["maps", "counties"] } } } }) { id }
    }`;
    const { data } = (await ask(query)) as { data: Record<string, readonly Record<string, unknown>[]> };
    const ids = data.same?.map(({ id }) => Number(id)) ?? [];
    expect(data).toMatchObject({
      some: [],
      none: [{ countAll: 0 }],
      maps: [{ countAll: ids.length, sum: { id: ids.reduce((one, other) => one + other, 0) } }],
    });
  });
});

describe('right are', () => {
  it('`{ author { __typename } }`', async () => {
    expect(await ask('{ cmsArticle(id: 1) { author { __typename } } }')).toEqual({
      data: { cmsArticle: { author: { __typename: 'CmsAuthor' } } },
    });
  });

  it('split selections of one field, and aliases that swap names', async () => {
    const query =
      '{ cmsTag(id: 1) { name: slug slug: name } cmsTag(id: 1) { id ...F } } fragment F on CmsTag { slug: name }';
    expect(await ask(query)).toEqual({
      data: { cmsTag: { name: 'manufacturing', slug: 'Manufacturing', id: '1' } },
    });
  });

  it('many-to-any blocks with fragments, aliased and by `__typename` alone', async () => {
    const query = `{ cmsPage(id: 1) { blocks(limit: 1) {
      item { __typename }
      again: item { ... on CmsBlockRichtext { of: __typename id } ... on CmsBlockChart { of: __typename id } ... on CmsBlockMap { of: __typename id } }
    } } }`;
    const { data } = (await ask(query)) as {
      data: { cmsPage: { blocks: readonly Record<string, Record<string, unknown>>[] } };
    };
    const [block] = data.cmsPage.blocks;
    expect(block?.again?.of).toBe(block?.item?.__typename);
    expect(block?.item?.__typename).toMatch(/^CmsBlock/);
  });

  it('singletons', async () => {
    expect(await ask('{ a: cmsSiteSettings { id } b: cmsSiteSettings { __typename } }')).toEqual({
      data: { a: { id: '1' }, b: { __typename: 'CmsSiteSettings' } },
    });
  });

  it('`_aggregated` with groupBy, for the public too', async () => {
    const query = `{ cmsArticlesAggregated(groupBy: [PUBLISHED_AT_YEAR, AUTHOR], limit: 2, offset: 1) { n: countAll m: countAll group count { id } again: count { title } } }`;
    expect(await ask(query, PUBLIC)).toMatchObject({
      data: {
        cmsArticlesAggregated: [
          { group: { publishedAtYear: 2024, author: 2 } },
          { group: { publishedAtYear: 2024, author: 3 } },
        ],
      },
    });
  });

  it('`search`: the text itself, not a pattern', async () => {
    expect(await ask('{ cmsArticles(search: "br_nx%") { id } cmsTags(search: " MANUFACT ") { id } }')).toEqual({
      data: { cmsArticles: [], cmsTags: [{ id: '1' }] },
    });
  });

  it('parts of dates and numbers', async () => {
    const query = `{ cmsArticles(limit: 1, filter: { publishedAtFunc: { month: { _eq: 1 }, day: { _gt: 15.5, _lt: 99999999999 } } }) {
      id publishedAtFunc { year month day hour } tagsFunc { count }
    } }`;
    expect(await ask(query)).toEqual({
      data: {
        cmsArticles: [{ id: '1', publishedAtFunc: { year: 2024, month: 1, day: 16, hour: 9 }, tagsFunc: { count: 3 } }],
      },
    });
  });
});

describe('exact numbers', () => {
  const graph = directusSchema(committedDirectusSchema(), demoNaming);

  it('bigint is `BigInt`', () => {
    const file = graph.getType('CmsFile');
    expect(file && 'getFields' in file && String(file.getFields().filesize?.type)).toBe('BigInt');
  });

  it('a decimal that GraphQL would round is documented where it can’t be had exactly', () => {
    const groups = graph.getType('CmsArticleAggregated');
    expect(groups && 'getFields' in groups && groups.getFields().sum?.description).toBe(
      'The sum of the values, by field. Directus gives it as a Float: past 15 digits it is rounded.',
    );
  });
});

describe('files', () => {
  it('`url(width:, height:, fit:, format:, quality:)` with a configurable public base', async () => {
    const query =
      '{ cmsArticle(id: 1) { cover { id url small: url(width: 64, height: 32, fit: COVER, format: WEBP, quality: 70) } } }';
    const { data } = (await ask(query)) as { data: { cmsArticle: { cover: Record<string, string> } } };
    const { id, url, small } = data.cmsArticle.cover;
    expect(url).toBe(`https://cdn.example/media/assets/${id}`);
    expect(small).toBe(`${url}?width=64&height=32&fit=cover&format=webp&quality=70`);
  });
});

it('names map both ways everywhere: filters at any depth, `sort` enums, groupBy, aggregates, messages of errors', async () => {
  const query = `{
    cmsPages(limit: 1, filter: { blocks: { itemCmsBlockMap: { indicatorCode: { _nnull: true } }, collection: { _eq: "CmsBlockMap" } } }, sort: [ID_DESC]) {
      blocks(limit: 1, filter: { collection: { _contains: "BlockMap" } }) { collection }
    }
    cmsArticlesAggregated(groupBy: [REGION_CODE], limit: 1) { group countDistinct { regionCode } }
  }`;
  expect(await ask(query)).toMatchObject({
    data: {
      cmsPages: [{ blocks: [{ collection: 'CmsBlockMap' }] }],
      cmsArticlesAggregated: [{ group: { regionCode: expect.any(String) }, countDistinct: { regionCode: 1 } }],
    },
  });
});
