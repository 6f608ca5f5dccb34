import { expect, onTestFinished, test, vi } from 'vitest';
import { Cancellation } from '../../transport/cancellation.ts';
import { createResourceQueue, OVERLOADED, type Turn } from './resource-queue.ts';

interface Item {
  readonly nth: number;
}

const itemsOf = (count: number): Item[] => Array.from({ length: count }, (_, nth) => ({ nth }));
const [one, two] = [{ nth: 1 }, { nth: 2 }];
const forever = () => new Cancellation();
const CALLER = 'one of many';
const overloaded = { code: OVERLOADED };
const itemOf = ({ item }: Turn<Item>) => item;

test('the pool is small, and its waiting is bounded and measured', async () => {
  const queue = createResourceQueue([one, two], 1);
  const turns = [await queue.take(CALLER, forever()), await queue.take(CALLER, forever())];
  expect(turns.map(itemOf)).toEqual([two, one]);
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
  turns[1]?.giveBack();
  expect(itemOf(await third)).toBe(one);
  const { longestWaitMs, ...load } = queue.load;
  expect(longestWaitMs).toBeGreaterThan(0);
  expect(load).toEqual({ size: 2, taken: 2, waiting: 0, turns: 3, refused: 1, waitedMs: longestWaitMs });
});

test('who waits is served in turn, and the one used last is used first', async () => {
  const queue = createResourceQueue([one], 2);
  const turn = await queue.take(CALLER, forever());
  const order: string[] = [];
  const waits = ['first', 'second'].map(async (name) => {
    const { giveBack } = await queue.take(CALLER, forever());
    order.push(name);
    giveBack();
  });
  turn.giveBack();
  await Promise.all(waits);
  expect(order).toEqual(['first', 'second']);
  expect(queue.load).toMatchObject({ taken: 0, waiting: 0 });
});

test('who leaves while waiting makes room, and takes nothing along', async () => {
  const queue = createResourceQueue([one], 1);
  const turn = await queue.take(CALLER, forever());
  const leaving = new Cancellation();
  const left = queue.take(CALLER, leaving);
  leaving.cancel(new Error('gone'));
  await expect(left).rejects.toThrow('gone');
  await expect(queue.take(CALLER, leaving)).rejects.toThrow('gone');
  const next = queue.take(CALLER, forever());
  turn.giveBack();
  expect(itemOf(await next)).toBe(one);
});

test('what is broken is given back as another', async () => {
  const queue = createResourceQueue([one], 1);
  const turn = await queue.take(CALLER, forever());
  turn.giveBack(two);
  expect(itemOf(await queue.take(CALLER, forever()))).toBe(two);
});

/** Takes for callers in this order, and notes who is served, and gives nothing back. */
function takers(queue: ReturnType<typeof createResourceQueue<Item>>) {
  const served: { readonly caller: string; readonly turn: Turn<Item> }[] = [];
  return {
    names: () => served.map(({ caller }) => caller),
    async take(...callers: readonly string[]) {
      for (const caller of callers) {
        void queue.take(caller, forever()).then((turn) => served.push({ caller, turn }));
      }
      await new Promise(setImmediate);
    },
    async giveBack(nth: number) {
      served[nth]?.turn.giveBack();
      await new Promise(setImmediate);
    },
  };
}

test('one caller alone has all; while others wait, none takes more than a third', async () => {
  const queue = createResourceQueue(itemsOf(6), 20);
  const { take, giveBack, names } = takers(queue);
  await take(...Array(8).fill('greedy'));
  expect(names()).toEqual(Array(6).fill('greedy'));
  const leaving = new Cancellation();
  await take('other', 'other');
  const left = queue.take('other', leaving);
  for (const nth of [0, 1, 2, 3, 4]) await giveBack(nth);
  // Both hold two and wait for more: the other two are for callers that come.
  expect(names().slice(6)).toEqual(['other', 'other', 'greedy']);
  expect(queue.load).toMatchObject({ taken: 4, waiting: 2 });
  await take('third');
  expect(names().at(-1)).toBe('third');
  // Greedy waits alone now.
  leaving.cancel(new Error('gone'));
  await expect(left).rejects.toThrow('gone');
  expect(names().at(-1)).toBe('greedy');
  expect(queue.load).toMatchObject({ taken: 6, waiting: 0 });
});

test('who has used least is served before those who wait already', async () => {
  vi.useFakeTimers({ toFake: ['performance'] });
  onTestFinished(() => void vi.useRealTimers());
  const queue = createResourceQueue([one], 20);
  const { take, giveBack, names } = takers(queue);
  await take('greedy', 'greedy', 'second', 'second', 'greedy', 'second');
  for (const [nth, heldMs] of [50, 20, 20].entries()) {
    vi.advanceTimersByTime(heldMs);
    await giveBack(nth);
  }
  await take('modest', 'modest');
  for (const nth of [3, 4, 5]) await giveBack(nth);
  expect(names()).toEqual(['greedy', 'second', 'second', 'second', 'modest', 'modest', 'greedy']);
});

test('who has most waiting makes room for who has fewer', async () => {
  const queue = createResourceQueue([one], 3);
  const first = await queue.take('greedy', forever());
  const waits = ['greedy', 'greedy', 'greedy'].map((caller) => queue.take(caller, forever()));
  const modest = queue.take('modest', forever());
  await expect(waits[2]).rejects.toMatchObject(overloaded);
  await expect(queue.take('greedy', forever())).rejects.toMatchObject(overloaded);
  expect(queue.load).toMatchObject({ waiting: 3, refused: 2 });
  first.giveBack();
  (await modest).giveBack();
  (await waits[0])?.giveBack();
  expect(itemOf(await (waits[1] ?? modest))).toBe(one);
});
