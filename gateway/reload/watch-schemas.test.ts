import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { SchemaNews, UpstreamSource } from '../../subgraphs/contract/upstream.ts';
import { watchSchemas } from './watch-schemas.ts';

const news: { twenty: SchemaNews } = { twenty: { name: 'twenty', version: '1' } };
const looks: number[] = [];
const source: UpstreamSource = {
  name: 'twenty',
  load: () => Promise.reject(new Error('A watcher loads nothing.')),
  async look() {
    looks.push(Date.now());
    return news.twenty;
  },
  close: async () => {},
};

beforeEach(() => {
  vi.useFakeTimers({ now: 0 });
  looks.length = 0;
  news.twenty = { name: 'twenty', version: '1' };
});
afterEach(() => {
  vi.useRealTimers();
});

/** The times between looks, in seconds, as far as there were any in so many minutes. */
async function timesBetween(minutes: number): Promise<number[]> {
  await vi.advanceTimersByTimeAsync(minutes * 60_000);
  return looks.map((at, index) => (at - (looks[index - 1] ?? 0)) / 1_000);
}

test('looks soon, and then from time to time, a fifth of it earlier or later', async () => {
  const reported = vi.fn();
  const end = watchSchemas({ sources: [source], seconds: 60, report: reported });
  const [first, ...others] = await timesBetween(60);
  expect(first).toBeLessThanOrEqual(6);
  expect(others.length).toBeGreaterThan(40);
  expect(Math.min(...others)).toBeGreaterThanOrEqual(48);
  expect(Math.max(...others)).toBeLessThanOrEqual(72);
  expect(new Set(others).size).toBeGreaterThan(10);
  expect(reported.mock.calls.every(([each]) => each[0] === news.twenty)).toBe(true);
  expect(reported).toHaveBeenCalledTimes(looks.length);
  end();
  looks.length = 0;
  expect(await timesBetween(10)).toEqual([]);
});

test('looks every five seconds for an upstream that is down', async () => {
  const end = watchSchemas({ sources: [source], seconds: 60, report: () => {} });
  news.twenty = { name: 'twenty', problem: 'Twenty cannot be reached.' };
  expect(Math.max(...(await timesBetween(5)))).toBeLessThanOrEqual(6);
  end();
});

test('never where it is turned off', async () => {
  watchSchemas({ sources: [source], seconds: 0, report: () => {} });
  expect(await timesBetween(10)).toEqual([]);
});
