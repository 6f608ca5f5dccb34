import type { OperationRequest } from '../../subgraphs/request.ts';
import type { Keyed } from './keys.ts';
import type { LookupStep, Plan } from './plan.ts';

/** The keys that a lookup was asked for, by its heads. */
export interface Foreseen {
  readonly keyed: readonly Keyed[];
  /** What it is asked by, once it was asked by these keys again: it is the same each time. */
  operation: OperationRequest | undefined;
}

/** What the lookups of one run of a plan were asked for. */
export type RunMemory = ReadonlyMap<LookupStep, Foreseen>;

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

/** How many runs of one plan are remembered, and how many keys of one run. */
const MAX_RUNS = 2_000;
const MAX_KEYS = 500;

/** Of the last so many lookups that were foreseen, so many may have been wrong. */
const WINDOW = 50;
const MAX_WRONG = 10;

interface PlanMemory {
  readonly runs: Map<string, RunMemory>;
  /** The last judgements, the newest last. */
  readonly judged: boolean[];
  wrong: number;
}

/** Memories live as long as their plans. */
export function createForesight(): Foresight {
  const memories = new WeakMap<Plan, PlanMemory>();
  const memoryOf = (plan: Plan): PlanMemory => {
    const memory = memories.get(plan) ?? { runs: new Map(), judged: [], wrong: 0 };
    memories.set(plan, memory);
    return memory;
  };
  return {
    recall(plan, variables) {
      const memory = memories.get(plan);
      return memory && memory.wrong <= MAX_WRONG ? memory.runs.get(variables) : undefined;
    },
    remember(plan, variables, run) {
      const { runs } = memoryOf(plan);
      runs.delete(variables);
      if (run.size === 0 || keysIn(run) > MAX_KEYS) return;
      runs.set(variables, run);
      const [oldest] = runs.keys();
      if (runs.size > MAX_RUNS && oldest !== undefined) runs.delete(oldest);
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
  for (const { keyed } of run.values()) for (const { distinct } of keyed) count += distinct.length;
  return count;
}
