import { LRUCache } from 'lru-cache';
import type { Keyed } from './keys.ts';
import type { LookupStep, Plan } from './plan.ts';

/** What the lookups of one run of a plan were asked for: the keys of their heads. */
export type RunMemory = ReadonlyMap<LookupStep, readonly Keyed[]>;

/**
 * Which keys the links of a plan led by the last time, for the same variables: never what they led to. By them the next
 * wave can be asked for beside the first. What is answered is always of this time; a key that was foreseen in vain costs
 * an upstream work, and so a plan that is often wrong is not foreseen any more.
 */
export interface Foresight {
  /** Undefined where nothing is known, or is worth trying. */
  recall(plan: Plan, variables: string): RunMemory | undefined;
  remember(plan: Plan, variables: string, run: RunMemory): void;
  /** Tells whether what was foreseen of one lookup was what was needed. */
  judge(plan: Plan, isRight: boolean): void;
}

/**
 * How many keys are remembered of all runs of all plans, the least recently recalled given up for others; and of how many one
 * run may be.
 */
const MAX_KEYS = 200_000;
const MAX_KEYS_OF_RUN = 500;

/** Of the last so many lookups that were foreseen, so many may have been wrong. */
const WINDOW = 50;
const MAX_WRONG = 10;

interface PlanMemory {
  /** Tells it from the others. */
  readonly nth: number;
  /** The last judgements, the newest last. */
  readonly judged: boolean[];
  wrong: number;
}

/** For the plans of one generation of the graph: it holds none of another. */
export function createForesight(maxKeys = MAX_KEYS): Foresight {
  const memories = new WeakMap<Plan, PlanMemory>();
  const runs = new LRUCache<string, RunMemory>({
    maxSize: maxKeys,
    maxEntrySize: MAX_KEYS_OF_RUN,
  });
  let plans = 0;

  function memoryOf(plan: Plan): PlanMemory {
    const known = memories.get(plan);
    if (known) return known;
    plans += 1;
    const memory = { nth: plans, judged: [], wrong: 0 };
    memories.set(plan, memory);
    return memory;
  }

  return {
    recall(plan, variables) {
      const { nth, wrong } = memoryOf(plan);
      return wrong <= MAX_WRONG ? runs.get(`${nth} ${variables}`) : undefined;
    },
    remember(plan, variables, run) {
      const key = `${memoryOf(plan).nth} ${variables}`;
      const size = keysIn(run);
      if (size > 0) runs.set(key, run, { size });
      else runs.delete(key);
    },
    judge(plan, isRight) {
      const memory = memoryOf(plan);
      memory.judged.push(isRight);
      if (!isRight) memory.wrong += 1;
      if (memory.judged.length > WINDOW && memory.judged.shift() === false) memory.wrong -= 1;
    },
  };
}

function keysIn(run: RunMemory): number {
  let count = 0;
  for (const keyed of run.values()) for (const { distinct } of keyed) count += distinct.length;
  return count;
}
