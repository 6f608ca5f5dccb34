import { afterAll, beforeAll, expect, test } from 'vitest';
import { startGateway, type TestGateway } from './gateway.ts';

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startGateway();
});
afterAll(() => gateway.close());

const ask = async (query: string, staff = false) => JSON.stringify((await gateway.ask(query, {}, { staff })).result);

test.each(['link_regionCode', '__proto__', 'as_link_regionCode', 'as_as___proto__', 'link_type', 'constructor'])(
  '%s is a key like any other, in objects and at the root',
  async (key) => {
    const query = `{ ${key}: cmsArticles(limit: 1) { ${key}: title region { ${key}: code } } }`;
    expect(await ask(query)).toBe(
      `{"data":{"${key}":[{"${key}":"Manufacturing after the Great Recession","region":{"${key}":"US-26"}}]}}`,
    );
  },
);

test('links find what they need whatever keys the client chooses', async () => {
  const query =
    '{ cmsArticles(limit: 1) { link_regionCode: title link2_regionCode: slug link_4: id region { code } } }';
  expect(await ask(query)).toMatch(
    /^{"data":{"cmsArticles":\[{"link_regionCode":"Manufacturing[^"]*","link2_regionCode":"manufacturing[^"]*",.*"US-26"/,
  );
});

test('an error stands at the key that the client chose', async () => {
  const query = '{ link_a: cmsArticles(limit: 1) { __proto__: title } link_b: cmsArticles(limit: 5000) { id } }';
  expect(JSON.parse(await ask(query)).errors).toMatchObject([{ path: ['link_b'] }]);
});

test('so do the results of a mutation', async () => {
  expect(await ask('mutation { link_a: __typename __proto__: __typename }', true)).toBe(
    '{"data":{"link_a":"Mutation","__proto__":"Mutation"}}',
  );
});
