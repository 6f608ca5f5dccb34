import { describe, expect, test } from 'vitest';
import type { Batches, Following, Loadable, LookupStep, PrefetchHistory, RunKeys } from '../plan.ts';
import { KeyBatch } from './keys.ts';
import { createPrefetchHistory } from './prefetch-history.ts';

const following = { link: { lookup: { keys: 'ids' } }, isList: false } as unknown as Following;
type Loaded = RunKeys['loaded'];

/** A run that looked up so many different keys, each of 10 characters in a list. */
function runOf(count: number): Loaded {
  const keys = Array.from({ length: count }, (_, nth) => `key ${String(nth).padStart(3, '0')}`);
  return new Map([[{} as LookupStep, [new KeyBatch(following, {}, keys)]]]);
}

/** A run with one query of so many keys. */
function queryOf(count: number): Loaded {
  const keys = Array.from({ length: count }, (_, nth) => nth);
  return new Map([[{} as Loadable, [{ lookupArgs: { keys } }]]]);
}

/** Runs a plan, which loads these keys. @returns those that it was primed with */
function run(history: PrefetchHistory, variables: object, loaded?: Loaded): Loaded {
  const primed = new Map<Loadable, Batches>();
  const prime: RunKeys['prime'] = (of, batches) => void primed.set(of, batches);
  const done = history.prime(variables, { loaded: loaded ?? new Map(), prime });
  if (loaded) done();
  return primed;
}

describe('what is prefetched', () => {
  test('is for the same variables', () => {
    const history = createPrefetchHistory();
    const loaded = runOf(3);
    run(history, { id: 1 }, loaded);
    expect(run(history, { id: 1 })).toEqual(loaded);
    expect(run(history, { id: 2 }).size).toBe(0);
  });

  test.each([
    ['very many keys', {}, runOf(3_000)],
    ['very many keys of a query', {}, queryOf(10_000)],
    ['very long variables', { text: 'x'.repeat(25_000) }, runOf(1)],
    ['by now no keys', {}, runOf(0)],
  ])('is nothing of a run that has %s', (_, variables, loaded) => {
    const history = createPrefetchHistory();
    run(history, variables, runOf(500));
    run(history, variables, loaded);
    expect(run(history, variables).size).toBe(0);
    run(history, {}, runOf(500));
    expect(run(history, {}).size).toBe(1);
  });

  test('is given up for a plan that is often wrong', () => {
    const history = createPrefetchHistory();
    run(history, {}, runOf(1));
    for (let nth = 0; nth < 10; nth += 1) history.count(false);
    expect(run(history, {}).size).toBe(1);
    history.count(false);
    expect(run(history, {}).size).toBe(0);
  });
});
