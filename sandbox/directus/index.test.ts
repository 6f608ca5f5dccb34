import { afterEach, expect, test } from 'vitest';
import { type Content, loadContent } from '../../content-model/index.ts';
import { startDirectus } from './index.ts';

const token = 'token-of-the-service';
const started: { close(): Promise<void> }[] = [];

afterEach(async () => {
  await Promise.all(started.splice(0).map((directus) => directus.close()));
});

/** Starts a stand-in over some rows, and asks it as the service. */
async function serving(rows: Content['rows'], permissions?: Content['publicPermissions']) {
  const content = loadContent();
  const publicPermissions = permissions ?? content.publicPermissions;
  const directus = await startDirectus({ token, content: { ...content, rows, publicPermissions } });
  started.push(directus);
  return async (query: string, caller: 'service' | 'public' = 'service') => {
    const response = await fetch(`${directus.url}/graphql`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        ...(caller === 'service' && { authorization: `Bearer ${token}` }),
      },
      body: JSON.stringify({ query }),
    });
    return response.json();
  };
}

const article = (id: number, values: object = {}) => ({
  id,
  status: 'published',
  slug: `a-${id}`,
  title: `A ${id}`,
  ...values,
});
const many = (count: number) => Array.from({ length: count }, (_, index) => index + 1);

test('a list in an item is cut at 100 for each parent, in silence', async () => {
  const ask = await serving({
    cms_authors: [
      { id: 1, name: 'A' },
      { id: 2, name: 'B' },
    ],
    cms_articles: many(250).map((id) => article(id, { author: id <= 101 ? 1 : 2 })),
  });
  const { data } = await ask('{ cms_authors { articles { id } } }');
  expect(data.cms_authors.map(({ articles }: { articles: unknown[] }) => articles.length)).toEqual([100, 100]);
  const all = await ask('{ cms_authors { articles(limit: -1) { id } } }');
  expect(all.data.cms_authors.map(({ articles }: { articles: unknown[] }) => articles.length)).toEqual([101, 149]);
});

test('what sorts alike comes in no order to get used to', async () => {
  const ask = await serving({ cms_articles: many(3).map((id) => article(id, { title: 'Same' })) });
  expect(await ask('{ cms_articles(sort: ["title"]) { id } }')).toEqual({
    data: { cms_articles: [{ id: '3' }, { id: '2' }, { id: '1' }] },
  });
});

test('a singleton without a row has the defaults of its columns', async () => {
  const ask = await serving({});
  expect(await ask('{ cms_site_settings { tagline description } }')).toEqual({
    data: { cms_site_settings: { tagline: '', description: '' } },
  });
});

test('a list that is null, empty, or holds an empty text', async () => {
  const codes = [null, [], ['A', '']];
  const ask = await serving({ cms_articles: codes.map((company_ids, index) => article(index + 1, { company_ids })) });
  expect(await ask('{ cms_articles { company_ids } }')).toEqual({
    data: { cms_articles: codes.map((company_ids) => ({ company_ids })) },
  });
});

test('seconds with a fraction are no Int', async () => {
  const ask = await serving({ cms_articles: [article(1, { published_at: '2024-01-01T00:00:15.250Z' })] });
  expect(await ask('{ cms_articles { published_at_func { second } } }')).toEqual({
    data: { cms_articles: [{ published_at_func: { second: null } }] },
    errors: [{ message: 'An unexpected error occurred.', extensions: { code: 'INTERNAL_SERVER_ERROR' } }],
  });
});

test('a many-to-any that leads nowhere is null', async () => {
  const ask = await serving({
    cms_pages: [{ id: 1, status: 'published', slug: 'p', title: 'P' }],
    cms_pages_blocks: [{ id: 1, page: 1, collection: 'cms_block_map', item: '99', sort: 1 }],
  });
  expect(await ask('{ cms_pages { blocks { item { ... on cms_block_map { id } } } } }')).toEqual({
    data: { cms_pages: [{ blocks: [{ item: null }] }] },
  });
});

test('a rule that goes through a many-to-any by its join heeds the collection', async () => {
  const back = '$FOLLOW(cms_pages_blocks,item,collection)';
  const rule = { page: { status: { _eq: 'published' } } };
  const rows = {
    cms_pages: [
      { id: 1, status: 'published', slug: 'p', title: 'P' },
      { id: 2, status: 'draft', slug: 'd', title: 'D' },
    ],
    cms_block_chart: many(2).map((id) => ({ id, series_code: 'A' })),
    cms_pages_blocks: [
      { id: 1, page: 1, collection: 'cms_block_chart', item: '1', sort: 1 },
      { id: 2, page: 1, collection: 'cms_block_richtext', item: '2', sort: 2 },
      { id: 3, page: 2, collection: 'cms_block_chart', item: '2', sort: 1 },
    ],
  };
  const permitting = (filter: Readonly<Record<string, unknown>>) => [
    ...loadContent().publicPermissions.filter(({ collection }) => collection !== 'cms_block_chart'),
    { collection: 'cms_block_chart', fields: ['*'], filter },
  ];
  const joined = await serving(rows, permitting({ [back]: rule }));
  expect(await joined('{ cms_block_chart { id } }', 'public')).toEqual({ data: { cms_block_chart: [{ id: '1' }] } });
  // As Directus has it, `_some` looks at the key alone, whichever collection it is of.
  const quantified = await serving(rows, permitting({ [back]: { _some: rule } }));
  expect(await quantified('{ cms_block_chart { id } }', 'public')).toEqual({
    data: { cms_block_chart: [{ id: '1' }, { id: '2' }] },
  });
});

test('a role sees nothing of a collection that it may not read', async () => {
  const permissions = [{ collection: 'cms_tags', fields: ['id', 'articles'], filter: null }];
  const ask = await serving({ cms_tags: [{ id: 1, name: 'T', slug: 't' }] }, permissions);
  const types = '{ __schema { queryType { fields { name } } } __type(name: "cms_tags") { fields { name } } }';
  expect(await ask(types, 'public')).toEqual({
    data: {
      __schema: {
        queryType: {
          fields: ['cms_tags', 'cms_tags_aggregated', 'cms_tags_by_id', 'cms_tags_by_version'].map((name) => ({
            name,
          })),
        },
      },
      __type: { fields: [{ name: 'articles_func' }, { name: 'id' }] },
    },
  });
});

test('a port that is taken is reported', async () => {
  const directus = await startDirectus({ token });
  started.push(directus);
  await expect(startDirectus({ token, port: Number(new URL(directus.url).port) })).rejects.toThrow('EADDRINUSE');
});
