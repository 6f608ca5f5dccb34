import { createMemo } from '../../../subgraphs/memo.ts';
import type { LookupStep, Plan, Question, QuestionArguments } from '../plan.ts';
import type { KeyBatch } from './keys.ts';

/** What one run of a plan loaded to follow its links. */
export interface LoadedKeys {
  /** The keys of each lookup's heads. */
  readonly lookups: ReadonlyMap<LookupStep, readonly KeyBatch[]>;
  /** What the questions of located links were put with. */
  readonly questions: ReadonlyMap<Question, QuestionArguments>;
}

/**
 * Stores which keys the links of a plan followed the last time, for the same variables: never what they lead to. By these
 * keys the later waves are requested next to the first. Every value of a response is of its own run. A key that is
 * prefetched in vain costs an upstream work: a plan whose keys change often is not prefetched any more.
 */
export interface PrefetchHistory {
  /** Returns the keys of the last run; undefined where there was none, or where the plan's keys change too often. */
  recall(plan: Plan, variables: string): LoadedKeys | undefined;
  record(plan: Plan, variables: string, run: LoadedKeys): void;
  /** Counts a lookup, or a question, as a hit or a miss: whether all that it needed was prefetched. */
  count(plan: Plan, isHit: boolean): void;
}

/** How much one run may be, in characters of the JSON that its variables and keys are. */
const MAX_RUN_LENGTH = 25_000;

/** What a run takes besides its keys, in bytes, and what a character of these takes. */
const RUN_BYTES = 1_000;
const CHARACTER_BYTES = 2;

/** Of the last so many lookups and questions that were prefetched, so many may have been misses. */
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
  const runs = createMemo<LoadedKeys | undefined>();
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
    recall(plan, variables) {
      const { nth, misses } = memoryOf(plan);
      return misses <= MAX_MISSES ? runs.get(`${nth} ${variables}`) : undefined;
    },
    record(plan, variables, run) {
      const key = `${memoryOf(plan).nth} ${variables}`;
      const length = lengthOf(run);
      const isFit = length > 0 && length + variables.length <= MAX_RUN_LENGTH;
      if (isFit) runs.set(key, run, RUN_BYTES + CHARACTER_BYTES * length);
      else if (runs.get(key)) runs.set(key, undefined, 0);
    },
    count(plan, isHit) {
      const memory = memoryOf(plan);
      memory.hits.push(isHit);
      if (!isHit) memory.misses += 1;
      if (memory.hits.length > WINDOW && memory.hits.shift() === false) memory.misses -= 1;
    },
  };
}

/** Returns the length of its keys as JSON; 0 where no link was followed. */
function lengthOf({ lookups, questions }: LoadedKeys): number {
  let length = 0;
  for (const keyed of lookups.values()) {
    for (const { distinct } of keyed) if (distinct.length > 0) length += JSON.stringify(distinct).length;
  }
  for (const args of questions.values()) length += JSON.stringify(args).length;
  return length;
}
