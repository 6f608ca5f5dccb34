import { expect, test } from 'vitest';
import { collectGarbage } from '../../test/garbage.ts';
import { createDerived, createMemo, createShared, MEMO_BYTES, memoLoad } from './memo.ts';

const SHARE = MEMO_BYTES / 32;

test('all memos together stay within the budget: what was used last stays', () => {
  const [one, other] = [createMemo<number>(), createMemo<number>()];
  one.set('first', 1, SHARE);
  other.set('second', 2, SHARE);
  for (let nth = 0; nth < 100; nth += 1) {
    expect(one.get('first')).toBe(1);
    other.set(`other ${nth}`, nth, SHARE);
    expect(memoLoad().bytes).toBeLessThanOrEqual(MEMO_BYTES);
  }
  expect([one.get('first'), other.get('second'), other.get('other 99')]).toEqual([1, undefined, 99]);
});

test('keys count, and what is too large for its neighbours is not remembered', () => {
  const memo = createMemo<number>();
  const before = memoLoad().bytes;
  memo.set('x'.repeat(10_000), 1, 0);
  expect(memoLoad().bytes - before).toBeGreaterThan(20_000);
  memo.set('huge', 2, MEMO_BYTES / 8);
  memo.set('x'.repeat(MEMO_BYTES / 8), 3, 0);
  expect([memo.get('huge'), memo.get('x'.repeat(10_000))]).toEqual([undefined, 1]);
});

test('a value that is set again counts once, and one that is too large now is not there any more', () => {
  const memo = createMemo<number>();
  memo.set('key', 1, SHARE);
  const { entries, bytes } = memoLoad();
  memo.set('key', 2, SHARE);
  expect([memo.get('key'), memoLoad()]).toEqual([2, { entries, bytes }]);
  memo.set('key', 3, MEMO_BYTES);
  expect(memo.get('key')).toBeUndefined();
});

test('what is derived from an object is bounded: the oldest goes first', () => {
  const derived = createDerived<object, number>();
  const of = {};
  for (let nth = 0; nth < 33; nth += 1) derived.set(of, nth, String(nth));
  derived.set(of, 32, '32');
  expect([derived.get(of, '0'), derived.get(of, '1'), derived.get(of, '32'), derived.get({}, '32')]).toEqual([
    undefined,
    1,
    32,
    undefined,
  ]);
});

test('objects with the same key are one object, which is made again once nothing refers to it', async () => {
  const shared = createShared<{ readonly nth: number }>();
  let made = 0;
  const nthOf = (key: string) => shared(key, () => ({ nth: ++made })).nth;
  const held = shared('held', () => ({ nth: ++made }));
  expect([nthOf('held'), nthOf('freed'), nthOf('freed')]).toEqual([1, 2, 2]);
  // A WeakRef that was read holds its object until the present job ends.
  await new Promise(setImmediate);
  collectGarbage();
  expect([nthOf('held'), nthOf('freed'), held.nth]).toEqual([1, 3, 1]);
});
