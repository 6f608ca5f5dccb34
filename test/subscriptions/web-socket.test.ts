import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import WebSocket from 'ws';
import { createClient } from '../../client/index.ts';
import { createChanges } from '../../gateway/changes/index.ts';
import { BODY_BYTES, BOUNDS } from '../../gateway/limits/bounds.ts';
import { STAFF_TOKEN, startGateway, type TestGateway } from '../gateway.ts';
import { connectTo, serveSockets } from './web-socket.ts';

const changes = createChanges();
const SITE = 'https://app.example';
let isFull = false;
let gateway: TestGateway;
let served: Awaited<ReturnType<typeof serveSockets>>;
beforeAll(async () => {
  const bounds = { ...BOUNDS, public: { ...BOUNDS.public, subscriptions: 2, requestsPerMinute: 1e9 } };
  const admit = () => (isFull ? undefined : () => undefined);
  gateway = await startGateway({ server: { changes, bounds, admit, corsOrigins: [SITE] } });
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
const told = { data: { seriesUpdated: { code: CODE, series: { title: 'All Employees: Manufacturing' } } } };
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
const begun = (subscriptions = 1) => expect.poll(() => gateway.subscriptions.count).toBe(subscriptions);

test('the client follows what changes, until it leaves', async () => {
  const client = createClient({ url: `${served.url}/graphql` });
  const subscription = client.subscribe(query);
  const first = subscription.next();
  await begun();
  publish();
  expect(await first).toEqual({ done: false, value: { ...told, errors: [] } });
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
      { done: false, value: told },
      { done: false, value: told },
    ]);
    await one.return?.();
    await begun(1);
    const next = other.next();
    publish();
    expect((await next).value).toEqual(told);
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

  test('a credential that is not good is told, and closes the connection', async () => {
    const client = connectTo(served, { connectionParams: { authorization: 'Bearer nonsense' } });
    await expect(client.iterate({ query }).next()).rejects.toMatchObject({ code: 4403, reason: 'CREDENTIAL_UNKNOWN' });
  });

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
    expect(await Promise.all(waiting)).toMatchObject([{ value: told }, { value: told }]);
    await client.dispose();
  });

  test('what is too much to do is turned away, as over HTTP', async () => {
    const client = connectTo(served);
    isFull = true;
    await expect(client.iterate({ query }).next()).rejects.toMatchObject([{ extensions: { code: 'OVERLOADED' } }]);
    isFull = false;
    await client.dispose();
  });

  test('what is no message ends its connection alone', async () => {
    const socket = new WebSocket(`${served.url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws');
    const closed = new Promise((resolve) => socket.once('close', resolve));
    socket.once('open', () => socket.send('x'.repeat(BODY_BYTES + 1)));
    expect(await closed).toBe(1009);
    const client = connectTo(served);
    expect(await client.iterate({ query: '{ __typename }' }).next()).toMatchObject({
      value: { data: { __typename: 'Query' } },
    });
    await client.dispose();
  });

  test.for([
    ['no page', undefined, 101],
    ['the gateway’s own pages', 'own', 101],
    ['those of a listed site', SITE, 101],
    ['those of others', 'https://evil.example', 403],
  ] as const)('%s: HTTP %s', async ([, origin, status]) => {
    const socket = new WebSocket(`${served.url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws', {
      ...(origin && { headers: { origin: origin === 'own' ? served.url : origin } }),
    });
    const answered = await new Promise((resolve) => {
      socket.once('upgrade', ({ statusCode }) => resolve(statusCode));
      socket.once('unexpected-response', (_request, { statusCode }) => resolve(statusCode));
      socket.once('error', () => undefined);
    });
    socket.terminate();
    expect(answered).toBe(status);
  });
});
