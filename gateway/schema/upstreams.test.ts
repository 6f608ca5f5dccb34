import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startDirectus } from '../../sandbox/directus/index.ts';
import { startTwenty } from '../../sandbox/twenty/index.ts';
import { freePort } from '../../test/ports.ts';
import { textOf } from './composed.ts';
import { introspectUpstreams, type UpstreamSettings } from './upstreams.ts';

const TOKEN = 'directus-service-token';
const KEY = 'twenty-api-key';

let directus: Awaited<ReturnType<typeof startDirectus>>;
let twenty: Awaited<ReturnType<typeof startTwenty>>;
beforeAll(async () => {
  [directus, twenty] = await Promise.all([startDirectus({ token: TOKEN }), startTwenty({ apiKey: KEY })]);
});
afterAll(() => Promise.all([directus.close(), twenty.close()]));

const settings = (directusUrl: string): UpstreamSettings => ({
  cms: {
    sandbox: false,
    url: directusUrl,
    token: TOKEN,
    publicUrl: directusUrl,
    assetTransforms: 'directus',
    queryLimitMax: undefined,
    permissionsMs: 60_000,
  },
  crm: { sandbox: false, url: twenty.url, apiKey: KEY, requestsPerMinute: 100, requestsPerSecond: 100 },
  upstreamTimeoutMs: 5_000,
});

async function texts(asked: ReturnType<typeof introspectUpstreams>) {
  return (await asked).map(({ path, introspected }) => ({
    path,
    text: introspected?.schema && textOf(introspected.schema),
  }));
}

test('what Directus and Twenty tell is what stands in for them', async () => {
  const committed = (path: string) => readFile(new URL(`../../${path}`, import.meta.url), 'utf8');
  const [ofDirectus, ofTwenty] = ['subgraphs/directus/schema.graphql', 'subgraphs/twenty/schema.graphql'] as const;
  expect(await texts(introspectUpstreams(settings(directus.url)))).toEqual([
    { path: ofDirectus, text: await committed(ofDirectus) },
    { path: ofTwenty, text: await committed(ofTwenty) },
  ]);
});

test('one that does not answer says why, and the sandbox is not asked', async () => {
  const nobody = `http://127.0.0.1:${await freePort()}`;
  const asked = await introspectUpstreams({ ...settings(nobody), crm: { sandbox: true } });
  expect(asked).toEqual([
    {
      subject: 'Directus',
      path: 'subgraphs/directus/schema.graphql',
      introspected: { problem: expect.stringMatching(/^Directus /) },
    },
    { subject: 'Twenty', path: 'subgraphs/twenty/schema.graphql', introspected: undefined },
  ]);
});
