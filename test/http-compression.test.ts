import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { HomeDocument } from '../client/index.ts';
import { startGateway, type TestGateway } from './gateway.ts';

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startGateway();
});
afterAll(() => gateway.close());

const LONG = '{ regions(level: STATE, first: 60) { edges { node { code name level } } } }';
const SHORT = '{ __typename }';

/** What an answer depends on beside its URL, in the order of the alphabet. */
const varies = ({ headers }: Response) => headers.get('vary')?.split(', ').sort().join(', ');

async function ask(query: string, acceptEncoding?: string) {
  const response = await gateway.fetch('http://gateway/graphql', {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      ...(acceptEncoding !== undefined && { 'accept-encoding': acceptEncoding }),
    },
    body: JSON.stringify({ query }),
  });
  const bytes = new Uint8Array(await response.arrayBuffer());
  return { encoding: response.headers.get('content-encoding'), vary: varies(response), bytes, response };
}

const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);

describe('compression, by Accept-Encoding', () => {
  test.for([
    [undefined, null],
    ['', null],
    ['identity', null],
    ['gzip', 'gzip'],
    ['br', 'br'],
    ['gzip, deflate, br, zstd', 'br'],
    ['gzip;q=1.0, br;q=0.5', 'gzip'],
    ['br;q=0, gzip', 'gzip'],
    ['gzip;q=0, br;q=0', null],
    ['identity, gzip;q=0.5', null],
    ['*', 'br'],
    ['zstd', null],
    ['nonsense;;q', null],
  ] as const)('%s: %s', async ([accepted, encoding]) => {
    const plain = await ask(LONG);
    const answer = await ask(LONG, accepted);
    expect([answer.encoding, answer.vary]).toEqual([encoding, 'accept-encoding, origin']);
    const decoded =
      encoding === 'br'
        ? brotliDecompressSync(answer.bytes)
        : encoding === 'gzip'
          ? gunzipSync(answer.bytes)
          : answer.bytes;
    expect(text(decoded)).toBe(text(plain.bytes));
    if (encoding) expect(answer.bytes.byteLength).toBeLessThan(plain.bytes.byteLength / 3);
  });

  test('what is below 1 kB is sent as it is', async () => {
    const { encoding, vary, bytes } = await ask(SHORT, 'br, gzip');
    expect([encoding, vary, text(bytes)]).toEqual([null, 'accept-encoding, origin', '{"data":{"__typename":"Query"}}']);
  });

  test('GraphiQL too', async () => {
    const headers = { accept: 'text/html', 'accept-encoding': 'gzip' };
    const page = await gateway.fetch('http://gateway/graphql', { headers });
    expect(page.headers.get('content-encoding')).toBe('gzip');
    expect(gunzipSync(await page.arrayBuffer()).toString()).toContain('Chronos Graph');
  });
});

describe('ETags and Cache-Control hold for every encoding', () => {
  const view = (headers: Record<string, string> = {}) =>
    gateway.fetch(`http://gateway/graphql?${new URLSearchParams({ documentId: HomeDocument.__meta__?.hash })}`, {
      headers,
    });

  test('one weak ETag, one Cache-Control; by it 304, without a body, whatever is accepted then', async () => {
    const plain = await view();
    const short = await view({ 'accept-encoding': 'gzip' });
    expect(short.headers.get('content-encoding')).toBe('gzip');
    expect(gunzipSync(await short.arrayBuffer()).toString()).toBe(await plain.text());
    for (const name of ['etag', 'cache-control', 'vary']) {
      expect(short.headers.get(name)).toBe(plain.headers.get(name));
    }
    const etag = short.headers.get('etag') ?? '';
    expect(etag).toMatch(/^W\/"/);
    expect(short.headers.get('vary')).toContain('accept-encoding');
    for (const accepted of ['gzip', 'br', 'identity']) {
      const again = await view({ 'accept-encoding': accepted, 'if-none-match': etag });
      expect([again.status, again.headers.get('content-encoding'), await again.text()]).toEqual([304, null, '']);
      expect(again.headers.get('vary')).toBe(plain.headers.get('vary'));
    }
  });

  test('a tile', async () => {
    const url = 'http://gateway/tiles/state/3/1/2.mvt?indicator=EMPLOYMENT';
    const plain = await gateway.fetch(url);
    const short = await gateway.fetch(url, { headers: { 'accept-encoding': 'gzip' } });
    expect([plain.status, short.headers.get('content-encoding')]).toEqual([200, 'gzip']);
    const whole = new Uint8Array(await plain.arrayBuffer());
    expect(new Uint8Array(gunzipSync(await short.arrayBuffer()))).toEqual(whole);
    expect([short.headers.get('etag'), varies(short)]).toEqual([plain.headers.get('etag'), 'accept-encoding, origin']);
    const head = await gateway.fetch(url, { method: 'HEAD', headers: { 'accept-encoding': 'gzip' } });
    expect([head.status, head.headers.get('content-length')]).toEqual([200, null]);
  });
});
