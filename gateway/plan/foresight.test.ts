import { describe, expect, test } from 'vitest';
import { createForesight, type RunMemory } from './foresight.ts';
import { Keyed } from './keys.ts';
import type { Following, LookupStep, Plan } from './plan.ts';

const following = { link: { lookup: { keys: 'ids' } }, gives: 'value' } as unknown as Following;
const plan = () => ({}) as Plan;

/** A run that looked up so many different keys. */
function runOf(count: number): RunMemory {
  const keys = Array.from({ length: count }, (_, nth) => `key ${nth}`);
  return new Map([[{} as LookupStep, [new Keyed(following, {}, keys)]]]);
}

describe('what is foreseen', () => {
  test('is of one plan, for the same variables', () => {
    const foresight = createForesight();
    const [one, other] = [plan(), plan()];
    const run = runOf(3);
    foresight.remember(one, '{"id":1}', run);
    expect(foresight.recall(one, '{"id":1}')).toBe(run);
    expect(foresight.recall(one, '{"id":2}')).toBeUndefined();
    expect(foresight.recall(other, '{"id":1}')).toBeUndefined();
  });

  test('is bounded in its keys, of all plans together: what came again last stays', () => {
    const foresight = createForesight(10);
    const [one, other] = [plan(), plan()];
    foresight.remember(one, '1', runOf(4));
    foresight.remember(other, '1', runOf(4));
    foresight.recall(one, '1');
    foresight.remember(other, '2', runOf(4));
    expect(foresight.recall(one, '1')).toBeDefined();
    expect(foresight.recall(other, '1')).toBeUndefined();
    expect(foresight.recall(other, '2')).toBeDefined();
  });

  test('is nothing of a run that has very many keys, or by now none', () => {
    const foresight = createForesight();
    const one = plan();
    for (const [count, isKnown] of [
      [500, true],
      [501, false],
      [500, true],
      [0, false],
    ] as const) {
      foresight.remember(one, '1', runOf(count));
      expect([count, foresight.recall(one, '1') !== undefined]).toEqual([count, isKnown]);
    }
  });

  test('is given up for a plan that is often wrong', () => {
    const foresight = createForesight();
    const one = plan();
    foresight.remember(one, '1', runOf(1));
    for (let nth = 0; nth < 10; nth += 1) foresight.judge(one, false);
    expect(foresight.recall(one, '1')).toBeDefined();
    foresight.judge(one, false);
    expect(foresight.recall(one, '1')).toBeUndefined();
  });
});
