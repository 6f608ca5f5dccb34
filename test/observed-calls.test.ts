import { createServer } from 'node:http';
import { parse } from 'graphql';
import { afterAll, beforeAll, beforeEach, expect, inject, it } from 'vitest';
import { startDirectus } from '../sandbox/directus/index.ts';
import { startTwenty } from '../sandbox/twenty/index.ts';
import { createAnalytics } from '../subgraphs/analytics/index.ts';
import type { CallEnd, OnCall, Upstream, UpstreamCall, UpstreamContext } from '../subgraphs/contract/upstream.ts';
import { createDirectus } from '../subgraphs/directus/testing.ts';
import { execute } from '../subgraphs/testing/execute.ts';
import { connectTwenty } from '../subgraphs/twenty/index.ts';

/** Every call since the last reset, and how it ended. */
const seen: { readonly call: UpstreamCall; end?: CallEnd }[] = [];
const onCall: OnCall = (call) => {
  const one: (typeof seen)[number] = { call };
  seen.push(one);
  return (end) => {
    one.end = end;
  };
};

const context: UpstreamContext = { caller: { audience: 'internal' } };
const sources: { close(): Promise<void> }[] = [];
let directus: Upstream;
let twenty: Upstream;
let analytics: Upstream;
beforeAll(async () => {
  const cms = await startDirectus({ token: 'service-token' });
  const crm = await startTwenty({ apiKey: 'api-key' });
  directus = await createDirectus({ url: cms.url, token: 'service-token', onCall });
  twenty = await connectTwenty({ url: crm.url, apiKey: 'api-key', onCall }).load();
  analytics = await createAnalytics({ databaseUrl: inject('databaseUrl'), onCall });
  sources.push(directus, twenty, analytics, cms, crm);
});
beforeEach(() => {
  seen.length = 0;
});
afterAll(async () => {
  for (const source of sources) await source.close();
});

/** What a listener was told, without what differs from run to run. */
async function toldOf(upstream: Upstream, query: string) {
  await execute(upstream, { document: parse(query), context });
  return seen.map(({ call, end }) => {
    expect(call.context).toBe(context);
    expect(end?.ms).toBeGreaterThan(0);
    const { ms, bytes, ...rest } = end ?? { ms: 0 };
    return { upstream: call.upstream, headers: call.headers, ...rest, hasBytes: bytes !== undefined && bytes > 0 };
  });
}

it('tells of each request to the CMS, and of its end', async () => {
  expect(await toldOf(directus, '{ cmsArticles(limit: 1) { title } }')).toEqual([
    { upstream: 'directus', headers: { authorization: 'Bearer service-token' }, retries: 0, hasBytes: true },
  ]);
});

it('tells of each request to the CRM, and of its end', async () => {
  expect(await toldOf(twenty, '{ crmCompanies(first: 1) { totalCount } }')).toEqual([
    { upstream: 'twenty', headers: { authorization: 'Bearer api-key' }, retries: 0, hasBytes: true },
  ]);
});

it('tells of each statement, and of its rows', async () => {
  expect(await toldOf(analytics, '{ indicator(code: "no such") { name } }')).toEqual([
    { upstream: 'analytics', headers: undefined, rows: 0, hasBytes: false },
  ]);
});

it('sends what a listener adds to the headers', async () => {
  const cms = await startDirectus({ token: 'service-token' });
  const upstream = await createDirectus({
    url: cms.url,
    onCall: ({ headers }) => void Object.assign(headers ?? {}, { authorization: 'Bearer service-token' }),
  });
  expect(upstream.schemaFrom).toBe('live');
  await upstream.close();
  await cms.close();
});

it('tells what a call failed by, a status among them', async () => {
  const busy = createServer((_, response) => response.writeHead(403).end('{}'));
  await new Promise<void>((resolve) => busy.listen(0, '127.0.0.1', resolve));
  const address = busy.address();
  const port = typeof address === 'object' ? address?.port : undefined;
  const refused = await createDirectus({ url: `http://127.0.0.1:${port}`, onCall });
  // For its schema as text, and then by introspection.
  expect(seen.map(({ end }) => end?.errorCode)).toEqual(['HTTP_403', 'HTTP_403']);
  busy.closeAllConnections();
  await new Promise((resolve) => busy.close(resolve));
  await execute(refused, { document: parse('{ cmsArticles(limit: 1) { title } }'), context });
  expect(seen.map(({ end }) => end?.errorCode)).toEqual(['HTTP_403', 'HTTP_403', 'UPSTREAM_UNREACHABLE']);
  await refused.close();
  const away = await createAnalytics({ databaseUrl: 'postgres://nobody@127.0.0.1:1/chronos', onCall });
  expect(seen.at(-1)?.end?.errorCode).toBe('UPSTREAM_UNREACHABLE');
  await away.close();
});

it('fails a call whose listener throws at its end, and keeps nobody else waiting', async () => {
  const cms = await startDirectus({ token: 'service-token' });
  const mistake = new TypeError('A mistake of the listener.');
  let throwing = 0;
  const upstream = await createDirectus({
    url: cms.url,
    token: 'service-token',
    onCall: () => () => {
      if (throwing-- > 0) throw mistake;
    },
  });
  const ask = () => execute(upstream, { document: parse('{ cmsTags(limit: 1) { id } }'), context });
  const found = { data: { cmsTags: [{ id: '1' }] } };
  throwing = 1;
  // The same question is on its way once for both, and each listens for itself.
  expect(await Promise.allSettled([ask(), ask()])).toEqual([
    { status: 'rejected', reason: mistake },
    { status: 'fulfilled', value: found },
  ]);
  expect(upstream.health()).toMatchObject({ active: 0, waiting: 0, shared: 1 });
  await cms.close();
  throwing = 1;
  await expect(ask()).rejects.toBe(mistake);
  expect(upstream.health()).toMatchObject({ active: 0, waiting: 0 });
  await upstream.close();
});
