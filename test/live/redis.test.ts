import { afterAll, beforeAll, expect, test } from 'vitest';
import { BOUNDS } from '../../gateway/limits/bounds.ts';
import { connectRedis, type Redis } from '../../gateway/redis.ts';
import { startGateway, type TestGateway } from '../gateway.ts';
import { type SideBySide, startSideBySide } from './side-by-side.ts';

const LIMIT = 4;

/** Room for two searches of some 26,000 points, and for small queries beside them, but not for a third. */
const COST = 60_000;

let all: SideBySide<TestGateway>;
beforeAll(async () => {
  const bounds = { ...BOUNDS, public: { ...BOUNDS.public, requestsPerMinute: LIMIT, costPerDay: COST } };
  const start = (redis: Redis) => startGateway({ server: { bounds, redis, clientAddressHeader: 'x-forwarded-for' } });
  all = await startSideBySide([start, start]);
});
afterAll(() => all.close());

/** Asks each replica in turn as often as is said. */
async function ask(caller: string, times: number, query = '{ __typename }') {
  const answers: { status: number; ratelimit: string | null }[] = [];
  for (let turn = 0; turn < times; turn += 1) {
    const response = await all.replicas[turn % all.replicas.length]?.gateway.fetch('http://gateway/graphql', {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-forwarded-for': caller },
      body: JSON.stringify({ query }),
    });
    answers.push({ status: response?.status ?? 0, ratelimit: response?.headers.get('ratelimit') ?? null });
  }
  return answers;
}

const statuses = async (caller: string, times: number, query?: string) =>
  (await ask(caller, times, query)).map(({ status }) => status);

test('replicas share rates: two gateways count a limit once', async () => {
  const answers = await ask('192.0.2.1', 6);
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 429, 429]);
  expect(answers.map(({ ratelimit }) => /^"requests";r=(\d+)/.exec(ratelimit ?? '')?.[1])).toEqual([
    '3',
    '2',
    '1',
    '0',
    '0',
    '0',
  ]);
});

test('replicas share cost budgets, and what is refused takes nothing', async () => {
  const search = '{ seriesCatalog(first: 1, search: "employees", orderBy: CODE_ASC) { totalCount } }';
  const small = '{ a: __typename b: __typename }';
  expect(await statuses('192.0.2.2', 3, search)).toEqual([200, 200, 429]);
  expect(await statuses('192.0.2.2', 1, small)).toEqual([200]);
});

test('Redis away: each gateway counts in memory, with one warning; back again: they share', async () => {
  expect(await statuses('192.0.2.3', 2)).toEqual([200, 200]);
  await all.server.stop();
  // Each has its own count now, which begins anew.
  expect(await statuses('192.0.2.3', 10)).toEqual([200, 200, 200, 200, 200, 200, 200, 200, 429, 429]);
  expect(all.replicas.map(({ warnings }) => warnings.length)).toEqual([1, 1]);
  expect(all.replicas[0]?.warnings[0]).toMatch(
    /^Redis does not answer \(.+\): until it does, each gateway has its own limits and cache\.$/,
  );

  await all.server.start();
  await all.usable();
  expect(await statuses('192.0.2.3', 6)).toEqual([200, 200, 200, 200, 429, 429]);
  expect(all.replicas.map(({ warnings }) => warnings[1])).toEqual(
    Array(2).fill('Redis answers again: the gateways share limits and cache.'),
  );
});

test('a Redis that does not answer is not waited for', async () => {
  const said: string[] = [];
  const redis = connectRedis({
    url: all.server.url,
    warn: (message) => said.push(message),
    timeoutMs: 500,
    pauseMs: 60_000,
  });
  await expect.poll(() => redis.isUsable).toBe(true);
  const holdUp = (commands: { eval: (script: string) => Promise<unknown> }) =>
    commands.eval(`while redis.call('TIME')[1] + 0 < ${Math.ceil(Date.now() / 1000) + 1} do end`);
  await expect(redis.run(holdUp)).rejects.toThrow('Redis does not answer.');
  expect(redis.isUsable).toBe(false);
  await expect(redis.run((commands) => commands.get('x'))).rejects.toThrow('Redis does not answer.');
  expect(said).toEqual([
    'Redis does not answer (no answer within 500 ms): until it does, each gateway has its own limits and cache.',
  ]);
  redis.close();
});
