import { createMemo } from '../../subgraphs/memo.ts';
import type { KeyBatch } from './keys.ts';
import type { LookupStep, Plan, Question, QuestionArguments } from './plan.ts';

/** By what one run of a plan followed its links. */
export interface RunMemory {
  /** The keys of each lookup's heads. */
  readonly lookups: ReadonlyMap<LookupStep, readonly KeyBatch[]>;
  /** What the questions of located links were put with. */
  readonly questions: ReadonlyMap<Question, QuestionArguments>;
}

/**
 * Which keys the links of a plan led by the last time, for the same variables: never what they led to. By them the next
 * wave can be asked for beside the first. What is answered is always of this time; a key that was foreseen in vain costs
 * an upstream work, and so a plan that is often wrong is not foreseen any more.
 */
export interface Foresight {
  /** Undefined where nothing is known, or is worth trying. */
  recall(plan: Plan, variables: string): RunMemory | undefined;
  remember(plan: Plan, variables: string, run: RunMemory): void;
  /** Tells whether what was foreseen of one lookup, or one question, was what was needed. */
  judge(plan: Plan, isRight: boolean): void;
}

/** How much one run may be, in characters of the JSON that its variables and keys are. */
const MAX_RUN_LENGTH = 25_000;

/** What a run takes beside its keys, in bytes, and what a character of these takes. */
const RUN_BYTES = 1_000;
const CHARACTER_BYTES = 2;

/** Of the last so many lookups and questions that were foreseen, so many may have been wrong. */
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
export function createForesight(): Foresight {
  const memories = new WeakMap<Plan, PlanMemory>();
  const runs = createMemo<RunMemory | undefined>();
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
      const length = lengthOf(run);
      const isFit = length > 0 && length + variables.length <= MAX_RUN_LENGTH;
      if (isFit) runs.set(key, run, RUN_BYTES + CHARACTER_BYTES * length);
      else if (runs.get(key)) runs.set(key, undefined, 0);
    },
    judge(plan, isRight) {
      const memory = memoryOf(plan);
      memory.judged.push(isRight);
      if (!isRight) memory.wrong += 1;
      if (memory.judged.length > WINDOW && memory.judged.shift() === false) memory.wrong -= 1;
    },
  };
}

/** That of its keys; 0 where no link was followed. */
function lengthOf({ lookups, questions }: RunMemory): number {
  let length = 0;
  for (const keyed of lookups.values()) {
    for (const { distinct } of keyed) if (distinct.length > 0) length += JSON.stringify(distinct).length;
  }
  for (const args of questions.values()) length += JSON.stringify(args).length;
  return length;
}
