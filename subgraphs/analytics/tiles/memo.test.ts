import { expect, test } from 'vitest';
import { memo } from './memo.ts';

test('a result is made once for all who ask, while it is being made too', async () => {
  const made: string[] = [];
  const remember = memo<number>({ most: 2, keepMs: 60_000 });
  const ask = (key: string) => remember(key, async () => made.push(key));
  expect(await Promise.all([ask('a'), ask('a'), ask('b')])).toEqual([1, 1, 2]);
  expect(await ask('a')).toBe(1);
  expect(made).toEqual(['a', 'b']);
});

test('past its bound the oldest goes, past its time every one', async () => {
  const made: string[] = [];
  const bounded = memo<number>({ most: 2, keepMs: 60_000 });
  for (const key of ['a', 'b', 'c', 'b', 'a']) await bounded(key, async () => made.push(key));
  expect(made).toEqual(['a', 'b', 'c', 'a']);
  const brief = memo<number>({ most: 2, keepMs: 0 });
  for (const key of ['x', 'x']) await brief(key, async () => made.push(key));
  expect(made).toEqual(['a', 'b', 'c', 'a', 'x', 'x']);
});

test('what failed is made again', async () => {
  const remember = memo<string>({ most: 2, keepMs: 60_000 });
  await expect(remember('a', () => Promise.reject(new Error('away')))).rejects.toThrow('away');
  expect(await remember('a', async () => 'back')).toBe('back');
});
