import { expect, test } from 'vitest';
import { createResourceQueue, OVERLOADED } from './resource-queue.ts';

const [one, two] = [{ name: 'one' }, { name: 'two' }];
const forever = () => new AbortController().signal;
const CALLER = 'one of many';
const overloaded = { code: OVERLOADED };

test('the pool is small, and its waiting is bounded and measured', async () => {
  const queue = createResourceQueue([one, two], 1);
  expect([await queue.take(CALLER, forever()), await queue.take(CALLER, forever())]).toEqual([two, one]);
  const third = queue.take(CALLER, forever());
  await expect(queue.take(CALLER, forever())).rejects.toMatchObject(overloaded);
  expect(queue.load).toEqual({
    size: 2,
    taken: 2,
    waiting: 1,
    turns: 2,
    refused: 1,
    waitedMs: 0,
    longestWaitMs: 0,
  });
  queue.giveBack(CALLER, one);
  expect(await third).toBe(one);
  const { longestWaitMs, ...load } = queue.load;
  expect(longestWaitMs).toBeGreaterThan(0);
  expect(load).toEqual({ size: 2, taken: 2, waiting: 0, turns: 3, refused: 1, waitedMs: longestWaitMs });
});

test('who waits is served in turn, and the one used last is used first', async () => {
  const queue = createResourceQueue([one], 2);
  await queue.take(CALLER, forever());
  const order: string[] = [];
  const waits = ['first', 'second'].map(async (name) => {
    const item = await queue.take(CALLER, forever());
    order.push(name);
    queue.giveBack(CALLER, item);
  });
  queue.giveBack(CALLER, one);
  await Promise.all(waits);
  expect(order).toEqual(['first', 'second']);
  expect(queue.load).toMatchObject({ taken: 0, waiting: 0 });
});

test('who leaves while waiting makes room, and takes nothing along', async () => {
  const queue = createResourceQueue([one], 1);
  await queue.take(CALLER, forever());
  const leaving = new AbortController();
  const left = queue.take(CALLER, leaving.signal);
  leaving.abort(new Error('gone'));
  await expect(left).rejects.toThrow('gone');
  await expect(queue.take(CALLER, leaving.signal)).rejects.toThrow('gone');
  const next = queue.take(CALLER, forever());
  queue.giveBack(CALLER, one);
  expect(await next).toBe(one);
});

test('what is broken is given back as another', async () => {
  const queue = createResourceQueue([one], 1);
  await queue.take(CALLER, forever());
  queue.giveBack(CALLER, two);
  expect(await queue.take(CALLER, forever())).toBe(two);
});

test('while others wait, no caller has more than its share', async () => {
  const items = Array.from({ length: 6 }, (_, nth) => ({ nth }));
  const queue = createResourceQueue(items, 20);
  const order: string[] = [];
  const take = (caller: string) => queue.take(caller, forever()).then((item) => ({ caller, item }));
  const greedy = await Promise.all(items.map(() => take('greedy')));
  const next = (caller: string) => take(caller).then((taken) => order.push(taken.caller));
  for (const caller of ['greedy', 'greedy', 'greedy', 'first', 'second', 'first', 'first']) void next(caller);
  for (const { caller, item } of greedy) queue.giveBack(caller, item);
  await new Promise(setImmediate);
  expect(order).toEqual(['first', 'second', 'first', 'greedy', 'greedy', 'greedy']);
  expect(queue.load).toMatchObject({ taken: 6, waiting: 1 });
});

test('who has most waiting makes room for who has fewer', async () => {
  const queue = createResourceQueue([one], 3);
  await queue.take('greedy', forever());
  const waits = ['greedy', 'greedy', 'greedy'].map((caller) => queue.take(caller, forever()));
  const modest = queue.take('modest', forever());
  await expect(waits[2]).rejects.toMatchObject(overloaded);
  await expect(queue.take('greedy', forever())).rejects.toMatchObject(overloaded);
  expect(queue.load).toMatchObject({ waiting: 3, refused: 2 });
  queue.giveBack('greedy', one);
  expect(await waits[0]).toBe(one);
  queue.giveBack('greedy', one);
  expect(await waits[1]).toBe(one);
  queue.giveBack('greedy', one);
  expect(await modest).toBe(one);
});
