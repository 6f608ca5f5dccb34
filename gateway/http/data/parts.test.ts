import fc from 'fast-check';
import { asyncBufferFromUrl, parquetReadObjects } from 'hyparquet';
import { afterAll, beforeAll, beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import type { Bytes } from '../../../subgraphs/analytics/files/formats/format.ts';
import { startGateway, type TestGateway } from '../../../test/gateway.ts';
import { PARTNER_KEY, partner } from '../../../test/partner.ts';
import { createFileStore } from './file-store.ts';

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startGateway({ server: { authenticators: [partner] } });
});
afterAll(() => gateway.close());

const PARTNER = { authorization: `Bearer ${PARTNER_KEY}` };
const PANEL = 'indicator=UNEMPLOYMENT_RATE&level=COUNTY&parent=US-06&from=2009-01-01&bucket=YEAR';

const get = (path: string, headers: Record<string, string> = {}, method = 'GET') =>
  gateway.fetch(`http://gateway/data/${path}`, { method, headers: { ...PARTNER, ...headers } });

const bytesOf = async (response: Response) => Buffer.from(await response.arrayBuffer());
const costLeft = (response: Response) => Number(/"cost";r=(\d+)/.exec(response.headers.get('ratelimit') ?? '')?.[1]);

test.each(['csv', 'ndjson', 'parquet', 'arrow'])('parts of a file of %s are those of the whole', async (extension) => {
  const path = `panel.${extension}?${PANEL}`;
  const whole = await bytesOf(await get(path));
  const offset = fc.option(fc.nat({ max: whole.byteLength + 20 }));
  await fc.assert(
    fc.asyncProperty(offset, offset, async (first, last) => {
      const response = await get(path, { range: `bytes=${first ?? ''}-${last ?? ''}` });
      const bytes = await bytesOf(response);
      const { status, headers } = response;
      const range = headers.get('content-range');
      if (first === null ? last === null : last !== null && last < first) {
        expect([status, range]).toEqual([200, null]);
        expect(bytes).toEqual(whole);
        return;
      }
      const end = first === null || last === null ? whole.byteLength : Math.min(last + 1, whole.byteLength);
      const begin = first ?? Math.max(0, whole.byteLength - (last ?? 0));
      if (begin >= end) {
        expect([status, range]).toEqual([416, `bytes */${whole.byteLength}`]);
        return;
      }
      const length = headers.get('content-length');
      expect([status, range, length]).toEqual([
        206,
        `bytes ${begin}-${end - 1}/${whole.byteLength}`,
        String(end - begin),
      ]);
      expect(bytes).toEqual(whole.subarray(begin, end));
    }),
    { numRuns: 50 },
  );
});

test('a reader of Parquet takes the parts that it needs, over HTTP', async () => {
  const path = `panel.parquet?${PANEL}`;
  const { buffer: inMemory } = Uint8Array.from(await bytesOf(await get(path)));
  const methods: string[] = [];
  const url = `http://gateway/data/${path}`;
  const file = await asyncBufferFromUrl({
    url,
    requestInit: { headers: PARTNER },
    fetch: async (input, init) => {
      methods.push(`${init?.method ?? 'GET'}${new Headers(init?.headers).has('range') ? ' of a part' : ''}`);
      const response = await gateway.fetch(String(input), init);
      return new Response(await bytesOf(response), response);
    },
  });
  const overHttp = await parquetReadObjects({ file, columns: ['value'] });
  expect(overHttp).toEqual(await parquetReadObjects({ file: inMemory, columns: ['value'] }));
  expect(overHttp.length).toBeGreaterThan(50);
  expect(new Set(methods)).toEqual(new Set(['HEAD', 'GET of a part']));
});

describe('ETags', () => {
  const path = `panel.csv?${PANEL}&to=2009-12-31`;

  test('one of parts is strong: If-Range takes it alone, and If-None-Match both', async () => {
    const weak = (await get(path)).headers.get('etag') ?? '';
    const part = await get(path, { range: 'bytes=0-9' });
    const strong = part.headers.get('etag') ?? '';
    expect([weak, strong]).toEqual([
      expect.stringMatching(/^W\/"[\w-]+"$/),
      expect.stringMatching(/^"[\w-]+\.[\w-]+"$/),
    ]);
    const statusOf = async (headers: Record<string, string>) => (await get(path, headers)).status;
    expect(await statusOf({ range: 'bytes=0-9', 'if-range': strong })).toBe(206);
    expect(await statusOf({ range: 'bytes=0-9', 'if-range': weak })).toBe(200);
    expect(await statusOf({ range: 'bytes=0-9', 'if-range': strong.replace('.', '.x') })).toBe(200);
    expect(await statusOf({ 'if-none-match': `"other", ${weak}` })).toBe(304);
    expect(await statusOf({ 'if-none-match': strong })).toBe(304);
  });
});

describe('prices', () => {
  let before: number;
  beforeEach(async () => {
    before = costLeft(await get('choropleth.csv?indicator=UNEMPLOYMENT_RATE&level=COUNTY', {}, 'HEAD'));
  });
  const cost = async (path: string, headers: Record<string, string> = {}, method = 'GET') => {
    const response = await get(path, headers, method);
    await response.arrayBuffer();
    const left = costLeft(response);
    const spent = before - left;
    before = left;
    return spent;
  };

  test('who has a file stored pays for all of it, and then each for its part', async () => {
    const path = 'observations.csv?code=BLS:CES3000000001&from=2010-01-01';
    const whole = await cost(path);
    expect(whole).toBeGreaterThan(100);
    expect(await cost(path, {}, 'HEAD')).toBe(50);
    expect(await cost(path, { range: 'bytes=0-0' })).toBe(whole);
    expect(await cost(path, { range: 'bytes=0-0' })).toBe(51);
    expect(await cost(path)).toBe(whole);
  });

  test('to know how long a file of Parquet is costs what it costs to write it, once', async () => {
    const path = 'observations.parquet?code=BLS:CES3000000001&from=2010-01-01';
    const whole = await cost(path);
    expect(await cost(path, {}, 'HEAD')).toBe(whole);
    expect(await cost(path, {}, 'HEAD')).toBe(50);
  });
});

test('where the disk cannot be written, a file is sent whole', async () => {
  const { TMPDIR } = process.env;
  onTestFinished(() => {
    if (TMPDIR === undefined) delete process.env.TMPDIR;
    else process.env.TMPDIR = TMPDIR;
  });
  process.env.TMPDIR = '/nowhere';
  const path = 'series.csv?source=BLS&search=Employees';
  const part = await get(path, { range: 'bytes=0-9' });
  expect([part.status, part.headers.get('content-length')]).toEqual([200, null]);
  expect(await part.text()).toBe(await (await get(path)).text());
  expect((await get(path.replace('csv', 'parquet'), {}, 'HEAD')).headers.get('content-length')).toBeNull();
});

describe('stored files', () => {
  const file = (...texts: string[]) =>
    async function* bytes(): AsyncGenerator<Bytes> {
      for (const text of texts) yield Buffer.from(text);
    };

  test('are bounded in bytes: those that were not read for longest make room, once nobody reads them', async () => {
    const store = createFileStore(10);
    await store.store('a', file('aaaa'));
    await store.store('b', file('bb', 'bb'));
    const text = async (key: string) => {
      const found = store.find(key);
      return found && new Response(found.read(1, found.size - 1, () => {})).text();
    };
    expect(await text('a')).toBe('aaa');
    await store.store('c', file('cccc'));
    expect([await text('a'), await text('b'), await text('c')]).toEqual(['aaa', undefined, 'ccc']);
    let ends = 0;
    const reader = store.find('a')?.read(0, 3, () => {
      ends += 1;
    });
    expect(await store.store('d', file('ddddddd'))).toBeUndefined();
    expect([await text('a'), await text('c')]).toEqual([undefined, undefined]);
    expect(await new Response(reader).text()).toBe('aaaa');
    expect(ends).toBe(1);
    expect((await store.store('d', file('ddddddd')))?.size).toBe(7);
    expect(await store.store('e', file('eeeee', 'eeeeee'))).toBeUndefined();
    expect((await store.store('f', file('ffffffffff')))?.size).toBe(10);
  });

  test('are written once for all who want one at a time; a failure stores nothing', async () => {
    const store = createFileStore();
    let times = 0;
    const once = () => {
      times += 1;
      return file('text')();
    };
    const [one, other] = await Promise.all([store.store('key', once), store.store('key', once)]);
    expect([times, one]).toEqual([1, other]);
    await expect(
      store.store('failing', async function* () {
        yield Buffer.from('begun');
        throw new Error('It broke off.');
      }),
    ).rejects.toThrow('It broke off.');
    expect(store.find('failing')).toBeUndefined();
  });
});
