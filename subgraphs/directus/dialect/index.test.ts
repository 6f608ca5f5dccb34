import { describe, expect, it } from 'vitest';
import { converse } from '../testing.ts';

describe('what is asked', () => {
  it('has all roots in one request, values once by their own names, arguments as variables', async () => {
    const { sent, variables, answer } = await converse(
      `query ($first: Int!) {
        newest: cmsArticles(sort: [PUBLISHED_AT_DESC, ID_ASC], limit: $first) { headline: title title id: title }
        cmsArticles(limit: 1) { ...Names }
        cmsSiteSettings { tagline }
      }
      fragment Names on CmsArticle { title author { name } writer: author { jobTitle } }`,
      [
        {
          data: {
            cms_articles: [{ id: '2', title: 'B' }],
            cms_articles__2: [{ id: '1', title: 'A', author: { id: '1', name: 'N', job_title: 'J' } }],
            cms_site_settings: { id: '1', tagline: 'T' },
          },
        },
      ],
      { variables: { first: 1 } },
    );
    expect(sent).toEqual([
      'query ( $v0: [String] $v1: Int $v2: [String] $v3: Int ) { cms_articles(sort: $v0, limit: $v1) { id title } ' +
        'cms_articles__2: cms_articles(sort: $v2, limit: $v3) { id title author { id name job_title } } cms_site_settings { id tagline } }',
    ]);
    expect(variables).toEqual([{ v0: ['-published_at', 'id'], v1: 1, v2: ['id'], v3: 1 }]);
    expect(answer).toEqual({
      data: {
        newest: [{ headline: 'B', title: 'B', id: 'B' }],
        cmsArticles: [{ title: 'A', author: { name: 'N' }, writer: { jobTitle: 'J' } }],
        cmsSiteSettings: { tagline: 'T' },
      },
    });
  });

  it('merges selections of one field, and asks for lists with arguments of their own under an alias', async () => {
    const { sent, variables, answer } = await converse(
      `{ cmsAuthors { articles(limit: 2) { id } articles(limit: 2) { title } last: articles(limit: 1, sort: [ID_DESC]) { id } } }`,
      [
        {
          data: {
            cms_authors: [
              { id: '1', articles: [{ id: '1', title: 'A' }], as2_articles: [{ as_id: '9' }] },
              { id: '2', articles: [], as2_articles: [] },
            ],
          },
        },
      ],
    );
    expect(sent).toEqual([
      'query ( $v0: [String] $v1: Int $v2: [String] $v3: Int $v4: [String] $v5: Int ) { ' +
        'cms_authors(sort: $v4, limit: $v5) { id articles(sort: $v0, limit: $v1) { id title } ' +
        'as2_articles: articles(sort: $v2, limit: $v3) { as_id: id } } }',
    ]);
    expect(variables).toEqual([{ v0: ['id'], v1: 2, v2: ['-id'], v3: 1, v4: ['id'], v5: 100 }]);
    expect(answer).toEqual({
      data: {
        cmsAuthors: [
          { articles: [{ id: '1', title: 'A' }], last: [{ id: '9' }] },
          { articles: [], last: [] },
        ],
      },
    });
  });

  it('has the key or the value next to __typename: a row without a value is null for Directus', async () => {
    const { sent, answer } = await converse(
      '{ cmsArticles { author { __typename } publishedAtFunc { __typename } } __typename }',
      [{ data: { cms_articles: [{ id: '1', author: { id: '3' }, published_at: '2026-01-31T00:00:00Z' }] } }],
    );
    expect(sent).toEqual([
      'query ( $v0: [String] $v1: Int ) { cms_articles(sort: $v0, limit: $v1) { id author { id } published_at } }',
    ]);
    expect(answer).toEqual({
      data: {
        cmsArticles: [{ author: { __typename: 'CmsAuthor' }, publishedAtFunc: { __typename: 'CmsDatetimeFunctions' } }],
        __typename: 'Query',
      },
    });
  });

  it('has a fragment for each type that a many-to-any relation can be', async () => {
    const { sent, answer } = await converse(
      `{ cmsPages { blocks {
        collection
        item { __typename ... on CmsBlockChart { heading: title seriesCode } ...Map }
        again: item { ... on CmsBlockChart { rangeFrom } }
      } } }
      fragment Map on CmsBlockMap { title }`,
      [
        {
          data: {
            cms_pages: [
              {
                id: '1',
                blocks: [
                  {
                    id: '1',
                    collection: 'cms_block_chart',
                    item: {
                      __typename: 'cms_block_chart',
                      id: '4',
                      title: 'T',
                      series_code: 'S',
                      range_from: '2007-01-01',
                    },
                  },
                  { id: '2', collection: 'cms_block_map', item: { __typename: 'cms_block_map', id: '5', title: 'M' } },
                  { id: '3', collection: 'cms_block_map', item: null },
                ],
              },
            ],
          },
        },
      ],
    );
    expect(sent).toEqual([
      'query ( $v0: [String] $v1: Int $v2: [String] $v3: Int ) { cms_pages(sort: $v2, limit: $v3) { ' +
        'id blocks(sort: $v0, limit: $v1) { id collection item { __typename ... on cms_block_chart { id title series_code range_from } ... on cms_block_companies { id } ' +
        '... on cms_block_map { id title } ... on cms_block_richtext { id } } } } }',
    ]);
    const blocks = [
      {
        collection: 'CmsBlockChart',
        item: { __typename: 'CmsBlockChart', heading: 'T', seriesCode: 'S' },
        again: { rangeFrom: '2007-01-01' },
      },
      { collection: 'CmsBlockMap', item: { __typename: 'CmsBlockMap', title: 'M' }, again: {} },
      { collection: 'CmsBlockMap', item: null, again: null },
    ];
    // The naming says that each position has a block that its readers may read.
    const message = 'Directus returned no value for `item` of CmsPageBlock.';
    const errors = ['item', 'again'].map((key) => ({
      message,
      path: ['cmsPages', 0, 'blocks', 2, key],
      extensions: { code: 'UPSTREAM_FAILED', upstream: 'directus' },
    }));
    expect(answer).toEqual({ data: { cmsPages: [{ blocks }] }, errors });
  });

  it('is nothing where the answer is known', async () => {
    const { sent, answer } = await converse(
      '{ cmsArticle(id: "first") { id } cmsArticleBySlug(slug: "") { id } cmsArticlesByIds(ids: []) { id } }',
      [],
    );
    expect(sent).toEqual([]);
    expect(answer).toEqual({ data: { cmsArticle: null, cmsArticleBySlug: null, cmsArticlesByIds: [] } });
  });

  it('is nothing where an argument is out of its bounds, and says which they are', async () => {
    const { sent, answer } = await converse(
      '{ cmsArticles(limit: 1001) { id } cmsTags { articles(page: 0) { id } name } }',
      [{ data: { cms_tags: [{ id: '1', name: 'N' }] } }],
    );
    expect(sent).toEqual(['query ( $v0: [String] $v1: Int ) { cms_tags(sort: $v0, limit: $v1) { id name } }']);
    const extensions = { code: 'BAD_USER_INPUT', upstream: 'directus' };
    expect(answer).toEqual({
      data: { cmsArticles: null, cmsTags: [{ articles: null, name: 'N' }] },
      errors: [
        { message: '`limit` must be 0 to 1000, not 1001.', path: ['cmsArticles'], extensions },
        { message: '`page` must be 1 or more, not 0.', path: ['cmsTags', 0, 'articles'], extensions },
      ],
    });
  });
});

describe('one row', () => {
  it('is requested by a filter, and null without an error where there is none', async () => {
    const { sent, variables, answer } = await converse(
      '{ cmsArticle(id: "07") { title } cmsArticleBySlug(slug: "a") { id } }',
      [{ data: { cms_articles: [{ id: '7', title: 'T' }], cms_articles__2: [] } }],
    );
    expect(sent).toEqual([
      'query ( $v0: cms_articles_filter $v1: Int $v2: cms_articles_filter $v3: Int ) { ' +
        'cms_articles(filter: $v0, limit: $v1) { id title } cms_articles__2: cms_articles(filter: $v2, limit: $v3) { id slug } }',
    ]);
    expect(variables).toEqual([{ v0: { id: { _eq: 7 } }, v1: 1, v2: { slug: { _eq: 'a' } }, v3: 1 }]);
    expect(answer).toEqual({ data: { cmsArticle: { title: 'T' }, cmsArticleBySlug: null } });
  });
});

describe('a file', () => {
  it('has a URL with the requested arguments', async () => {
    const { answer } = await converse(
      `{ cmsArticles { cover { url small: url(width: 320, height: 200, fit: COVER, format: WEBP, quality: 80) } } }`,
      [{ data: { cms_articles: [{ id: '1', cover: { id: 'f1' } }] } }],
    );
    const cover = {
      url: 'https://cms.example/assets/f1',
      small: 'https://cms.example/assets/f1?width=320&height=200&fit=cover&format=webp&quality=80',
    };
    expect(answer).toEqual({ data: { cmsArticles: [{ cover }] } });
  });

  it('is transformed by Cloudflare where it can, else by Directus', async () => {
    const { answer } = await converse(
      `{ cmsArticles { cover {
        url
        wide: url(width: 320)
        box: url(width: 320, height: 200, fit: CONTAIN, format: JPG, quality: 80)
        inside: url(height: 200, fit: INSIDE, format: AUTO)
        smaller: url(quality: 40)
        outside: url(width: 320, height: 200, fit: OUTSIDE)
        png: url(width: 320, format: PNG)
      } } }`,
      [{ data: { cms_articles: [{ id: '1', cover: { id: 'f1' } }] } }],
      { assets: { base: 'https://cdn.example/media/', transforms: 'cloudflare' } },
    );
    const changed = (options: string) =>
      `https://cdn.example/cdn-cgi/image/${options},onerror=redirect/media/assets/f1`;
    const cover = {
      url: 'https://cdn.example/media/assets/f1',
      wide: changed('fit=cover,width=320'),
      box: changed('fit=pad,width=320,height=200,format=jpeg,quality=80'),
      inside: changed('fit=contain,height=200,format=auto'),
      smaller: changed('quality=40'),
      outside: 'https://cdn.example/media/assets/f1?width=320&height=200&fit=outside',
      png: 'https://cdn.example/media/assets/f1?width=320&format=png',
    };
    expect(answer).toEqual({ data: { cmsArticles: [{ cover }] } });
  });

  it('stays where its URL is requested out of bounds', async () => {
    const { answer } = await converse('{ cmsArticles { cover { url(width: 6001) } } }', [
      { data: { cms_articles: [{ id: '1', cover: { id: 'f1' } }] } },
    ]);
    expect(answer).toEqual({
      data: { cmsArticles: [{ cover: { url: null } }] },
      errors: [
        {
          message: '`width` must be 1 to 6000, not 6001.',
          path: ['cmsArticles', 0, 'cover', 'url'],
          extensions: { code: 'BAD_USER_INPUT', upstream: 'directus' },
        },
      ],
    });
  });
});

describe('groups', () => {
  it('have the graph’s names, numbers for parts of dates, and the order of what they have in common', async () => {
    const { sent, variables, answer } = await converse(
      '{ cmsArticlesAggregated(groupBy: [PUBLISHED_AT_YEAR, REGION_CODE]) { group a: count { regionCode } b: count { id } } }',
      [
        {
          data: {
            cms_articles_aggregated: [
              {
                countDistinct: { id: 1 },
                count: { region_code: 1, id: 1 },
                group: { published_at_year: '2024', region_code: 'US-06' },
              },
            ],
          },
        },
      ],
    );
    expect(sent).toEqual([
      'query ( $v0: [String] $v1: [String] $v2: Int ) { ' +
        'cms_articles_aggregated(groupBy: $v0, sort: $v1, limit: $v2) { countDistinct { id } group count { region_code id } } }',
    ]);
    const words = ['year(published_at)', 'region_code'];
    expect(variables).toEqual([{ v0: words, v1: ['year(published_at)'], v2: 10_001 }]);
    const group = { publishedAtYear: 2024, regionCode: 'US-06' };
    expect(answer).toEqual({
      data: { cmsArticlesAggregated: [{ group, a: { regionCode: 1 }, b: { id: 1 } }] },
    });
  });
});
