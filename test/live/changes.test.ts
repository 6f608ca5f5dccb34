import { createHmac } from 'node:crypto';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { type Change, type Changes, createChanges } from '../../gateway/changes/index.ts';
import { redisChannel } from '../../gateway/changes/redis-channel.ts';
import { connectRedis, type Redis } from '../../gateway/redis.ts';
import { shareReloads } from '../../gateway/reload/shared-reloads.ts';
import { startGateway, type TestGateway } from '../gateway.ts';
import { type LiveRedis, startRedis } from './redis.ts';

const SECRET = 'the secret of the webhook';

interface Replica {
  readonly redis: Redis;
  readonly changes: Changes;
  readonly gateway: TestGateway;
  readonly heard: Change[];
}

let server: LiveRedis;
const replicas: Replica[] = [];

beforeAll(async () => {
  server = await startRedis();
  for (let count = 0; count < 2; count += 1) replicas.push(await startReplica());
  await together();
});
afterAll(async () => {
  for (const { gateway, changes, redis } of replicas) {
    await gateway.close();
    await changes.close();
    redis.close();
  }
  await server.stop();
});

async function startReplica(): Promise<Replica> {
  const redis = connectRedis({ url: server.url, warn: () => {}, timeoutMs: 2_000, pauseMs: 50 });
  const changes = createChanges({ channels: [redisChannel(redis)] });
  const heard: Change[] = [];
  changes.listen((change) => heard.push(change));
  const gateway = await startGateway({ server: { redis, changes, webhookSecrets: { twenty: SECRET } } });
  return { redis, changes, gateway, heard };
}

let probes = 0;

/** Until each hears of what the other publishes. */
async function together(): Promise<void> {
  const hears = () => {
    probes += 1;
    replicas.forEach(({ changes }, index) => void changes.publish(changeOf(`probe ${probes} of ${index}`)));
    return replicas.map(({ heard }, index) => heard.some(({ id }) => id.endsWith(`of ${1 - index}`)));
  };
  await vi.waitUntil(() => hears().every(Boolean), { timeout: 60_000, interval: 100 });
  for (const { heard } of replicas) heard.length = 0;
}

function changeOf(id: string): Change {
  return {
    id,
    upstream: 'analytics',
    typeName: 'Series',
    event: 'UPDATED',
    key: 'FRED:UNRATE',
    at: '2026-11-25T00:00:00Z',
  };
}

/** Those that are no probe, in order. */
const idsHeard = () => replicas.map(({ heard }) => heard.map(({ id }) => id).filter((id) => !id.startsWith('probe')));

async function deliver({ gateway }: Replica, body: string, headers: Record<string, string>): Promise<number> {
  const response = await gateway.fetch('http://gateway/webhooks/twenty', {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body,
  });
  return response.status;
}

function delivery(eventDate: string) {
  const record = { id: 'c4a31f59-4a26-4c0c-b0f5-1f3b2c9a4c01' };
  const body = JSON.stringify({ eventName: 'company.updated', eventDate, record });
  const timestamp = String(Date.now());
  const headers = {
    'x-twenty-webhook-timestamp': timestamp,
    'x-twenty-webhook-signature': createHmac('sha256', SECRET).update(`${timestamp}:${body}`).digest('hex'),
    'x-twenty-webhook-nonce': eventDate,
  };
  return { body, headers };
}

test('replicas share changes: each hears once of what a webhook reported to one of them', async () => {
  const [one, two] = replicas;
  if (!one || !two) throw new Error('There are two replicas.');
  const { body, headers } = delivery('2026-11-25T00:00:01.000Z');
  expect(await deliver(one, body, headers)).toBe(204);
  await expect.poll(() => two.heard.some(({ upstream }) => upstream === 'twenty')).toBe(true);
  two.changes.publish(changeOf('after'));
  await expect.poll(() => one.heard.some(({ id }) => id === 'after')).toBe(true);
  const [heard, other] = idsHeard();
  expect(heard).toEqual([expect.stringMatching(/^twenty:company\.updated:/), 'after']);
  expect(other).toEqual(heard);
});

test('replicas share nonces: what one has taken, the other refuses', async () => {
  const [one, two] = replicas;
  if (!one || !two) throw new Error('There are two replicas.');
  const { body, headers } = delivery('2026-11-25T00:00:02.000Z');
  expect(await deliver(one, body, headers)).toBe(204);
  expect(await deliver(two, body, headers)).toBe(409);
});

test('replicas share reloads: the others reload where one is asked to', async () => {
  const reloads = replicas.map(() => 0);
  const [reload] = replicas.map(({ changes }, index) =>
    shareReloads(
      changes,
      () => {
        reloads[index] = (reloads[index] ?? 0) + 1;
      },
      0,
    ),
  );
  reload?.();
  await expect.poll(() => reloads).toEqual([1, 1]);
});

test('Redis away: each hears of its own changes and refuses what it knows; back again: they share', async () => {
  const [one, two] = replicas;
  if (!one || !two) throw new Error('There are two replicas.');
  await server.stop();
  one.heard.length = 0;
  two.heard.length = 0;
  const { body, headers } = delivery('2026-11-25T00:00:03.000Z');
  expect([await deliver(one, body, headers), await deliver(one, body, headers)]).toEqual([204, 409]);
  expect(idsHeard().map(({ length }) => length)).toEqual([1, 0]);

  await server.start();
  await together();
  two.changes.publish(changeOf('shared again'));
  await expect.poll(() => one.heard.some(({ id }) => id === 'shared again')).toBe(true);
});
