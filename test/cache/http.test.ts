import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { HomeDocument, RegionDashboardDocument } from '../../client/index.ts';
import examples from '../../client/views/examples.json' with { type: 'json' };
import { ANALYTICS_TTLS } from '../../gateway/cache/ttls.ts';
import { FIGURES, publicHeaders } from '../../gateway/http/cache-headers.ts';
import { createNodeServer } from '../../gateway/http/node-server.ts';
import { staffToken } from '../../gateway/identity/staff-token.ts';
import { demo, STAFF_TOKEN } from '../gateway.ts';
import { PARTNER_KEY, partner } from '../partner.ts';
import { type CachedGateway, startCachedGateway } from './cached-gateway.ts';

let gateway: CachedGateway;
beforeAll(async () => {
  gateway = await startCachedGateway({ server: { authenticators: [partner, staffToken(STAFF_TOKEN)] } });
});
// What a test before has read is too old.
beforeEach(() => gateway.pass(1_000_000));
afterAll(() => gateway.close());

const HOME = { documentId: HomeDocument.__meta__?.hash };
const REGION = {
  documentId: RegionDashboardDocument.__meta__?.hash,
  variables: JSON.stringify(examples.RegionDashboard),
};

async function get(parameters: Record<string, string>, headers: Record<string, string> = {}) {
  const response = await gateway.fetch(`http://gateway/graphql?${new URLSearchParams(parameters)}`, { headers });
  const header = (name: string) => response.headers.get(name);
  return {
    status: response.status,
    text: await response.text(),
    etag: header('etag') ?? '',
    cacheControl: header('cache-control'),
    age: header('age'),
    tags: header('cache-tag'),
  };
}

const CONTENT = 'public, max-age=60, stale-while-revalidate=300, stale-if-error=86400';
const PRIVATE = 'private, no-store';

describe('headers for caches say what the gateway goes by itself', () => {
  test('the TTLs of the types, and how old the answer is', async () => {
    const first = await get(HOME);
    expect(first).toMatchObject({ status: 200, cacheControl: CONTENT, age: '0' });
    gateway.pass(42);
    expect(await get(HOME)).toEqual({ ...first, age: '42' });
  });

  test('a client that has it already gets 304, from memory, whether it is fresh or not', async () => {
    const { etag, tags } = await get(REGION);
    for (const [seconds, age] of [
      [10, '10'],
      [100, '110'],
    ] as const) {
      gateway.pass(seconds);
      const again = await get(REGION, { 'if-none-match': etag });
      expect(again).toEqual({ status: 304, text: '', etag, cacheControl: CONTENT, age, tags });
    }
  });

  test('what is of one caller is nobody’s to keep, and no ETag of anyone else’s is good for it', async () => {
    const { etag, text } = await get(HOME);
    for (const token of [PARTNER_KEY, STAFF_TOKEN]) {
      const own = await get(HOME, { authorization: `Bearer ${token}`, 'if-none-match': etag });
      expect(own).toMatchObject({ status: 200, cacheControl: PRIVATE, age: null, etag: '', tags: null });
      expect(JSON.parse(own.text)).toEqual(JSON.parse(text));
    }
  });

  test('an answer that may not be kept here may not be elsewhere', async () => {
    const untrusted = await get({ query: '{ region(code: "US-06") { name } }' });
    expect(untrusted).toMatchObject({ cacheControl: PRIVATE, tags: null });
    const failing = { ...REGION, variables: JSON.stringify({ ...examples.RegionDashboard, code: 7 }) };
    expect(await get(failing)).toMatchObject({ cacheControl: PRIVATE, etag: '' });
  });
});

describe('Cache-Tag', () => {
  test('has the types whose changes invalidate the answer here, and no others', async () => {
    for (const view of [HOME, REGION]) {
      const { tags } = await get(view);
      const invalidating = ['graph'];
      for (const type of Object.keys({ ...ANALYTICS_TTLS, ...demo.ttls }).sort()) {
        await get(view);
        gateway.pass(1);
        gateway.change(type);
        if ((await get(view)).age === '0') invalidating.push(type);
      }
      expect(tags?.split(',')).toEqual(invalidating);
    }
  });

  test('is absent where it would be too long for caches to read', () => {
    const types = Array.from({ length: 500 }, (_, nth) => `CmsCollection${nth}`);
    const { ttl } = FIGURES;
    expect(publicHeaders({ ttl, types: types.slice(0, 400) })['cache-tag']).toMatch(/^graph,CmsCollection0,.+399$/);
    expect(publicHeaders({ ttl, types })['cache-tag']).toBeUndefined();
  });
});

test('a cached answer is the same each time in every encoding', async () => {
  const server = createNodeServer(gateway.listener).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const asked = async (encoding: string) => {
    const url = `http://127.0.0.1:${port}/graphql?${new URLSearchParams(HOME)}`;
    const response = await fetch(url, { headers: { 'accept-encoding': encoding } });
    return { encoding: response.headers.get('content-encoding') ?? 'identity', text: await response.text() };
  };
  const { text } = await get(HOME);
  for (const encoding of ['identity', 'br', 'gzip', 'br', 'gzip']) {
    expect(await asked(encoding)).toEqual({ encoding, text });
  }
  server.closeAllConnections();
  server.close();
});
