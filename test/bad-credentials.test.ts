import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import WebSocket from 'ws';
import { directusUser } from '../gateway/identity/directus.ts';
import { me, refusal, startPeople } from '../gateway/identity/testing.ts';
import { BAD_CREDENTIALS_PER_MINUTE } from '../gateway/limits/bounds.ts';
import { startGateway, type TestGateway } from './gateway.ts';
import { serveSockets } from './subscriptions/web-socket.ts';

const ADMIN = '779fb0d9-5afc-4868-8a92-b2dbd1981c7d';
const GOOD = 'token-of-an-administrator';

let directus: Awaited<ReturnType<typeof startPeople>>;
let gateway: TestGateway;
beforeAll(async () => {
  directus = await startPeople(
    new Map<string, ReturnType<typeof me> | ReturnType<typeof refusal>>([
      [GOOD, me('ada', ADMIN)],
      ['token-that-breaks-directus', refusal(500, 'INTERNAL_SERVER_ERROR')],
    ]),
  );
  const roles = new Map([[ADMIN, new Set(['gateway:reload'] as const)]]);
  gateway = await startGateway({
    server: {
      authenticators: [directusUser({ url: directus.url, roles })],
      clientAddressHeader: 'x-forwarded-for',
      signInAt: directus.url,
    },
  });
});
afterAll(async () => {
  await gateway.close();
  await directus.close();
});

let addresses = 0;
const newAddress = () => `198.51.100.${++addresses}`;
let tokens = 0;
const newToken = () => `Bearer nobodys-${++tokens}`;

/** Sends a request from an address: an operation, unless it is another path. */
async function send(address: string, authorization: string, path = '/graphql', method = 'POST') {
  const response = await gateway.fetch(`http://gateway${path}`, {
    method,
    headers: { 'content-type': 'application/json', 'x-forwarded-for': address, authorization },
    ...(path === '/graphql' && { body: '{"query":"{ __typename }"}' }),
  });
  return { status: response.status, headers: response.headers, body: await response.text() };
}

/** @returns an address that has presented all the bad credentials that it may */
async function exhausted(present: () => string = newToken): Promise<string> {
  const address = newAddress();
  for (let turn = 0; turn < BAD_CREDENTIALS_PER_MINUTE; turn += 1) {
    expect((await send(address, present())).status).toBe(401);
  }
  return address;
}

test('an address that has presented too many bad tokens is refused before Directus is asked', async () => {
  const before = directus.asked();
  const address = await exhausted();
  expect(directus.asked() - before).toBe(BAD_CREDENTIALS_PER_MINUTE);
  const { status, headers, body } = await send(address, newToken());
  const seconds = Number(headers.get('retry-after'));
  expect([status, JSON.parse(body)]).toEqual([
    429,
    {
      errors: [
        {
          message: `At most 60 bad credentials a minute from one network; 0 are left. Try again in ${seconds} seconds.`,
          extensions: { code: 'RATE_LIMITED', allowance: 'credentials' },
        },
      ],
    },
  ]);
  expect(seconds).toBeGreaterThan(0);
  expect(seconds).toBeLessThanOrEqual(60);
  expect(directus.asked() - before).toBe(BAD_CREDENTIALS_PER_MINUTE);
  // Others are not refused with it.
  expect((await send(newAddress(), newToken())).status).toBe(401);
});

test('a bad token is remembered for a few seconds: Directus is asked once, however often it comes', async () => {
  const before = directus.asked();
  const token = newToken();
  const answers = await Promise.all(Array.from({ length: 100 }, () => send(newAddress(), token)));
  expect(answers.map(({ status }) => status)).toEqual(Array(100).fill(401));
  expect(directus.asked() - before).toBe(1);
});

test('malformed credentials count as well', async () => {
  const address = await exhausted(() => 'Basic YTpi');
  expect((await send(address, 'Basic YTpi')).status).toBe(429);
});

test('a credential that was good is checked as ever, whatever others at its address present', async () => {
  expect((await send(newAddress(), `Bearer ${GOOD}`)).status).toBe(200);
  const address = await exhausted();
  expect((await send(address, `Bearer ${GOOD}`)).status).toBe(200);
});

test('neither good credentials nor those that cannot be checked are counted', async () => {
  const address = newAddress();
  for (let turn = 0; turn <= BAD_CREDENTIALS_PER_MINUTE; turn += 1) {
    expect((await send(address, 'Bearer token-that-breaks-directus')).status).toBe(503);
  }
  expect((await send(address, newToken())).status).toBe(401);
});

test('all doors count together, and each refuses: tiles, reloads, readiness, a WebSocket, the pages’ sign-in', async () => {
  const address = newAddress();
  const doors = [
    ['/tiles/COUNTY/4/3/5.mvt', 'GET'],
    ['/admin/reload', 'POST'],
    ['/readyz', 'GET'],
    ['/graphql', 'POST'],
  ] as const;
  for (let turn = 0; turn < BAD_CREDENTIALS_PER_MINUTE; turn += 1) {
    const [path, method] = doors[turn % doors.length] ?? ['/graphql', 'POST'];
    expect([path, (await send(address, newToken(), path, method)).status]).toEqual([path, 401]);
  }
  const before = directus.asked();
  for (const [path, method] of doors) {
    const { status, headers } = await send(address, newToken(), path, method);
    expect([path, status, headers.get('retry-after')]).toEqual([path, 429, expect.any(String)]);
  }
  const served = await serveSockets(gateway);
  onTestFinished(served.close);
  const socket = new WebSocket(`${served.url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws', {
    headers: { 'x-forwarded-for': address, authorization: newToken() },
  });
  socket.once('open', () => socket.send('{"type":"connection_init"}'));
  expect(
    await new Promise((resolve) => socket.once('close', (code, reason) => resolve([code, String(reason)]))),
  ).toEqual([1013, 'RATE_LIMITED']);
  const body = '{"email":"ada@example.com","password":"guess"}';
  const signIn = await gateway.fetch('http://gateway/sign-in', {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'content-length': String(body.length), 'x-forwarded-for': address },
    body,
  });
  expect(signIn.status).toBe(429);
  expect(directus.asked()).toBe(before);
});

test('a reload counts as a request of who asks', async () => {
  const left = async () => {
    const { headers } = await send(newAddress(), `Bearer ${GOOD}`);
    return Number(/"requests";r=(\d+)/.exec(headers.get('ratelimit') ?? '')?.[1]);
  };
  const before = await left();
  expect((await send(newAddress(), `Bearer ${GOOD}`, '/admin/reload')).status).toBe(200);
  expect(before - (await left())).toBe(2);
});

test('a probe without a credential is answered, however often it comes', async () => {
  const probes = await Promise.all(
    Array.from({ length: 1_300 }, () =>
      gateway.fetch('http://gateway/readyz', { headers: { 'x-forwarded-for': '198.51.100.250' } }),
    ),
  );
  expect(new Set(probes.map(({ status }) => status))).toEqual(new Set([200]));
});
