import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createPromiseCache } from './promise-cache.ts';

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['performance'] });
  // lru-cache takes an entry that was set at 0 as one without a TTL.
  vi.advanceTimersByTime(1);
});
afterEach(() => {
  vi.useRealTimers();
});

function counted(make: (key: string) => Promise<string> = async (key) => key.toUpperCase()) {
  const made: string[] = [];
  const cache = createPromiseCache<string>({ max: 2, ttlMs: 1_000, isResult: (failure) => failure === 'refused' });
  return { made, get: (key: string) => cache(key, () => make(key).finally(() => made.push(key))) };
}

test('a result is made once for concurrent calls, and is valid for its time', async () => {
  const { made, get } = counted();
  expect(await Promise.all([get('a'), get('a'), get('b')])).toEqual(['A', 'A', 'B']);
  vi.advanceTimersByTime(999);
  expect(await get('a')).toBe('A');
  expect(made).toEqual(['a', 'b']);
  vi.advanceTimersByTime(2);
  await get('a');
  expect(made).toEqual(['a', 'b', 'a']);
});

test('the least recently used result is evicted first', async () => {
  const { made, get } = counted();
  for (const key of ['a', 'b', 'c', 'c', 'b', 'a', 'b']) await get(key);
  expect(made).toEqual(['a', 'b', 'c', 'a']);
});

test('concurrent calls share a failure, and the next call tries again', async () => {
  const { made, get } = counted(async () => {
    throw new Error('down');
  });
  await expect(Promise.all([get('a'), get('a')])).rejects.toThrow('down');
  await expect(get('a')).rejects.toThrow('down');
  expect(made).toEqual(['a', 'a']);
});

test('a failure that is a result is cached', async () => {
  const { made, get } = counted(() => Promise.reject('refused'));
  for (const key of ['a', 'a']) await expect(get(key)).rejects.toBe('refused');
  expect(made).toEqual(['a']);
});

test('without a time a result is valid until it is evicted', async () => {
  const cache = createPromiseCache<number>({ max: 1 });
  expect(await cache('a', async () => 1)).toBe(1);
  vi.advanceTimersByTime(1e9);
  expect(await cache('a', async () => 2)).toBe(1);
});
