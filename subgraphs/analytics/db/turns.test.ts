import { expect, test } from 'vitest';
import { createTurns, OVERLOADED } from './turns.ts';

const [one, two] = [{ name: 'one' }, { name: 'two' }];
const forever = () => new AbortController().signal;
const overloaded = { code: OVERLOADED };

test('the pool is small, and its waiting is bounded and measured', async () => {
  const turns = createTurns([one, two], 1);
  expect([await turns.take(forever()), await turns.take(forever())]).toEqual([two, one]);
  const third = turns.take(forever());
  await expect(turns.take(forever())).rejects.toMatchObject(overloaded);
  expect(turns.load).toEqual({
    size: 2,
    taken: 2,
    waiting: 1,
    turns: 2,
    refused: 1,
    waitedMs: 0,
    longestWaitMs: 0,
  });
  turns.giveBack(one);
  expect(await third).toBe(one);
  const { longestWaitMs, ...load } = turns.load;
  expect(longestWaitMs).toBeGreaterThan(0);
  expect(load).toEqual({ size: 2, taken: 2, waiting: 0, turns: 3, refused: 1, waitedMs: longestWaitMs });
});

test('who waits is served in turn, and the one used last is used first', async () => {
  const turns = createTurns([one], 2);
  await turns.take(forever());
  const order: string[] = [];
  const waits = ['first', 'second'].map(async (name) => {
    const item = await turns.take(forever());
    order.push(name);
    turns.giveBack(item);
  });
  turns.giveBack(one);
  await Promise.all(waits);
  expect(order).toEqual(['first', 'second']);
  expect(turns.load).toMatchObject({ taken: 0, waiting: 0 });
});

test('who leaves while waiting makes room, and takes nothing along', async () => {
  const turns = createTurns([one], 1);
  await turns.take(forever());
  const leaving = new AbortController();
  const left = turns.take(leaving.signal);
  leaving.abort(new Error('gone'));
  await expect(left).rejects.toThrow('gone');
  await expect(turns.take(leaving.signal)).rejects.toThrow('gone');
  const next = turns.take(forever());
  turns.giveBack(one);
  expect(await next).toBe(one);
});

test('what is broken is given back as another', async () => {
  const turns = createTurns([one], 1);
  await turns.take(forever());
  turns.giveBack(two);
  expect(await turns.take(forever())).toBe(two);
});
