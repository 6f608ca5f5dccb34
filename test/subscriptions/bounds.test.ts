import { connect } from 'node:net';
import { GraphQLError } from 'graphql';
import { afterEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import WebSocket from 'ws';
import { createChanges } from '../../gateway/changes/index.ts';
import type { GatewayServerOptions } from '../../gateway/http/server.ts';
import type { Identity } from '../../gateway/identity/index.ts';
import { BOUNDS } from '../../gateway/limits/bounds.ts';
import { SUBSCRIPTION_BOUNDS } from '../../gateway/subscriptions/bounds.ts';
import { passTime } from '../clock.ts';
import { freed } from '../garbage.ts';
import { startGateway, type TestGateway, type TestGatewayOptions } from '../gateway.ts';
import { follow } from './events.ts';
import { connectTo, serveSockets } from './web-socket.ts';

const CODE = 'BLS:CES3000000001';
const query = `subscription { seriesUpdated(codes: ["${CODE}"]) { code } }`;
const updated = { data: { seriesUpdated: { code: CODE } } };
const changes = createChanges();
let count = 0;
function publish(): void {
  count += 1;
  const at = '2026-11-24T10:00:00.000Z';
  changes.publish({
    id: `bounds-${count}`,
    upstream: 'analytics',
    typeName: 'Series',
    event: 'UPDATED',
    key: CODE,
    at,
  });
}

let gateway: TestGateway;
async function start(
  server: Partial<GatewayServerOptions> = {},
  options: TestGatewayOptions = {},
): Promise<TestGateway> {
  gateway = await startGateway({ ...options, server: { changes, ...server } });
  return gateway;
}
afterEach(async () => {
  vi.restoreAllMocks();
  await gateway.close();
});
const over = () => expect.poll(() => gateway.subscriptions.count).toBe(0);

describe('a subscriber that is slower than its events', () => {
  test('gets what waited, and then the error that it is too slow', async () => {
    const following = await follow(await start(), query);
    for (let event = 0; event < 150; event += 1) publish();
    let last = await following.next();
    while (typeof last === 'object' && last.data) last = await following.next();
    expect(last).toEqual({
      errors: [
        {
          message:
            'More than 100 events wait for this subscriber: read faster, select fewer fields, or subscribe to fewer changes. Then subscribe again.',
          extensions: { code: 'SUBSCRIPTION_TOO_SLOW' },
        },
      ],
    });
    expect(await following.next()).toBe('complete');
    expect(gateway.subscriptions.count).toBe(0);
  });

  /** Forty kilobytes with each event. */
  const long = `subscription { seriesUpdated(codes: ["${CODE}"]) { ${Array.from({ length: 5 }, (_, index) => `s${index}: series { observations(limit: 1000) { time value status } }`).join(' ')} } }`;
  const generous = { ...BOUNDS, public: { ...BOUNDS.public, cost: 1e12, costPerDay: 1e15, aliases: 100 } };

  /** Some megabytes are on their way before a system holds no more. */
  const SLOW_MS = 120_000;
  const impatient = { ...SUBSCRIPTION_BOUNDS, graceMs: 1 };

  /** Publishes no faster than another reads that follows the same: that one is never too slow. */
  async function publishUntilOver(): Promise<void> {
    await expect.poll(() => gateway.subscriptions.count).toBe(1);
    const reader = await follow(gateway, long);
    for (let event = 0; event < 2_000 && gateway.subscriptions.count > 1; event += 1) {
      publish();
      expect(await reader.next()).toMatchObject({
        data: { seriesUpdated: { s0: { observations: expect.any(Array) } } },
      });
    }
    expect(gateway.subscriptions.count).toBe(1);
    await reader.close();
  }

  test(
    'does not make the gateway keep what it does not read: over server-sent events',
    async () => {
      await start({ bounds: generous, subscriptionBounds: impatient });
      const served = await serveSockets(gateway);
      const { port, hostname } = new URL(served.url);
      const client = connect(Number(port), hostname);
      onTestFinished(() => void client.destroy());
      const body = JSON.stringify({ query: long });
      client.write(
        `POST /graphql HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\naccept: text/event-stream\r\ncontent-length: ${body.length}\r\n\r\n${body}`,
      );
      client.pause();
      const closed = new Promise((resolve) => client.once('close', resolve));
      await publishUntilOver();
      client.resume();
      await closed;
      await served.close();
    },
    SLOW_MS,
  );

  test(
    'nor over a WebSocket',
    async () => {
      await start({ bounds: generous, subscriptionBounds: impatient });
      const served = await serveSockets(gateway);
      const socket = new WebSocket(`${served.url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws');
      socket.once('open', () => socket.send(JSON.stringify({ type: 'connection_init' })));
      socket.once('message', () => {
        socket.send(JSON.stringify({ id: '1', type: 'subscribe', payload: { query: long } }));
        socket.pause();
      });
      const closed = new Promise((resolve) => socket.once('close', resolve));
      await publishUntilOver();
      socket.resume();
      await closed;
      await served.close();
    },
    SLOW_MS,
  );
});

describe('a subscription ends', () => {
  const staff: Identity = { kind: 'staff', audience: 'internal', id: 'staff:x', scopes: new Set(['crm:read']) };
  const headers = { authorization: 'Bearer x' };

  test('within five seconds of when its credential is revoked, though nothing happens', async () => {
    let isRevoked = false;
    const authenticators = [
      () => {
        if (isRevoked)
          throw new GraphQLError('Revoked.', { extensions: { code: 'CREDENTIAL_REVOKED', http: { status: 401 } } });
        return staff;
      },
    ];
    const following = await follow(await start({ authenticators }), query, { headers });
    isRevoked = true;
    expect(await following.next()).toEqual({
      errors: [{ message: 'Revoked.', extensions: { code: 'CREDENTIAL_REVOKED' } }],
    });
    expect(SUBSCRIPTION_BOUNDS.checkMs).toBeLessThan(5_000);
    expect(await following.next()).toBe('complete');
  });

  test('when what it asks is not its caller’s any more', async () => {
    let identity = staff;
    await start({ authenticators: [() => identity] });
    const following = await follow(gateway, 'subscription { crmRecordChanged { id } }', { headers });
    identity = { ...staff, scopes: new Set() };
    passTime(4_000);
    changes.publish({
      id: 'crm',
      upstream: 'twenty',
      typeName: 'CrmCompany',
      event: 'DELETED',
      at: '2026-11-24T10:00:00.000Z',
    });
    expect(await following.next()).toMatchObject({ errors: [{ extensions: { code: 'SUBSCRIPTION_OUTDATED' } }] });
    expect(await following.next()).toBe('complete');
  });

  test('when what its caller may spend in a day is spent: each event costs what the operation does', async () => {
    // A subscription is begun, whose document is new, and one event answered.
    await start({ bounds: { ...BOUNDS, public: { ...BOUNDS.public, costPerDay: 720 } } });
    const following = await follow(gateway, query);
    publish();
    publish();
    expect(await following.next()).toEqual(updated);
    expect(await following.next()).toMatchObject({
      errors: [{ extensions: { code: 'RATE_LIMITED', allowance: 'cost' } }],
    });
    expect(await following.next()).toBe('complete');
  });

  test('when it is old, for its client to subscribe again', async () => {
    const following = await follow(
      await start({ subscriptionBounds: { ...SUBSCRIPTION_BOUNDS, checkMs: 10, lifetimeMs: 1 } }),
      query,
    );
    expect(await following.next()).toBe('again');
    expect(await following.next()).toBe('closed');
  });

  test('when its client leaves', async () => {
    const following = await follow(await start(), query);
    expect(gateway.subscriptions.count).toBe(1);
    await following.close();
    await over();
  });
});

test('what changes of the graph, subscriptions take over: they hold no generation of it', async () => {
  await start();
  const first = new WeakRef(gateway.generations.current);
  const following = await follow(gateway, query);
  publish();
  expect(await following.next()).toEqual(updated);
  await gateway.generations.reload();
  await freed(first);
  publish();
  expect(await following.next()).toEqual(updated);
  await following.close();
});

test('as the gateway ends, all are asked to subscribe again, elsewhere', async () => {
  await start();
  const served = await serveSockets(gateway);
  const following = await follow(gateway, query);
  const client = connectTo(served);
  const waiting = client
    .iterate({ query })
    .next()
    .catch(() => undefined);
  await expect.poll(() => gateway.subscriptions.count).toBe(2);
  gateway.subscriptions.drain(0);
  gateway.webSockets.drain(0);
  expect([await following.next(), await following.next()]).toEqual(['again', 'closed']);
  expect(await client.closed).toMatchObject({ code: 1012 });
  await waiting;
  const late = await follow(gateway, query);
  expect(await late.next()).toBe('again');
  await served.close();
});
