import { buildSchema } from 'graphql';
import { describe, expect, it } from 'vitest';
import { namingOf } from '../../index.ts';
import { converse, directusSchema } from '../../testing.ts';

describe('a row per key', () => {
  it('comes in the order of the keys, twice for one that is there twice, null where there is none', async () => {
    const { sent, variables, answer } = await converse('{ cmsTagsByIds(ids: ["2", "9", "1", "x", "02"]) { name } }', [
      {
        data: {
          cms_tags: [
            { id: '1', name: 'A' },
            { id: '2', name: 'B' },
          ],
        },
      },
    ]);
    expect(sent).toEqual(['query ( $v0: cms_tags_filter $v1: Int ) { cms_tags(filter: $v0, limit: $v1) { id name } }']);
    expect(variables).toEqual([{ v0: { id: { _in: [2, 9, 1] } }, v1: 3 }]);
    expect(answer).toEqual({ data: { cmsTagsByIds: [{ name: 'B' }, null, { name: 'A' }, null, { name: 'B' }] } });
  });

  it.each([
    ['number_filter_operators', [2_147_483_647, -2_147_483_648]],
    ['big_int_filter_operators', ['2147483648', '9223372036854775807', '2147483647', '-2147483648']],
  ])('is found by each key that its column can hold, and by no other: %s', async (operators, known) => {
    const upstream = buildSchema(`
      type Query { cms_rows(filter: cms_rows_filter): [cms_rows!]! }
      type cms_rows { id: ID! }
      input cms_rows_filter { id: ${operators} }
      input ${operators} { _eq: String }`);
    const ids = ['2147483648', '9223372036854775807', '9223372036854775808', '2147483647', '-2147483648', '1.5'];
    const { variables } = await converse('query ($ids: [ID!]!) { cmsRowsByIds(ids: $ids) { id } }', [{ data: {} }], {
      schema: directusSchema(upstream, namingOf()),
      variables: { ids },
    });
    expect(variables).toEqual([{ v0: { id: { _in: known } }, v1: known.length }]);
  });

  it('is refused past a thousand keys', async () => {
    const ids = Array.from({ length: 1_001 }, (_, id) => id);
    const { answer } = await converse('query ($ids: [ID!]!) { cmsTagsByIds(ids: $ids) { id } }', [], {
      variables: { ids },
    });
    expect(answer).toEqual({
      data: { cmsTagsByIds: null },
      errors: [
        {
          message: '`ids` takes at most 1000 keys, not 1001: request them in several lists.',
          path: ['cmsTagsByIds'],
          extensions: { code: 'BAD_USER_INPUT', upstream: 'directus' },
        },
      ],
    });
  });
});

describe('rows per key', () => {
  it('are requested together and given to each key that they have exactly', async () => {
    const { sent, variables, answer } = await converse(
      '{ cmsArticlesBySeriesCodes(keys: ["A:1", "A:2", ""], limit: 2) { title } }',
      [
        {
          data: {
            cms_articles: [
              { id: '3', title: 'C', series_codes: ['A:1', 'A:2'] },
              { id: '2', title: 'B', series_codes: ['A:11'] },
              { id: '1', title: 'A', series_codes: ['A:2'] },
            ],
          },
        },
      ],
    );
    expect(sent).toEqual([
      'query ( $v0: cms_articles_filter $v1: [String] $v2: Int ) { ' +
        'cms_articles(filter: $v0, sort: $v1, limit: $v2) { id series_codes title } }',
    ]);
    const having = (key: string) => [
      { series_codes: { _eq: key } },
      { series_codes: { _starts_with: `${key},` } },
      { series_codes: { _ends_with: `,${key}` } },
      { series_codes: { _contains: `,${key},` } },
    ];
    expect(variables).toEqual([{ v0: { _or: ['A:1', 'A:2'].flatMap(having) }, v1: ['-published_at', '-id'], v2: 100 }]);
    expect(answer).toEqual({
      data: { cmsArticlesBySeriesCodes: [[{ title: 'C' }], [{ title: 'C' }, { title: 'A' }], []] },
    });
  });

  it('are requested again by the key that others left no place for', async () => {
    const rows = Array.from({ length: 100 }, (_, id) => ({ id: String(id), region_code: 'US' }));
    const { sent, variables, answer } = await converse(
      '{ cmsArticlesByRegionCode(keys: ["US", "US-06"], limit: 2) { id } }',
      [{ data: { cms_articles: rows } }, { data: { cms_articles: [{ id: '200', region_code: 'US-06' }] } }],
    );
    expect(sent).toHaveLength(2);
    expect(variables[1]).toEqual({ v0: { region_code: { _in: ['US-06'] } }, v1: ['-published_at', '-id'], v2: 2 });
    expect(answer).toEqual({ data: { cmsArticlesByRegionCode: [[{ id: '0' }, { id: '1' }], [{ id: '200' }]] } });
  });

  it('are not requested where none are selected', async () => {
    const { sent, answer } = await converse(
      '{ none: cmsArticlesByRegionCode(keys: []) { id } few: cmsArticlesByRegionCode(keys: ["US"], limit: 0) { id } }',
      [],
    );
    expect(sent).toEqual([]);
    expect(answer).toEqual({ data: { none: [], few: [[]] } });
  });
});
