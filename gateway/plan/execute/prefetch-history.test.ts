import { describe, expect, test } from 'vitest';
import type { Following, LookupStep, Plan, Question } from '../plan.ts';
import { KeyBatch } from './keys.ts';
import { createPrefetchHistory, type LoadedKeys } from './prefetch-history.ts';

const following = { link: { lookup: { keys: 'ids' } }, gives: 'value' } as unknown as Following;
const plan = () => ({}) as Plan;

/** A run that looked up so many different keys, each of 10 characters in a list. */
function runOf(count: number): LoadedKeys {
  const keys = Array.from({ length: count }, (_, nth) => `key ${String(nth).padStart(3, '0')}`);
  return { lookups: new Map([[{} as LookupStep, [new KeyBatch(following, {}, keys)]]]), questions: new Map() };
}

/** A run that put a question with so many keys. */
function questionOf(count: number): LoadedKeys {
  const keys = Array.from({ length: count }, (_, nth) => nth);
  return { lookups: new Map(), questions: new Map([[{} as Question, [{ keys }]]]) };
}

describe('what is prefetched', () => {
  test('is of one plan, for the same variables', () => {
    const history = createPrefetchHistory();
    const [one, other] = [plan(), plan()];
    const run = runOf(3);
    history.record(one, '{"id":1}', run);
    expect(history.recall(one, '{"id":1}')).toBe(run);
    expect(history.recall(one, '{"id":2}')).toBeUndefined();
    expect(history.recall(other, '{"id":1}')).toBeUndefined();
  });

  test.each([
    ['very many keys', '1', runOf(3_000)],
    ['very many keys of a question', '1', questionOf(10_000)],
    ['very long variables', 'x'.repeat(25_000), runOf(1)],
    ['by now no keys', '1', runOf(0)],
  ])('is nothing of a run that has %s', (_, variables, run) => {
    const history = createPrefetchHistory();
    const one = plan();
    history.record(one, variables, runOf(500));
    history.record(one, variables, run);
    expect(history.recall(one, variables)).toBeUndefined();
    history.record(one, '1', runOf(500));
    expect(history.recall(one, '1')).toBeDefined();
  });

  test('is given up for a plan that is often wrong', () => {
    const history = createPrefetchHistory();
    const one = plan();
    history.record(one, '1', runOf(1));
    for (let nth = 0; nth < 10; nth += 1) history.count(one, false);
    expect(history.recall(one, '1')).toBeDefined();
    history.count(one, false);
    expect(history.recall(one, '1')).toBeUndefined();
  });
});
