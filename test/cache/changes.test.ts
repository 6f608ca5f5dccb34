import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Change } from '../../gateway/changes/index.ts';
import { answers, faulty } from '../outages/faulty.ts';
import { behind, type CachedGateway, startCachedGateway, sum } from './cached-gateway.ts';

const directus = faulty();
let gateway: CachedGateway;
beforeAll(async () => {
  gateway = await startCachedGateway(behind(directus));
});
afterAll(async () => {
  await gateway.close();
  await directus.close();
});

const changed = (typeName: string, upstream?: Change['upstream']) => gateway.change(typeName, upstream);

/** Whether an answer is in memory. */
const isKept = async (query: string, variables: object = {}) =>
  sum((await gateway.ask(query, variables)).requests) === 0;

describe('what changed is requested again, and nothing else', () => {
  const TAGS = '{ cmsTags(limit: 1) { name } }';
  const ARTICLE = '{ cmsArticles(limit: 1) { title author { name } series { latest { value } } } }';

  test.for<readonly [query: string, typeName: string, isForgotten: boolean]>([
    [TAGS, 'CmsTag', true],
    [TAGS, 'CmsArticle', false],
    [TAGS, 'CrmCompany', false],
    [TAGS, 'NoSuchType', false],
    [ARTICLE, 'CmsArticle', true],
    [ARTICLE, 'CmsAuthor', true],
    [ARTICLE, 'Series', true],
    [ARTICLE, 'CmsTag', false],
    // What is in no answer decides which there are.
    ['{ cmsArticles(limit: 1, filter: { author: { name: { _neq: "x" } } }) { title } }', 'CmsAuthor', true],
    [
      '{ cmsArticles(limit: 1, filter: { _or: [{ tags: { _some: { id: { _gt: 0 } } } }] }) { title } }',
      'CmsArticleTag',
      true,
    ],
    ['{ cmsArticles(limit: 1, filter: { title: { _neq: "x" } }) { title } }', 'CmsAuthor', false],
    ['{ cmsTagsAggregated { count { id } } }', 'CmsTag', true],
    ['{ cmsArticleBySlug(slug: "not-written-yet") { title } }', 'CmsArticle', true],
    // A map is made of the figures of series.
    ['{ choropleth(indicator: "UNEMPLOYMENT_RATE", level: COUNTY) { regions { value } } }', 'Series', true],
    ['{ region(code: "US-06") { indicators { value } } }', 'Series', true],
    ['{ region(code: "US-06") { name } }', 'Series', false],
  ])('%s: %s', async ([query, typeName, isForgotten]) => {
    await gateway.ask(query);
    expect(await isKept(query)).toBe(true);
    changed(typeName);
    expect(await isKept(query)).toBe(!isForgotten);
    expect(await isKept(query)).toBe(true);
  });

  test('where a variable chooses, too', async () => {
    const query = 'query ($filter: CmsArticleFilter) { cmsArticles(limit: 1, filter: $filter) { title } }';
    const byAuthor = { filter: { _and: [{ author: { name: { _neq: 'x' } } }] } };
    const byTitle = { filter: { title: { _neq: 'x' } } };
    for (const variables of [byAuthor, byTitle]) await gateway.ask(query, variables);
    changed('CmsAuthor');
    expect(await isKept(query, byTitle)).toBe(true);
    expect(await isKept(query, byAuthor)).toBe(false);
  });
});

test('what was requested before a change, and comes after it, is not cached', async () => {
  const query = '{ late: cmsTags(limit: 1) { name } }';
  let isPublished = false;
  const racing = await startCachedGateway({
    watchers: [
      {
        upstreamRequestEnds() {
          if (isPublished) return;
          isPublished = true;
          racing.change('CmsTag');
        },
      },
    ],
  });
  const sent: number[] = [];
  for (const _time of [1, 2, 3]) sent.push(sum((await racing.ask(query)).requests));
  expect(sent).toEqual([1, 1, 0]);
  await racing.close();
});

test('a changed answer is never served for an upstream that fails, nor while a new one is requested', async () => {
  const query = '{ changed: cmsTags(limit: 1) { name } }';
  await gateway.ask(query);
  gateway.pass(100);
  changed('CmsTag');
  directus.break(answers(503, {}));
  const { result } = await gateway.ask(query);
  directus.break(undefined);
  expect(result).toMatchObject({ data: { changed: null }, errors: [{ path: ['changed'] }] });
});

test('a change that was not reported shows once the TTL is over', async () => {
  const query = '{ missed: cmsTags(limit: 1) { name } }';
  await gateway.ask(query);
  gateway.pass(60 + 300);
  expect(await isKept(query)).toBe(false);
});
