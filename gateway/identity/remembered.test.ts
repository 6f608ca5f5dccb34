import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { remembered } from './remembered.ts';

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'] });
});
afterEach(() => {
  vi.useRealTimers();
});

function counted(load: (key: string) => Promise<string> = async (key) => key.toUpperCase()) {
  const asked: string[] = [];
  const ask = remembered((key) => load(key).finally(() => asked.push(key)), { ms: 1_000, most: 2 });
  return { asked, ask };
}

test('an answer holds for its time, and no longer', async () => {
  const { asked, ask } = counted();
  expect(await Promise.all([ask('a'), ask('a')])).toEqual(['A', 'A']);
  vi.setSystemTime(Date.now() + 999);
  await ask('a');
  expect(asked).toEqual(['a']);
  vi.setSystemTime(Date.now() + 1);
  await ask('a');
  expect(asked).toEqual(['a', 'a']);
});

test('the oldest answer goes first', async () => {
  const { asked, ask } = counted();
  for (const key of ['a', 'b', 'c', 'c', 'b', 'a']) await ask(key);
  expect(asked).toEqual(['a', 'b', 'c', 'a']);
});

test('a failure is told to all who wait for it, and is not remembered', async () => {
  const { asked, ask } = counted(async () => {
    throw new Error('down');
  });
  await expect(Promise.all([ask('a'), ask('a')])).rejects.toThrow('down');
  await expect(ask('a')).rejects.toThrow('down');
  expect(asked).toEqual(['a', 'a']);
});
