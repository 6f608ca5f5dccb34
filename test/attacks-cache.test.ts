import { afterAll, beforeAll, expect, test } from 'vitest';
import { HomeDocument } from '../client/index.ts';
import { CALLERS, startTarget, type Target } from './attacks.ts';

let target: Target;
beforeAll(async () => {
  target = await startTarget();
});
afterAll(async () => {
  console.log(`${target.tried()} attempts to poison a cache were made, each refused or harmless`);
  await target.gateway.close();
});

const HOME = `/graphql?${new URLSearchParams({ documentId: HomeDocument.__meta__?.hash })}`;
const get = (headers: Record<string, string> = {}, path = HOME) => target.attack(path, { headers });

test('cache poisoning by Authorization: a shared cache may keep the anonymous answer alone, and tells callers apart', async () => {
  const anyone = await get();
  expect(anyone.headers.get('cache-control')).toMatch(/^public/);
  const vary = anyone.headers.get('vary')?.split(', ') ?? [];
  expect(vary).toEqual(expect.arrayContaining(['authorization', 'cookie', 'accept', 'accept-encoding']));
  const etag = anyone.headers.get('etag') ?? '';
  for (const caller of [CALLERS.partner, CALLERS.staff, { authorization: 'Bearer stolen' }]) {
    const other = await get({ ...caller, 'if-none-match': etag });
    // Not 304: what is not for everybody is never answered out of what is.
    expect([other.status === 304, other.headers.get('cache-control'), other.headers.get('etag')]).toEqual([
      false,
      'private, no-store',
      null,
    ]);
  }
});

test('a cookie makes an answer nobody else’s', async () => {
  const { status, headers } = await get({ cookie: 'directus_session_token=x', 'x-chronos-csrf': '1' });
  expect([status, headers.get('cache-control'), headers.get('set-cookie')]).toEqual([401, 'private, no-store', null]);
});

test.for([
  ['x-forwarded-host', 'evil.example'],
  ['x-forwarded-proto', 'ftp'],
  ['x-host', 'evil.example'],
  ['forwarded', 'host=evil.example'],
  ['x-original-url', '/admin'],
  ['x-rewrite-url', '/admin'],
  ['x-http-method-override', 'POST'],
  ['x-method-override', 'DELETE'],
  ['range', 'bytes=0-1'],
  ['x-forwarded-for', '<script>alert(1)</script>'],
  ['user-agent', 'evil.example'],
  ['referer', 'http://evil.example/'],
  ['origin', 'http://evil.example'],
  ['te', 'trailers'],
] as const)('a header that is in no cache’s key changes nothing: %s', async ([name, value]) => {
  const [plain, other] = [await get(), await get({ [name]: value })];
  expect([other.status, other.text, other.headers.get('etag')]).toEqual([
    plain.status,
    plain.text,
    plain.headers.get('etag'),
  ]);
  expect([...other.headers].flat().join('\n')).not.toContain('evil.example');
});

test('an error is kept by no cache: not one that a stranger can provoke under a good URL', async () => {
  const provoked = [
    { accept: 'text/nonsense' },
    { 'x-chronos-cost': '1', authorization: 'Basic x' },
    { 'accept-encoding': 'x'.repeat(4_000) },
    { 'if-none-match': '"'.repeat(4_000) },
  ];
  for (const headers of provoked) {
    const answer = await get(headers);
    const isWhole = answer.status === 200 && !('errors' in JSON.parse(answer.text));
    expect(isWhole || answer.headers.get('cache-control') === 'private, no-store').toBe(true);
  }
});

test('a parameter that is not read is no way around: the answer is the same', async () => {
  const plain = await get();
  const other = await get({}, `${HOME}&utm_source=x&callback=alert&documentid=y`);
  expect(other.text).toBe(plain.text);
  expect(other.headers.get('content-type')).toMatch(/^application\/(graphql-response\+)?json/);
});
