import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import type { IntrospectionInputObjectType, IntrospectionObjectType, IntrospectionType } from 'graphql';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Reload } from '../../gateway/graph/generations.ts';
import { reportReload } from '../../gateway/reload/report.ts';
import { startGateway, type TestGateway } from '../gateway.ts';

/*
 * Fields that somebody adds to Directus under names that GraphQL does not allow, or that meet others in the graph. Directus
 * 11.17.4 was seen to list all of these, also in `/server/specs/graphql`, and to answer every other field as before.
 */

const log = { info: vi.fn(), warn: vi.fn(), error: vi.fn() };

let added: Readonly<Record<string, readonly string[]>>;
let proxy: ReturnType<typeof createServer>;
let gateway: TestGateway;

beforeEach(async () => {
  added = {};
  let directus = '';
  proxy = createServer(async (request, response) => {
    const body = await forward(directus, request);
    response.setHeader('content-type', 'application/json').end(body);
  }).listen(0, '127.0.0.1');
  await once(proxy, 'listening');
  const before = (url: string) => {
    directus = url;
    return `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`;
  };
  const onReload = (reload: Reload) => reportReload(reload, log);
  gateway = await startGateway({ before: { directus: before }, onReload });
});
afterEach(async () => {
  await gateway.close();
  proxy.close();
  proxy.closeAllConnections();
  vi.clearAllMocks();
});

async function forward(directus: string, request: IncomingMessage): Promise<string> {
  const body = await text(request);
  const { method = 'GET', url, headers } = request;
  const response = await fetch(directus + url, {
    method,
    headers: { 'content-type': 'application/json', authorization: String(headers.authorization) },
    ...(method === 'POST' && { body }),
  });
  const answer = await response.text();
  if (method === 'GET') return answer + JSON.stringify(added);
  if (!body.includes('__schema')) return answer;
  const told: { data: { __schema: { types: readonly IntrospectionType[] } } } = JSON.parse(answer);
  const { types, ...rest } = told.data.__schema;
  return JSON.stringify({ data: { __schema: { ...rest, types: types.map(withAdded) } } });
}

/** A type with the fields that were added to its collection: a row's, and those of its filter and its inputs. */
function withAdded(type: IntrospectionType): IntrospectionType {
  const [, collection = ''] = /^(?:create_|update_)?(.+?)(?:_filter|_input)?$/.exec(type.name) ?? [];
  const names = added[collection] ?? [];
  const isFilter = type.name.endsWith('_filter');
  if (type.kind === 'OBJECT' && type.name === collection) {
    const fields = names.map((name): IntrospectionObjectType['fields'][number] => {
      return { name, args: [], type: { kind: 'SCALAR', name: 'String' }, isDeprecated: false, deprecationReason: null };
    });
    return { ...type, fields: [...type.fields, ...fields] };
  }
  if (type.kind !== 'INPUT_OBJECT') return type;
  const fields = names.map((name): IntrospectionInputObjectType['inputFields'][number] => {
    const of = isFilter
      ? ({ kind: 'INPUT_OBJECT', name: 'string_filter_operators' } as const)
      : ({ kind: 'SCALAR', name: 'String' } as const);
    return { name, type: of, defaultValue: null };
  });
  return { ...type, inputFields: [...type.inputFields, ...fields] };
}

const tags = '{ cmsTags(limit: 1) { name slug } }';

test('a name that GraphQL does not have costs its field alone, with a warning, in any collection', async () => {
  const before = (await gateway.ask(tags)).result;
  added = { cms_tags: ['with-dash', '1st', 'ünï', 'a b', '_'], directus_files: ['not-shown'] };
  const swapped = await gateway.look();
  expect(swapped).toEqual({ outcome: 'swapped', generation: 2, changes: {}, findings: expect.any(Array) });
  expect(log.warn.mock.calls).toEqual(
    ['with-dash', '1st', 'ünï', 'a b', '_'].map((name) => [
      `Directus cms_tags.${name}: The field is left out: GraphQL allows letters without accents, digits and underscores in a name, no digit at the start, and not underscores alone. Rename it in Directus if clients need it.`,
    ]),
  );
  expect(gateway.generations.state.upstreams[0]).toMatchObject({ schemaFrom: 'live', problem: undefined });
  expect((await gateway.ask(tags)).result).toEqual(before);
  expect(await gateway.look()).toBeUndefined();
});

test('a field that meets another one in the graph is left out, with a warning that names both', async () => {
  added = { cms_articles: ['publishedAt', 'series'] };
  expect(await gateway.look()).toMatchObject({ outcome: 'swapped', generation: 2 });
  expect(log.warn.mock.calls.flat().filter((line) => line.includes('left out'))).toEqual([
    "Directus cms_articles.publishedAt: The field is left out: it and published_at would both be publishedAt in the graph. Give publishedAt another `name` in the `fields` of cms_articles in the deployment's file.",
    "CmsArticle.series: The link is left out: CmsArticle has a field series of its own. Restore what is missing, or change the link in the deployment's file.",
  ]);
  const { result } = await gateway.ask('{ cmsArticles(limit: 1) { publishedAt region { name } } }');
  expect(result).not.toHaveProperty('errors');
});

test('a field that each object of JavaScript inherits is absent from variables that do not give it', async () => {
  added = { cms_tags: ['constructor', 'toString'] };
  expect(await gateway.look()).toMatchObject({ outcome: 'swapped', generation: 2 });
  const query = 'query ($filter: CmsTagFilter) { cmsTags(filter: $filter) { slug } }';
  const literal = await gateway.ask('{ cmsTags(filter: { _or: [{ slug: { _eq: "jobs" } }] }) { slug } }');
  const { result } = await gateway.ask(query, { filter: { _or: [{ slug: { _eq: 'jobs' } }] } });
  expect(result).toEqual(literal.result);
  expect(result).not.toHaveProperty('errors');
});
