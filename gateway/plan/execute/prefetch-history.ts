import { isSame } from '../../../subgraphs/common/json.ts';
import { createMemo } from '../../../subgraphs/common/memo.ts';
import type { PrefetchHistory, RunKeys } from '../plan.ts';

/** Maximum length of one run's variables and keys as JSON, in characters. */
const MAX_RUN_LENGTH = 25_000;

/** Memory of a run without its keys, and memory of one character of the keys, in bytes. */
const RUN_BYTES = 1_000;
const CHARACTER_BYTES = 2;

/** Number of the last prefetched lookups that count, and maximum number of misses among them. */
const WINDOW = 50;
const MAX_MISSES = 10;

/** Creates the history of one plan. */
export function createPrefetchHistory(): PrefetchHistory {
  const runs = createMemo<RunKeys['loaded'] | undefined>();
  /** Whether the last lookups were hits, the newest last. */
  const hits: boolean[] = [];
  let misses = 0;
  return {
    prime(variables, run) {
      const key = JSON.stringify(variables);
      const before = runs.get(key);
      if (before && misses <= MAX_MISSES) for (const [of, batches] of before) run.prime(of, batches);
      return () => {
        const { loaded } = run;
        // Unchanged keys are not stored again: each store is work for the garbage collector.
        if (before && isSameRun(before, loaded)) return;
        const length = lengthOf(loaded);
        const isFit = length > 0 && length + key.length <= MAX_RUN_LENGTH;
        if (isFit) runs.set(key, loaded, RUN_BYTES + CHARACTER_BYTES * length);
        else if (before) runs.set(key, undefined, 0);
      };
    },
    count(isHit) {
      if (!isHit) misses += 1;
      if (hits.push(isHit) > WINDOW && hits.shift() === false) misses -= 1;
    },
  };
}

function isSameRun(one: RunKeys['loaded'], other: RunKeys['loaded']): boolean {
  return one.size === other.size && Array.from(one).every(([of, batches]) => isSame(batches, other.get(of)));
}

/** Returns the length of a run's keys as JSON; 0 where no link was followed. */
function lengthOf(loaded: RunKeys['loaded']): number {
  const batches = Array.from(loaded.values()).flat();
  return batches.reduce((sum, batch) => sum + (JSON.stringify(batch?.lookupArgs)?.length ?? 0), 0);
}
