import { describe, expect, it } from 'vitest';
import { converse } from '../../testing.ts';

const rows = (from: number, to: number) =>
  Array.from({ length: to - from }, (_, index) => ({ id: String(from + index) }));

describe('batches above QUERY_LIMIT_MAX are split', () => {
  it('as a list at the root, in its order', async () => {
    const { sent, variables, answer } = await converse(
      '{ cmsTags(limit: 250, offset: 10) { id } }',
      [{ data: { cms_tags: rows(10, 110), cms_tags__2: rows(110, 210), cms_tags__3: rows(210, 260) } }],
      { queryLimitMax: 100 },
    );
    expect(sent).toHaveLength(1);
    expect(variables).toMatchObject([{ v1: 100, v2: 10, v4: 100, v5: 110, v7: 50, v8: 210 }]);
    expect(answer).toEqual({ data: { cmsTags: rows(10, 260) } });
  });

  it('as a nested list, per parent', async () => {
    const { sent, answer } = await converse(
      '{ cmsAuthors(limit: 1) { articles(limit: 150) { id } } }',
      [{ data: { cms_authors: [{ id: '1', articles: rows(0, 100), as2_articles: rows(100, 120) }] } }],
      { queryLimitMax: 100 },
    );
    expect(sent).toEqual([
      'query ( $v0: [String] $v1: Int $v2: [String] $v3: Int $v4: Int $v5: [String] $v6: Int ) { ' +
        'cms_authors(sort: $v5, limit: $v6) { id articles(sort: $v0, limit: $v1) { id } ' +
        'as2_articles: articles(sort: $v2, limit: $v3, offset: $v4) { id } } }',
    ]);
    expect(answer).toEqual({ data: { cmsAuthors: [{ articles: rows(0, 120) }] } });
  });

  it('as a lookup of a row per key', async () => {
    const ids = rows(1, 151).map(({ id }) => id);
    const { sent, variables, answer } = await converse(
      'query ($ids: [ID!]!) { cmsTagsByIds(ids: $ids) { id } }',
      [{ data: { cms_tags: rows(1, 101).toReversed(), cms_tags__2: rows(101, 151) } }],
      { variables: { ids }, queryLimitMax: 100 },
    );
    expect(sent).toHaveLength(1);
    expect(variables).toMatchObject([{ v1: 100, v3: 50 }]);
    expect(answer).toEqual({ data: { cmsTagsByIds: rows(1, 151) } });
  });

  it('as a lookup of rows per key', async () => {
    const { sent, variables } = await converse(
      '{ cmsArticlesByRegionCode(keys: ["US", "US-06", "US-36"], limit: 50) { id } }',
      [{ data: { cms_articles: [], cms_articles__2: [] } }],
      { queryLimitMax: 100 },
    );
    expect(sent).toHaveLength(1);
    expect(variables).toMatchObject([
      { v0: { region_code: { _in: ['US', 'US-06'] } }, v2: 100, v3: { region_code: { _in: ['US-36'] } }, v5: 50 },
    ]);
  });
});

it('the silent limit of 100: a list without a limit gives what the schema says it gives', async () => {
  const { variables } = await converse('{ cmsAuthors { articles { id } } }', [{ data: { cms_authors: [] } }]);
  expect(variables).toMatchObject([{ v1: 100, v3: 100 }]);
});
