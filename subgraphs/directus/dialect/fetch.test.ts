import { describe, expect, it } from 'vitest';
import { converse, failure, refusal } from '../testing.ts';

describe('what a role lacks', () => {
  const query = '{ cmsArticles(limit: 1) { title internalNote author { bio } } cmsTags(limit: 1) { name } }';
  const denied = (label: string, path: readonly (string | number)[]) => ({
    message: `You may not read ${label}, or Directus does not have it.`,
    path,
    extensions: { code: 'FORBIDDEN', upstream: 'directus' },
  });

  it('costs itself alone, and is not requested again', async () => {
    const denials = new Set<string>();
    const refused = refusal([
      ['Cannot query field "internal_note" on type "cms_articles".', 10],
      ['Cannot query field "bio" on type "cms_authors".', 13],
    ]);
    const data = { cms_articles: [{ id: '1', title: 'T', author: { id: '2' } }], cms_tags: [{ id: '3', name: 'N' }] };
    const { sent, answer } = await converse(query, [refused, { data }], { denials });
    expect(sent[1]).toBe(
      'query ( $v0: [String] $v1: Int $v2: [String] $v3: Int ) { ' +
        'cms_articles(sort: $v0, limit: $v1) { id title author { id } } cms_tags(sort: $v2, limit: $v3) { id name } }',
    );
    const expected = {
      data: { cmsArticles: [{ title: 'T', internalNote: null, author: { bio: null } }], cmsTags: [{ name: 'N' }] },
      errors: [
        denied('`internalNote` of CmsArticle', ['cmsArticles', 0, 'internalNote']),
        denied('`bio` of CmsAuthor', ['cmsArticles', 0, 'author', 'bio']),
      ],
    };
    expect(answer).toEqual(expected);
    expect(denials).toEqual(new Set(['cms_articles.internal_note', 'cms_authors.bio']));
    const again = await converse(query, [{ data }], { denials });
    expect(again.answer).toEqual(expected);
  });

  it('costs a root where it is a collection', async () => {
    const refused = refusal([
      ['Unknown type "cms_tags_filter".', 2],
      ['Cannot query field "cms_tags" on type "Query".', 6],
    ]);
    const { answer } = await converse(
      '{ cmsTags(filter: { name: { _eq: "a" } }) { name } cmsSiteSettings { title } }',
      [refused, { data: { cms_site_settings: { id: '1', title: 'T' } } }],
    );
    expect(answer).toEqual({
      data: { cmsTags: null, cmsSiteSettings: { title: 'T' } },
      errors: [denied('`cmsTags` by its `filter`', ['cmsTags'])],
    });
  });

  it('leaves nothing to ask where it is everything', async () => {
    const { sent, answer } = await converse('{ cmsTags { name } cmsAuthors { id } }', [], {
      denials: new Set(['Query.cms_tags', 'cms_authors']),
    });
    expect(sent).toEqual([]);
    expect(answer).toEqual({
      data: { cmsTags: null, cmsAuthors: null },
      errors: [denied('`cmsTags`', ['cmsTags']), denied('`cmsAuthors`', ['cmsAuthors'])],
    });
  });

  it('costs a relation where it is all that was asked of it, and a block where it is its type', async () => {
    const denials = new Set(['cms_authors', 'cms_block_map']);
    const { sent, answer } = await converse(
      '{ cmsArticles { author { name } } cmsPages { blocks { item { ... on CmsBlockMap { title } } } } }',
      [
        {
          data: {
            cms_articles: [{ id: '1' }],
            cms_pages: [{ id: '1', blocks: [{ id: '1', item: { __typename: 'cms_block_map' } }] }],
          },
        },
      ],
      { denials },
    );
    expect(sent).toEqual([
      'query ( $v0: [String] $v1: Int $v2: [String] $v3: Int $v4: [String] $v5: Int ) { ' +
        'cms_articles(sort: $v0, limit: $v1) { id } cms_pages(sort: $v4, limit: $v5) { id blocks(sort: $v2, limit: $v3) { id item { ' +
        '__typename ... on cms_block_chart { id } ... on cms_block_companies { id } ... on cms_block_richtext { id } } } } }',
    ]);
    expect(answer).toEqual({
      data: {
        cmsArticles: [{ author: null }],
        cmsPages: [{ blocks: [{ item: { title: null } }] }],
      },
      errors: [
        denied('`author` of CmsArticle', ['cmsArticles', 0, 'author']),
        denied('`title` of CmsBlockMap', ['cmsPages', 0, 'blocks', 0, 'item', 'title']),
      ],
    });
  });

  it('is not learned from an error that says something else', async () => {
    const { answer } = await converse('{ cmsTags { name } }', [refusal([['Syntax Error: too many tokens.', 4]])]);
    expect(answer).toEqual({
      data: { cmsTags: null },
      errors: [
        {
          message: 'Directus could not answer.',
          path: ['cmsTags'],
          extensions: { code: 'UPSTREAM_FAILED', upstream: 'directus' },
        },
      ],
    });
  });
});

describe('a failure', () => {
  const query = '{ cmsArticles(sort: [INTERNAL_NOTE_ASC], limit: 1) { id } cmsTags(limit: 1) { name } }';

  it('of one root spares the others: each is asked by itself', async () => {
    const message = 'You don\'t have permission to access field "internal_note" in collection "cms_articles".';
    const refused = failure('FORBIDDEN', message);
    const { sent, answer } = await converse(query, [
      refused,
      { data: { cms_articles: [] } },
      refused,
      { data: { cms_tags: [{ id: '1', name: 'N' }] } },
    ]);
    expect(sent.slice(1)).toEqual([
      'query ( $v0: Int ) { cms_articles(limit: $v0) { p0: internal_note } }',
      'query ( $v0: [String] $v1: Int ) { cms_articles(sort: $v0, limit: $v1) { id } }',
      'query ( $v0: [String] $v1: Int ) { cms_tags(sort: $v0, limit: $v1) { id name } }',
    ]);
    expect(answer).toEqual({
      data: { cmsArticles: null, cmsTags: [{ name: 'N' }] },
      errors: [
        {
          message: 'You don\'t have permission to access field "internalNote" in collection "CmsArticle".',
          path: ['cmsArticles'],
          extensions: { code: 'FORBIDDEN', upstream: 'directus' },
        },
      ],
    });
  });

  it('that comes of a filter or an order by what may not be read is learned: it costs those lists, and no request again', async () => {
    const lists = `{
      cmsAuthors { name articles(filter: { internalNote: { _eq: "a" } }) { id } }
      cmsArticles(sort: [STATUS_ASC]) { id }
      cmsTags { name }
    }`;
    const data = { cms_authors: [{ id: '1', name: 'A' }], cms_tags: [{ id: '1', name: 'N' }] };
    const denials = new Set<string>();
    const { sent, answer } = await converse(
      lists,
      [
        failure('INTERNAL_SERVER_ERROR', 'An unexpected error occurred.'),
        refusal([
          ['Cannot query field "internal_note" on type "cms_articles".', 5],
          ['Cannot query field "status" on type "cms_articles".', 6],
        ]),
        { data },
      ],
      { denials },
    );
    expect(sent[1]).toBe('query ( $v0: Int ) { cms_articles(limit: $v0) { p0: internal_note p1: status } }');
    const extensions = { code: 'FORBIDDEN', upstream: 'directus' };
    const expected = {
      data: { cmsAuthors: [{ name: 'A', articles: null }], cmsArticles: null, cmsTags: [{ name: 'N' }] },
      errors: [
        {
          message: 'You may not read `articles` of CmsAuthor by its `filter`, or Directus does not have it.',
          path: ['cmsAuthors', 0, 'articles'],
          extensions,
        },
        {
          message: 'You may not read `cmsArticles` by its `sort`, or Directus does not have it.',
          path: ['cmsArticles'],
          extensions,
        },
      ],
    };
    expect(answer).toEqual(expected);
    const again = await converse(lists, [{ data }], { denials });
    expect(again.answer).toEqual(expected);
  });

  it.each([
    ['INVALID_CREDENTIALS', 'UPSTREAM_UNAUTHENTICATED', 'Directus does not know the token, or it has expired.'],
    ['TOKEN_EXPIRED', 'UPSTREAM_UNAUTHENTICATED', 'Directus does not know the token, or it has expired.'],
    ['REQUESTS_EXCEEDED', 'UPSTREAM_RATE_LIMITED', 'Directus received too many requests. Try again later.'],
  ])('%s concerns all roots and is not tried again', async (code, expected, message) => {
    const { sent, answer } = await converse(query, [failure(code, 'Invalid user credentials.')]);
    expect(sent).toHaveLength(1);
    const extensions = { code: expected, upstream: 'directus' };
    expect(answer).toEqual({
      data: { cmsArticles: null, cmsTags: null },
      errors: [
        { message, path: ['cmsArticles'], extensions },
        { message, path: ['cmsTags'], extensions },
      ],
    });
  });

  it('inside a root stands at its path in the graph’s names', async () => {
    const error = {
      message: 'An unexpected error occurred.',
      path: ['cms_articles', 0, 'cover', 'title'],
      extensions: { code: 'INTERNAL_SERVER_ERROR' },
    };
    const data = { cms_articles: [{ id: '1', cover: { id: '1', title: null } }] };
    const { answer } = await converse('{ all: cmsArticles { when: cover { in: title } } }', [
      { data, errors: [error] },
    ]);
    expect(answer).toEqual({
      data: { all: [{ when: { in: null } }] },
      errors: [
        {
          message: 'Directus could not answer.',
          path: ['all', 0, 'when', 'in'],
          extensions: { code: 'UPSTREAM_FAILED', upstream: 'directus' },
        },
      ],
    });
  });

  it.each([[null], ['<html>'], [{}], [{ data: null }], [{ errors: 'no' }]])('is what %j is', async (body) => {
    const { answer } = await converse('{ cmsTags { name } }', [body]);
    expect(answer).toEqual({
      data: { cmsTags: null },
      errors: [
        {
          message: 'Directus could not answer.',
          path: ['cmsTags'],
          extensions: { code: 'UPSTREAM_FAILED', upstream: 'directus' },
        },
      ],
    });
  });
});
