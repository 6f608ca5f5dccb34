import { isSame } from '../../../subgraphs/json.ts';
import { createMemo } from '../../../subgraphs/memo.ts';
import type { Loadable, Plan } from '../plan.ts';
import type { Batches } from './keys.ts';

/** The keys that one run of a plan loads to follow its links. */
export interface RunKeys {
  /** Those that were loaded so far. */
  readonly loaded: ReadonlyMap<Loadable, Batches>;
  /** Loads keys before they are needed. */
  prime(of: Loadable, batches: Batches): void;
}

/**
 * Stores which keys the links of a plan followed the last time, for the same variables: never what they lead to. By these
 * keys the later waves are requested next to the first. Every value of a response is of its own run. A key that is
 * prefetched in vain costs an upstream work: a plan whose keys change often is not prefetched any more.
 */
export interface PrefetchHistory {
  /**
   * Primes a run with the keys of the last one.
   * @param variables coerced
   * @returns to be called when this run is over, without errors: the next one is primed with the keys that it loaded
   */
  prime(plan: Plan, variables: object, run: RunKeys): () => void;
  /** Counts a lookup as a hit or a miss: whether all that it needed was prefetched. */
  count(plan: Plan, isHit: boolean): void;
}

/** How much one run may be, in characters of the JSON that its variables and keys are. */
const MAX_RUN_LENGTH = 25_000;

/** What a run takes besides its keys, in bytes, and what a character of these takes. */
const RUN_BYTES = 1_000;
const CHARACTER_BYTES = 2;

/** Of the last so many lookups that were prefetched, so many may have been misses. */
const WINDOW = 50;
const MAX_MISSES = 10;

interface PlanMemory {
  /** Tells it from the others. */
  readonly nth: number;
  /** Whether the last ones were hits, the newest last. */
  readonly hits: boolean[];
  misses: number;
}

/** Makes the history of one generation of the graph: it holds no plan of another. */
export function createPrefetchHistory(): PrefetchHistory {
  const memories = new WeakMap<Plan, PlanMemory>();
  const runs = createMemo<RunKeys['loaded'] | undefined>();
  let plans = 0;

  function memoryOf(plan: Plan): PlanMemory {
    const known = memories.get(plan);
    if (known) return known;
    plans += 1;
    const memory = { nth: plans, hits: [], misses: 0 };
    memories.set(plan, memory);
    return memory;
  }

  return {
    prime(plan, variables, run) {
      const { nth, misses } = memoryOf(plan);
      const key = `${nth} ${JSON.stringify(variables)}`;
      const before = runs.get(key);
      if (before && misses <= MAX_MISSES) for (const [of, batches] of before) run.prime(of, batches);
      return () => {
        const { loaded } = run;
        // Keys that are stored already stay: to store them again each time is work for the garbage collector.
        if (before && isSameRun(before, loaded)) return;
        const length = lengthOf(loaded);
        const isFit = length > 0 && length + key.length <= MAX_RUN_LENGTH;
        if (isFit) runs.set(key, loaded, RUN_BYTES + CHARACTER_BYTES * length);
        else if (before) runs.set(key, undefined, 0);
      };
    },
    count(plan, isHit) {
      const memory = memoryOf(plan);
      memory.hits.push(isHit);
      if (!isHit) memory.misses += 1;
      if (memory.hits.length > WINDOW && memory.hits.shift() === false) memory.misses -= 1;
    },
  };
}

function isSameRun(one: RunKeys['loaded'], other: RunKeys['loaded']): boolean {
  return one.size === other.size && Array.from(one).every(([of, batches]) => isSame(batches, other.get(of)));
}

/** Returns the length of its keys as JSON; 0 where no link was followed. */
function lengthOf(loaded: RunKeys['loaded']): number {
  const batches = Array.from(loaded.values()).flat();
  return batches.reduce((sum, batch) => sum + (JSON.stringify(batch?.lookupArgs)?.length ?? 0), 0);
}
