import { expect, it } from 'vitest';
import { converse, failure, refusal } from '../../testing.ts';

it('reads a row as a content version has it', async () => {
  const query =
    '{ cmsArticle(id: 1, version: "draft") { headline: title author { name } } other: cmsArticle(id: 1) { title } }';
  const article = { id: '1', title: 'Changed', author: { id: '2', name: 'A' } };
  const { sent, variables, answer } = await converse(query, [
    { data: { cms_articles_by_id: article, cms_articles: [{ id: '1', title: 'As it is' }] } },
  ]);
  expect(sent).toEqual([
    'query ( $v0: ID! $v1: String $v2: cms_articles_filter $v3: Int ) { ' +
      'cms_articles_by_id(id: $v0, version: $v1) { id title author { id name } } ' +
      'cms_articles(filter: $v2, limit: $v3) { id title } }',
  ]);
  expect(variables).toEqual([{ v0: '1', v1: 'draft', v2: { id: { _eq: 1 } }, v3: 1 }]);
  expect(answer).toEqual({
    data: { cmsArticle: { headline: 'Changed', author: { name: 'A' } }, other: { title: 'As it is' } },
  });
});

it('is FORBIDDEN where there is no such version, or none that the caller may read', async () => {
  const message = "You don't have permission to access this.";
  const error = { ...failure('FORBIDDEN', message).errors[0], path: ['cms_articles_by_id'] };
  const { answer } = await converse('{ cmsArticle(id: 1, version: "nope") { title } }', [
    { data: { cms_articles_by_id: null }, errors: [error] },
  ]);
  expect(answer).toEqual({
    data: { cmsArticle: null },
    errors: [{ message, path: ['cmsArticle'], extensions: { code: 'FORBIDDEN', upstream: 'directus' } }],
  });
});

it('lists the versions of a row from what is Directus’s own, next to the rest', async () => {
  const query = '{ drafts: cmsArticleContentVersions(id: 1) { key name updatedAt delta } cmsTags(limit: 1) { name } }';
  const version = {
    id: 'v1',
    key: 'draft',
    name: 'Draft',
    date_updated: '2026-11-28T17:11:54.068Z',
    delta: { title: 'C' },
  };
  const tags = { data: { cms_tags: [{ id: '1', name: 'Maps' }] } };
  const { sent, endpoints, variables, answer } = await converse(query, [{ data: { versions: [version] } }, tags]);
  expect(endpoints).toEqual(['system', undefined]);
  expect(sent[0]).toBe(
    'query ( $v0: directus_versions_filter $v1: [String] $v2: Int ) { ' +
      'versions(filter: $v0, sort: $v1, limit: $v2) { id key name date_updated delta } }',
  );
  expect(variables[0]).toEqual({
    v0: { collection: { _eq: 'cms_articles' }, item: { _eq: '1' } },
    v1: ['-date_created', 'id'],
    v2: 1000,
  });
  expect(answer).toEqual({
    data: {
      drafts: [{ key: 'draft', name: 'Draft', updatedAt: '2026-11-28T17:11:54.068Z', delta: { title: 'C' } }],
      cmsTags: [{ name: 'Maps' }],
    },
  });
});

it('is FORBIDDEN for who may read no versions: Directus shows them none', async () => {
  const { answer } = await converse('{ cmsArticleContentVersions(id: 1) { key } }', [
    refusal([['Cannot query field "versions" on type "Query".', 6]]),
  ]);
  expect(answer).toEqual({
    data: { cmsArticleContentVersions: null },
    errors: [
      {
        message: 'You may not read `cmsArticleContentVersions`, or Directus does not have it.',
        path: ['cmsArticleContentVersions'],
        extensions: { code: 'FORBIDDEN', upstream: 'directus' },
      },
    ],
  });
});
