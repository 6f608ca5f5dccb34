import { createHmac, randomUUID } from 'node:crypto';
import { Agent } from 'node:http';
import { createClient } from 'graphql-ws';
import { afterAll, beforeAll, describe, expect, inject, test, vi } from 'vitest';
import { WebSocket } from 'ws';
import { startDirectus } from '../../sandbox/directus/index.ts';
import { startTwenty } from '../../sandbox/twenty/index.ts';
import { freePort } from '../ports.ts';
import { type Run, run } from '../process.ts';
import '../provided.ts';
import { type LiveBalancer, startBalancer } from './balancer.ts';
import { ask, startLoad } from './load.ts';
import { type LiveRedis, startRedis } from './redis.ts';

/** Two gateways as processes, of the same upstreams and with a Redis, behind the balancer that docker-compose.yml has. */
let directus: Awaited<ReturnType<typeof startDirectus>>;
let twenty: Awaited<ReturnType<typeof startTwenty>>;
let redis: LiveRedis;
let balancer: LiveBalancer;
let ports: readonly [number, number];
const gateways: Run[] = [];
const started: Run[] = [];

const REQUESTS_PER_MINUTE = 400;
const QUERY = '{ series(code: "BLS:CES0000000001") { title latest { value } articles(first: 1) { title } } }';
const ANSWER = {
  data: {
    series: {
      title: 'All Employees: Total Nonfarm',
      latest: { value: 143093 },
      articles: [{ title: expect.any(String) }],
    },
  },
};

const DIRECTUS_TOKEN = 'the-token-of-the-service';
const TWENTY_API_KEY = 'the-key-of-the-workspace';
const DIRECTUS_WEBHOOK_SECRET = 'the-secret-of-the-flow';
const TWENTY_WEBHOOK_SECRET = 'the-secret-of-the-webhook';

async function startGateway(index: 0 | 1, settings: Record<string, string> = {}): Promise<void> {
  const gateway = run({
    DATABASE_URL: inject('databaseUrl'),
    DIRECTUS_URL: directus.url,
    DIRECTUS_TOKEN,
    DIRECTUS_WEBHOOK_SECRET,
    TWENTY_URL: twenty.url,
    TWENTY_API_KEY,
    TWENTY_WEBHOOK_SECRET,
    REDIS_URL: redis.url,
    PORT: String(ports[index]),
    CLIENT_ADDRESS_HEADER: 'x-forwarded-for',
    RATES: `public=${REQUESTS_PER_MINUTE}/1000000000`,
    LEAVE_SECONDS: '2',
    // However busy the machine is: this is not about overload.
    MAX_EVENT_LOOP_DELAY_MS: '10000',
    ...settings,
  });
  gateways[index] = gateway;
  started.push(gateway);
  await gateway.printed(/Try:\n/);
}

beforeAll(async () => {
  [redis, directus, twenty] = await Promise.all([
    startRedis(),
    startDirectus({ token: DIRECTUS_TOKEN }),
    startTwenty({ apiKey: TWENTY_API_KEY }),
  ]);
  ports = [await freePort(), await freePort()];
  await startGateway(0);
  await startGateway(1);
  balancer = await startBalancer(ports);
}, 300_000);
afterAll(async () => {
  await balancer?.stop();
  for (const { child } of started) child.kill('SIGKILL');
  await Promise.all([redis?.stop(), directus?.close(), twenty?.close()]);
});

/** Starts what has ended, one after the other: each was composed at a moment of its own, by which it is known. Waits until both are sent requests. */
async function bothServe(): Promise<void> {
  for (const index of [0, 1] as const) if (hasEnded(gateways[index])) await startGateway(index);
  const seen = new Set<string>();
  const lookOnce = async () => {
    const response = await fetch(`${balancer.url}/readyz`);
    const { composedAt } = await response.json();
    if (response.ok) seen.add(composedAt);
    return seen.size;
  };
  await expect.poll(lookOnce).toBe(2);
}

const hasEnded = (gateway: Run | undefined) => gateway?.child.exitCode !== null || gateway.child.signalCode !== null;

const CLIENTS = 6;
let answer = '';

const loadOf = (method: 'GET' | 'POST', network: string) =>
  startLoad({
    origin: balancer.url,
    query: QUERY,
    answer,
    method,
    network,
    clients: CLIENTS,
    perAddress: REQUESTS_PER_MINUTE,
  });

test('both are asked in turn, and a rate is counted once, by the address that the balancer saw', async () => {
  await bothServe();
  const first = await ask(balancer.url, '127.0.0.2', { query: QUERY });
  answer = first.body;
  expect(JSON.parse(answer)).toEqual(ANSWER);
  const query = '{ __typename }';
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  let answered = 1;
  while ((await ask(balancer.url, '127.0.0.2', { query, agent })).status === 200) answered += 1;
  expect(answered).toBeGreaterThanOrEqual(REQUESTS_PER_MINUTE);
  // Each by itself would answer twice as many: they do for five seconds when Redis is slow, as on a machine that is busy.
  expect(answered).toBeLessThan(1.5 * REQUESTS_PER_MINUTE);
  expect(await ask(balancer.url, '127.0.0.3', { query })).toMatchObject({ status: 200 });
});

test('a gateway that is stopped loses no request', { timeout: 120_000 }, async () => {
  await bothServe();
  const posts = loadOf('POST', '127.1');
  const gets = loadOf('GET', '127.2');
  await posts.more(10 * CLIENTS);
  gateways[0]?.child.kill('SIGTERM');
  expect(await gateways[0]?.exited).toBe(0);
  await posts.more(10 * CLIENTS);
  expect([...(await posts.stop()), ...(await gets.stop())]).toEqual([]);
});

test('a gateway that is killed loses no read, and of other requests only those that it was at', {
  timeout: 120_000,
}, async () => {
  await bothServe();
  const posts = loadOf('POST', '127.3');
  const gets = loadOf('GET', '127.4');
  await posts.more(10 * CLIENTS);
  gateways[1]?.child.kill('SIGKILL');
  await gateways[1]?.exited;
  await posts.more(10 * CLIENTS);
  expect(await gets.stop()).toEqual([]);
  const lost = await posts.stop();
  // One for each client, and one more for each connection whose end the balancer has not seen yet.
  expect(lost.length).toBeLessThanOrEqual(2 * CLIENTS);
  const codes = lost.map(({ status, body }) => [status, JSON.parse(body).errors[0].extensions.code]);
  expect(codes).toEqual(lost.map(() => [502, 'GATEWAY_LOST']));
});

test('without a gateway, the balancer says when to ask again', { timeout: 120_000 }, async () => {
  for (const { child, exited } of gateways) {
    child.kill('SIGKILL');
    await exited;
  }
  const none = await vi.waitUntil(
    async () => {
      const response = await fetch(`${balancer.url}/graphql`, { method: 'POST', body: '{}' });
      return response.status === 503 && response;
    },
    { timeout: 60_000 },
  );
  expect(none.headers.get('retry-after')).toBe('1');
  expect(await none.json()).toEqual({
    errors: [
      { message: 'No gateway is ready: try again in 1 s.', extensions: { code: 'STARTING', retryAfterSeconds: 1 } },
    ],
  });
});

describe('of what upstreams tell', () => {
  /** What a gateway answers itself, past the balancer. */
  const at = async (index: 0 | 1, path: string, body: string, headers: Record<string, string> = {}) => {
    const url = `http://127.0.0.1:${ports[index]}${path}`;
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body,
    });
    return { status: response.status, body: await response.text() };
  };

  /** As Twenty tells of a change of a company, signed. */
  function delivery(record: string) {
    const body = JSON.stringify({
      eventName: 'company.updated',
      objectMetadata: { id: randomUUID(), nameSingular: 'company' },
      workspaceId: randomUUID(),
      webhookId: randomUUID(),
      eventDate: new Date().toISOString(),
      record: { id: record },
    });
    const timestamp = String(Date.now());
    const signature = createHmac('sha256', TWENTY_WEBHOOK_SECRET).update(`${timestamp}:${body}`).digest('hex');
    const headers = {
      'x-twenty-webhook-timestamp': timestamp,
      'x-twenty-webhook-signature': signature,
      'x-twenty-webhook-nonce': randomUUID(),
    };
    return { body, headers };
  }

  test('a delivery that one has taken is refused by the other', { timeout: 120_000 }, async () => {
    await bothServe();
    const { body, headers } = delivery(randomUUID());
    expect(await at(0, '/webhooks/twenty', body, headers)).toEqual({ status: 204, body: '' });
    expect(await at(1, '/webhooks/twenty', body, headers)).toMatchObject({
      status: 409,
      body: expect.stringContaining('WEBHOOK_REPLAYED'),
    });
  });

  test('subscriptions pass through the balancer, by server-sent events and by WebSocket', {
    timeout: 120_000,
  }, async () => {
    await bothServe();
    const query = 'subscription { cmsTagMutated(event: UPDATED) { event key } }';
    // The balancer asks them in turn: one is at each gateway.
    const streams = [await readEvents(query), await readEvents(query)];
    const client = createClient({ url: `${balancer.url.replace('http', 'ws')}/graphql`, webSocketImpl: WebSocket });
    const socket: unknown[] = [];
    const note = (said: unknown) => void socket.push(said);
    client.subscribe({ query }, { next: note, error: note, complete: () => {} });
    // Again, until the socket listens too.
    const renamedAgain = async () => {
      await rename('1', randomUUID());
      return socket.length;
    };
    await expect.poll(renamedAgain, { interval: 200 }).toBeGreaterThan(0);
    const heard = { data: { cmsTagMutated: { event: 'UPDATED', key: '1' } } };
    expect(socket[0]).toEqual(heard);
    for (const stream of streams) expect(await stream.next()).toEqual(heard);
    await Promise.all(streams.map((stream) => stream.close()));
    await client.dispose();
  });

  test('after a change that one receives, neither answers from memory any more', { timeout: 120_000 }, async () => {
    for (const { child, exited } of gateways) {
      child.kill('SIGKILL');
      await exited;
    }
    await Promise.all([startGateway(0, { CACHE: 'on' }), startGateway(1, { CACHE: 'on' })]);
    const body = JSON.stringify({ query: '{ cmsTags(limit: 1) { id name } }' });
    const names = async () => {
      const answers = await Promise.all([at(0, '/graphql', body), at(1, '/graphql', body)]);
      return answers.map((answered) => JSON.parse(answered.body).data.cmsTags[0]);
    };
    const [tag] = await names();
    await rename(tag.id, 'Renamed');
    expect(await names()).toEqual([tag, tag]);
    const told = JSON.stringify({ event: 'items.update', collection: 'cms_tags', keys: [tag.id] });
    const headers = { authorization: `Bearer ${DIRECTUS_WEBHOOK_SECRET}` };
    expect((await at(0, '/webhooks/directus', told, headers)).status).toBe(204);
    const renamed = { ...tag, name: 'Renamed' };
    // By the other as soon as Redis has told it.
    await expect.poll(names).toEqual([renamed, renamed]);
  });
});

/** Changes a tag in Directus, past the gateways. */
async function rename(id: string, name: string): Promise<void> {
  const query = 'mutation ($id: ID!, $name: String!) { update_cms_tags_item(id: $id, data: { name: $name }) { id } }';
  const response = await fetch(`${directus.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${DIRECTUS_TOKEN}` },
    body: JSON.stringify({ query, variables: { id, name } }),
  });
  expect(await response.json()).toEqual({ data: { update_cms_tags_item: { id } } });
}

/** Subscribes by server-sent events, through the balancer. */
async function readEvents(query: string) {
  const response = await fetch(`${balancer.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'text/event-stream' },
    body: JSON.stringify({ query }),
  });
  expect(response.headers.get('content-type')).toContain('text/event-stream');
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  let said = '';
  return {
    /** The first event. */
    async next(): Promise<unknown> {
      for (;;) {
        const [, data] = /event: next\ndata: (.*)\n/.exec(said) ?? [];
        if (data !== undefined) return JSON.parse(data);
        const { value, done } = (await reader?.read()) ?? { done: true };
        if (done) throw new Error(`The stream ended, saying:\n${said}`);
        said += value;
      }
    },
    close: () => reader?.cancel(),
  };
}
