import { afterAll, beforeAll, expect, test } from 'vitest';
import { ArticlePageDocument } from '../client/index.ts';
import examples from '../client/views/examples.json' with { type: 'json' };
import { STAFF_TOKEN, startGateway, type TestGateway } from './gateway.ts';

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startGateway();
});
afterAll(() => gateway.close());

/** What an answer says of its waves. */
async function timing(body: object, headers: Readonly<Record<string, string>> = {}) {
  const response = await gateway.fetch('http://gateway/graphql', {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });
  await response.text();
  return response.headers.get('server-timing');
}

const article = { query: String(ArticlePageDocument), variables: examples.ArticlePage };

test('an answer says how many waves its plan has, the first time and ahead of the pipeline', async () => {
  expect([await timing(article), await timing(article)]).toEqual(['waves;desc="2"', 'waves;desc="2"']);
  const region = { query: '{ region(code: "US-06") { name } }' };
  expect([await timing(region), await timing(region)]).toEqual(['waves;desc="1"', 'waves;desc="1"']);
  expect(await timing({ query: '{ __typename }' })).toBe('waves;desc="0"');
});

test('of a mutation, one for each root field at least', async () => {
  const query = 'mutation { crmCreateNote(data: { title: "A note" }) { title } }';
  expect(await timing({ query }, { authorization: `Bearer ${STAFF_TOKEN}` })).toBe('waves;desc="1"');
});

test('what is not executed has none', async () => {
  expect(await timing({ query: '{ nothing }' })).toBe(null);
  const tooMuch = '{ seriesCatalog(first: 200) { edges { node { observations(limit: 10000) { value } } } } }';
  expect(await timing({ query: tooMuch })).toBe(null);
  expect(await timing({ query: tooMuch }, { authorization: 'Bearer nobody' })).toBe(null);
});

test('a cache may store it, and gets it again with a 304', async () => {
  const hash = ArticlePageDocument.__meta__?.hash.replace('sha256:', '');
  const url = new URL('http://gateway/graphql');
  url.searchParams.set('documentId', `sha256:${hash}`);
  url.searchParams.set('variables', JSON.stringify(examples.ArticlePage));
  const headers = { accept: 'application/json', 'x-chronos-csrf': '1' };
  const first = await gateway.fetch(url.href, { headers });
  const etag = first.headers.get('etag') ?? '';
  await first.text();
  const second = await gateway.fetch(url.href, { headers: { ...headers, 'if-none-match': etag } });
  expect([first, second].map(({ status, headers }) => [status, headers.get('server-timing')])).toEqual([
    [200, 'waves;desc="2"'],
    [304, 'waves;desc="2"'],
  ]);
});
