import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Redis } from '../../gateway/redis.ts';
import { type CachedGateway, startCachedGateway, sum } from '../cache/cached-gateway.ts';
import { type Replica, type SideBySide, startSideBySide } from './side-by-side.ts';

const QUERY = '{ region(code: "US-06") { name series(first: 1) { code } } }';

let all: SideBySide<CachedGateway>;
beforeAll(async () => {
  const starts = ['one', 'one', 'other'].map(
    (deployment) => (redis: Redis) => startCachedGateway({}, { redis, deployment }),
  );
  all = await startSideBySide(starts);
});
afterAll(() => all.close());

const replica = (index: number): Replica<CachedGateway> => {
  const found = all.replicas[index];
  if (!found) throw new Error('There is no such replica.');
  return found;
};

/** How many requests each replica sends for the same, asked one after another. */
async function sent(query: string, order: readonly number[]) {
  const counts: number[] = [];
  const answers = new Set<string>();
  for (const index of order) {
    const { gateway, redis } = replica(index);
    const { result, requests } = await gateway.ask(query);
    counts.push(sum(requests));
    answers.add(JSON.stringify(result));
    // What is kept is sent to Redis beside the answer.
    await redis.run((commands) => commands.get('after')).catch(() => undefined);
  }
  expect(answers.size).toBe(1);
  return counts;
}

const changed = (index: number) => replica(index).gateway.change('Series', 'analytics');

test('what one gateway requested, another of the same deployment finds; one of another does not', async () => {
  expect(await sent(QUERY, [0, 1, 0, 1, 2])).toEqual([1, 0, 0, 0, 1]);
});

test('a change that one receives removes what all have cached', async () => {
  const query = '{ told: region(code: "US-06") { series(first: 1) { code } } }';
  expect(await sent(query, [0])).toEqual([1]);
  changed(0);
  // The other has it from Redis alone: there it is of no use any more.
  expect(await sent(query, [1, 0])).toEqual([1, 0]);
});

test('a version that Redis has lost makes nothing good again', async () => {
  const query = '{ lost: region(code: "US-06") { series(first: 1) { code } } }';
  await sent(query, [0]);
  changed(0);
  const removed = () => replica(0).redis.run((commands) => commands.del('chronos:cache:version:Series'));
  await expect.poll(removed).toBeGreaterThan(0);
  expect(await sent(query, [1])).toEqual([1]);
});

test('Redis away stops nothing: each keeps for itself, and once it is back they share again', async () => {
  const query = '{ away: region(code: "US-06") { series(first: 1) { code } } }';
  await all.server.stop();
  expect(await sent(query, [0, 1, 0, 1])).toEqual([1, 1, 0, 0]);
  changed(0);
  expect(await sent(query, [0, 0])).toEqual([1, 0]);
  await all.server.start();
  await all.usable();
  expect(await sent(`${query} # again`, [0, 1])).toEqual([1, 0]);
});
