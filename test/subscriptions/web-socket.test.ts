import { once } from 'node:events';
import { getIntrospectionQuery } from 'graphql';
import { afterAll, beforeAll, beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import WebSocket from 'ws';
import { createClient } from '../../client/index.ts';
import { createChanges } from '../../gateway/changes/index.ts';
import type { Authenticator } from '../../gateway/identity/index.ts';
import { staffToken } from '../../gateway/identity/staff-token.ts';
import { BODY_BYTES, BODY_OBJECTS, BOUNDS, SOCKET_MESSAGES, UNFINISHED_BYTES } from '../../gateway/limits/bounds.ts';
import { STAFF_TOKEN, startGateway, type TestGateway } from '../gateway.ts';
import { connectTo, serveSockets } from './web-socket.ts';

const changes = createChanges();
const SITE = 'https://app.example';
const PUBLIC_URL = 'https://graph.example';
const SESSION = 'a-session-of-staff';
let isFull = false;
let gateway: TestGateway;
let served: Awaited<ReturnType<typeof serveSockets>>;
beforeAll(async () => {
  const bounds = { ...BOUNDS, public: { ...BOUNDS.public, subscriptions: 2, requestsPerMinute: 1e9 } };
  const admit = () => (isFull ? undefined : () => undefined);
  const bySession: Authenticator = ({ from, token }) =>
    from === 'cookie' && token === SESSION
      ? staffToken(STAFF_TOKEN)({ from: 'header', token: STAFF_TOKEN })
      : undefined;
  const authenticators = [staffToken(STAFF_TOKEN), bySession];
  gateway = await startGateway({
    server: { changes, bounds, admit, corsOrigins: [SITE], publicUrl: PUBLIC_URL, authenticators },
  });
  served = await serveSockets(gateway);
});
afterAll(async () => {
  await served.close();
  await gateway.close();
});
beforeEach(async () => {
  await expect.poll(() => gateway.subscriptions.count).toBe(0);
});

const CODE = 'BLS:CES3000000001';
const query = `subscription { seriesUpdated(codes: ["${CODE}"]) { code series { title } } }`;
const updated = { data: { seriesUpdated: { code: CODE, series: { title: 'All Employees: Manufacturing' } } } };
let count = 0;
function publish(): void {
  count += 1;
  const at = '2026-11-24T10:00:00.000Z';
  changes.publish({
    id: `socket-${count}`,
    upstream: 'analytics',
    typeName: 'Series',
    event: 'UPDATED',
    key: CODE,
    at,
  });
}
const LONG = JSON.stringify({ type: 'pong', payload: { text: 'x'.repeat(40_000) } });
/** Answers that fill the buffers of the system, and more. */
const MANY = 200;
const begun = (subscriptions = 1) => expect.poll(() => gateway.subscriptions.count).toBe(subscriptions);

test('a client that reads nothing is not read from, and gets all of its answers once it reads', async () => {
  const accepted = once(served.server, 'connection');
  const client = new WebSocket(`${served.url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws');
  const [socket] = await accepted;
  await once(client, 'open');
  client.send('{"type":"connection_init"}');
  await once(client, 'message');
  client.pause();
  let answers = 0;
  client.on('message', (data) => {
    if (JSON.parse(String(data)).type === 'next') answers += 1;
  });
  const payload = { query: getIntrospectionQuery() };
  const begin = (id: string) => client.send(JSON.stringify({ type: 'subscribe', id, payload }));
  const sentBytes = () => socket.bytesWritten + socket.writableLength;
  let sent = 0;
  for (; sent < MANY && !socket.isPaused(); sent += 1) {
    const before = sentBytes();
    begin(String(sent));
    await expect.poll(() => sentBytes()).toBeGreaterThan(before);
  }
  expect(sent).toBeLessThan(MANY);
  expect(socket.writableLength).toBeLessThan(2_000_000);
  begin('last');
  client.resume();
  await expect.poll(() => answers).toBe(sent + 1);
  client.terminate();
});

test('the client follows what changes, until it leaves', async () => {
  const client = createClient({ url: `${served.url}/graphql` });
  const subscription = client.subscribe(query);
  const first = subscription.next();
  await begun();
  publish();
  expect(await first).toEqual({ done: false, value: { ...updated, errors: [] } });
  await subscription.return();
  await begun(0);
});

describe('by a WebSocket', () => {
  test('many subscriptions share a connection, and each ends by itself', async () => {
    const client = connectTo(served);
    const [one, other] = [client.iterate({ query }), client.iterate({ query })];
    const first = [one.next(), other.next()];
    await begun(2);
    publish();
    expect(await Promise.all(first)).toEqual([
      { done: false, value: updated },
      { done: false, value: updated },
    ]);
    await one.return?.();
    await begun(1);
    const next = other.next();
    publish();
    expect((await next).value).toEqual(updated);
    await client.dispose();
    await begun(0);
  });

  test('who asks is who said so in connection_init, or in the headers', async () => {
    const authorization = `Bearer ${STAFF_TOKEN}`;
    const query = '{ crmCompanies(first: 1) { totalCount } }';
    const answer = { value: { data: { crmCompanies: { totalCount: expect.any(Number) } } } };
    const byInit = connectTo(served, { connectionParams: { authorization } });
    expect(await byInit.iterate({ query }).next()).toMatchObject(answer);
    const byHeader = connectTo(served, { headers: { authorization } });
    expect(await byHeader.iterate({ query }).next()).toMatchObject(answer);
    await Promise.all([byInit.dispose(), byHeader.dispose()]);
  });

  test('a credential that is not valid is reported, and closes the connection', async () => {
    const client = connectTo(served, { connectionParams: { authorization: 'Bearer nonsense' } });
    await expect(client.iterate({ query }).next()).rejects.toMatchObject({ code: 4403, reason: 'CREDENTIAL_UNKNOWN' });
  });

  test.each([[5], [''], ['Bearer \nx'], ['Bearer ü']])(
    'a credential that is no header is refused, and not anonymous: %j',
    async (authorization) => {
      const client = connectTo(served, { connectionParams: { authorization } });
      const refusal = { code: 4403, reason: 'CREDENTIAL_MALFORMED' };
      await expect(client.iterate({ query: '{ __typename }' }).next()).rejects.toMatchObject(refusal);
    },
  );

  test('what is refused over HTTP is refused here, with the same errors', async () => {
    const client = connectTo(served);
    await expect(client.iterate({ query: 'subscription { crmRecordChanged { id } }' }).next()).rejects.toMatchObject([
      { message: expect.stringContaining('Cannot query field "crmRecordChanged"') },
    ]);
    const own = [client.iterate({ query }), client.iterate({ query })];
    const waiting = own.map((each) => each.next());
    await begun(2);
    await expect(client.iterate({ query }).next()).rejects.toMatchObject([
      {
        message: 'At most 2 subscriptions at a time: end another first.',
        extensions: { code: 'SUBSCRIPTIONS_EXCEEDED', limit: 2 },
      },
    ]);
    publish();
    expect(await Promise.all(waiting)).toMatchObject([{ value: updated }, { value: updated }]);
    await client.dispose();
  });

  test('what is too much to do is turned away, as over HTTP', async () => {
    const client = connectTo(served);
    isFull = true;
    await expect(client.iterate({ query }).next()).rejects.toMatchObject([{ extensions: { code: 'OVERLOADED' } }]);
    isFull = false;
    await client.dispose();
  });

  test.each([
    ['what is no message', 'x'.repeat(BODY_BYTES + 1), 1009],
    ['a message of too many objects', `{"type":"ping","payload":{"many":[${'{},'.repeat(BODY_OBJECTS)}{}]}}`, 4400],
  ])('%s ends its connection alone', async (_name, message, code) => {
    const socket = new WebSocket(`${served.url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws');
    const closed = new Promise((resolve) => socket.once('close', resolve));
    socket.once('open', () => socket.send(message));
    expect(await closed).toBe(code);
    const client = connectTo(served);
    expect(await client.iterate({ query: '{ __typename }' }).next()).toMatchObject({
      value: { data: { __typename: 'Query' } },
    });
    await client.dispose();
  });

  test('too many or too long messages of an address close its connections alone', async () => {
    const floods: ((socket: WebSocket) => void)[] = [
      (socket) => socket.send('{"type":"pong"}'),
      (socket) => socket.pong(),
      (socket) => socket.send(LONG),
    ];
    const closed = floods.map(async (send, nth) => {
      const options = { localAddress: `127.0.9.${nth + 1}` };
      const socket = new WebSocket(`${served.url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws', options);
      await once(socket, 'open');
      const other = connectTo(served);
      for (let sent = 0; sent < SOCKET_MESSAGES.capacity * 1.5; sent += 1) send(socket);
      const [code] = await once(socket, 'close');
      const { value } = await other.iterate({ query: '{ __typename }' }).next();
      await other.dispose();
      return [code, value];
    });
    expect(await Promise.all(closed)).toEqual(floods.map(() => [1008, { data: { __typename: 'Query' } }]));
  });

  test('messages that do not end close their own connections', async () => {
    const begin = Buffer.alloc(BODY_BYTES - 1_000);
    const codes: number[] = [];
    const sockets = Array.from({ length: 300 }, (_, nth) => {
      const options = { localAddress: `127.0.10.${1 + (nth % 2)}` };
      const socket = new WebSocket(`${served.url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws', options);
      socket.on('error', () => undefined).once('close', (code) => codes.push(code));
      return socket.once('open', () => {
        socket.send('{"type":"connection_init"}');
        socket.send(begin, { fin: false });
      });
    });
    onTestFinished(() => {
      for (const socket of sockets) socket.terminate();
    });
    await Promise.all(sockets.map((socket) => once(socket, 'open')));
    const other = connectTo(served);
    await expect.poll(() => (sockets.length - codes.length) * begin.length).toBeLessThan(UNFINISHED_BYTES);
    expect(codes.length).toBeLessThan(100);
    // Not as idle connections (1000).
    expect(new Set(codes)).toEqual(new Set([1006]));
    expect(await other.iterate({ query: '{ __typename }' }).next()).toMatchObject({
      value: { data: { __typename: 'Query' } },
    });
    await other.dispose();
  });

  const own = (url: string) => url;
  test.for([
    ['no page', () => undefined, 101],
    ['the gateway’s own pages', own, 101],
    ['those at its public URL', () => PUBLIC_URL, 101],
    ['those of a listed site', () => SITE, 101],
    ['those of its own host by another scheme', (url: string) => url.replace('http:', 'https:'), 403],
    ['those of a listed site by another scheme', () => SITE.replace('https:', 'http:'), 403],
    ['those of others', () => 'https://evil.example', 403],
    ['those that hide whose they are', () => 'null', 403],
  ] as const)('%s: HTTP %s', async ([, originOf, status]) => {
    expect(await opened({ origin: originOf(served.url) })).toBe(status);
  });

  test('where a proxy ends TLS, its own pages are those by https', async () => {
    const origin = (scheme: string) => served.url.replace('http:', scheme);
    const proxied = { 'x-forwarded-proto': 'https' };
    expect(await opened({ ...proxied, origin: origin('https:') })).toBe(101);
    expect(await opened({ ...proxied, origin: origin('http:') })).toBe(403);
  });

  test('a session cookie is who asks for the gateway’s own pages, and never for those of a listed site', async () => {
    const cookie = `directus_session_token=${SESSION}`;
    const asked = '{ __type(name: "CrmCompany") { name } }';
    const seen = async (origin: string) => {
      const client = connectTo(served, { headers: { cookie, origin } });
      const { value } = await client.iterate({ query: asked }).next();
      await client.dispose();
      return value;
    };
    expect(await seen(served.url)).toEqual({ data: { __type: { name: 'CrmCompany' } } });
    expect(await seen(SITE)).toEqual({ data: { __type: null } });
    const authorization = `Bearer ${STAFF_TOKEN}`;
    const byInit = connectTo(served, { headers: { cookie, origin: SITE }, connectionParams: { authorization } });
    expect(await byInit.iterate({ query: asked }).next()).toMatchObject({
      value: { data: { __type: { name: 'CrmCompany' } } },
    });
    await byInit.dispose();
  });

  /** @returns the status by which a WebSocket is opened, or is not */
  async function opened({ origin, ...headers }: Record<string, string | undefined>): Promise<number | undefined> {
    const socket = new WebSocket(`${served.url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws', {
      headers: { ...headers, ...(origin !== undefined && { origin }) },
    });
    const status = await new Promise<number | undefined>((resolve) => {
      socket.once('upgrade', ({ statusCode }) => resolve(statusCode));
      socket.once('unexpected-response', (_request, { statusCode }) => resolve(statusCode));
      socket.once('error', () => undefined);
    });
    socket.terminate();
    return status;
  }
});
