import { once } from 'node:events';
import { Agent, type IncomingMessage, request } from 'node:http';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, expect, inject, test, vi } from 'vitest';
import { freePort } from '../ports.ts';
import { type Run, run } from '../process.ts';
import '../provided.ts';
import { type LiveBalancer, startBalancer } from './balancer.ts';
import { type LiveRedis, startRedis } from './redis.ts';

/** Two gateways as processes, with a Redis, behind the balancer that docker-compose.yml has. */
let redis: LiveRedis;
let balancer: LiveBalancer;
let ports: readonly [number, number];
const gateways: Run[] = [];

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

async function startGateway(index: 0 | 1): Promise<void> {
  const gateway = run({
    CHRONOS_SANDBOX: 'true',
    DATABASE_URL: inject('databaseUrl'),
    REDIS_URL: redis.url,
    PORT: String(ports[index]),
    CLIENT_ADDRESS_HEADER: 'x-forwarded-for',
    RATES: `public=${REQUESTS_PER_MINUTE}/1000000000`,
    LEAVE_SECONDS: '2',
    // However busy the machine is: this is not about overload.
    MAX_EVENT_LOOP_DELAY_MS: '10000',
  });
  gateways[index] = gateway;
  await gateway.printed(/Try:\n/);
}

beforeAll(async () => {
  redis = await startRedis();
  ports = [await freePort(), await freePort()];
  await Promise.all([startGateway(0), startGateway(1)]);
  balancer = await startBalancer(ports);
}, 120_000);
afterAll(async () => {
  await balancer?.stop();
  for (const { child } of gateways) child.kill('SIGKILL');
  await redis?.stop();
});

interface Asked {
  readonly status: number;
  readonly ratelimit: string | undefined;
  readonly body: string;
}

/** @param from the address that is asked from: 127.0.0.0/8 is all of this machine */
async function ask(from: string, { query = QUERY, method = 'POST', agent = new Agent() } = {}): Promise<Asked> {
  const url = new URL('/graphql', balancer.url);
  if (method === 'GET') url.searchParams.set('query', query);
  const headers = { 'content-type': 'application/json', 'x-chronos-csrf': '1', 'x-forwarded-for': '192.0.2.1' };
  const sent = request(url, { method, agent, headers, localAddress: from });
  sent.end(method === 'POST' ? JSON.stringify({ query }) : undefined);
  const [response] = (await once(sent, 'response')) as [IncomingMessage];
  const ratelimit = response.headers.ratelimit?.toString();
  return { status: response.statusCode ?? 0, ratelimit, body: await text(response) };
}

/** Waits until both gateways are sent requests: each was composed at a moment of its own. */
async function bothServe(): Promise<void> {
  const seen = new Set<unknown>();
  await vi.waitUntil(
    async () => {
      const { composedAt } = await (await fetch(`${balancer.url}/readyz`)).json();
      seen.add(composedAt);
      return seen.size > 1;
    },
    { timeout: 20_000 },
  );
}

/** Clients that ask one request after another, each from an address of its own, until they are told to stop. */
function startLoad(method: 'GET' | 'POST', network: string, clients: number) {
  const unlike: Asked[] = [];
  let answered = 0;
  let isOver = false;
  async function client(_: unknown, index: number): Promise<void> {
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    for (let turn = 0; !isOver; turn += 1) {
      // So many of one caller's are let through.
      const from = `${network}.${Math.floor(turn / REQUESTS_PER_MINUTE)}.${index + 1}`;
      const asked = await ask(from, { method, agent }).catch((error: Error) => ({ ...NOTHING, body: String(error) }));
      answered += 1;
      if (asked.status !== 200 || asked.body !== answer) unlike.push(asked);
    }
    agent.destroy();
  }
  const over = Promise.all(Array.from({ length: clients }, client));
  return {
    more: (count: number) => {
      const goal = answered + count;
      return vi.waitUntil(() => answered >= goal, { timeout: 60_000 });
    },
    /** @returns what was not answered as it should be */
    async stop(): Promise<readonly Asked[]> {
      isOver = true;
      await over;
      return unlike;
    },
  };
}

const NOTHING: Asked = { status: 0, ratelimit: undefined, body: '' };
const CLIENTS = 6;
let answer = '';

test('both are asked in turn, and a rate is counted once, by the address that the balancer saw', async () => {
  await bothServe();
  const first = await ask('127.0.0.2');
  answer = first.body;
  expect(JSON.parse(answer)).toEqual(ANSWER);
  const query = '{ __typename }';
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const statuses: number[] = [];
  for (let turn = 1; turn <= REQUESTS_PER_MINUTE; turn += 1) {
    statuses.push((await ask('127.0.0.2', { query, agent })).status);
  }
  expect(statuses).toEqual([...Array(REQUESTS_PER_MINUTE - 1).fill(200), 429]);
  expect(await ask('127.0.0.3', { query })).toMatchObject({ status: 200 });
});

test('a gateway that is told to stop loses no request', { timeout: 120_000 }, async () => {
  await bothServe();
  const posts = startLoad('POST', '127.1', CLIENTS);
  const gets = startLoad('GET', '127.2', CLIENTS);
  await posts.more(10 * CLIENTS);
  gateways[0]?.child.kill('SIGTERM');
  expect(await gateways[0]?.exited).toBe(0);
  await posts.more(10 * CLIENTS);
  expect([...(await posts.stop()), ...(await gets.stop())]).toEqual([]);
});

test('a gateway that is killed loses no read, and of other requests only those that it was at', {
  timeout: 120_000,
}, async () => {
  await startGateway(0);
  await bothServe();
  const posts = startLoad('POST', '127.3', CLIENTS);
  const gets = startLoad('GET', '127.4', CLIENTS);
  await posts.more(10 * CLIENTS);
  gateways[1]?.child.kill('SIGKILL');
  await gateways[1]?.exited;
  await posts.more(10 * CLIENTS);
  expect(await gets.stop()).toEqual([]);
  const lost = await posts.stop();
  expect(lost.length).toBeLessThanOrEqual(CLIENTS);
  expect(new Set(lost.map(({ status }) => status))).toEqual(new Set(lost.length > 0 ? [502] : []));
});
