import { isSame } from '../../subgraphs/json.ts';
import type { Foresight, RunMemory } from './foresight.ts';
import type { Keyed } from './keys.ts';
import { completed, isForeseen, missedOf } from './missed.ts';
import type { LookupStep, Plan, Question } from './plan.ts';
import { type Arrival, argumentsOf, type PlainRun, type PlanRequest, type QuestionArguments, type Run } from './run.ts';

/** A run that asks for what it foresees. */
export interface Foreseeing {
  readonly run: Run;
  /** To be called when the run is over, and whole: what it was asked for is what the next one foresees. */
  done(): void;
}

/**
 * Asks for the lookups of the last run beside the first wave, and puts the questions of located links. Of a lookup that turns
 * out to be another, what is missing is asked for then; a question that does is put anew.
 */
export function foreseeing(run: PlainRun, plan: Plan, request: PlanRequest, foresight: Foresight): Foreseeing {
  const variables = JSON.stringify(request.coerced);
  const memory = foresight.recall(plan, variables);
  const foreseen: Foreseen = memory ? askFor(memory, run) : NOTHING;
  const asked = new Map<LookupStep, Asked>();
  const put = new Map<Question, QuestionArguments>();
  let isUnchanged = memory !== undefined;

  async function complete(
    step: LookupStep,
    keyed: readonly Keyed[],
    before: readonly Keyed[],
    arrival: Promise<Arrival>,
  ) {
    isUnchanged = false;
    const foretold = argumentsOf(before);
    const args = argumentsOf(keyed);
    const missed = missedOf(step, foretold, args);
    const isRight = missed.every((given) => given === undefined);
    judge(isRight);
    const [early, late] = await Promise.all([arrival, isRight ? undefined : run.askFor(step, missed)]);
    const known = early.read();
    // What was foreseen in vain may have cost what is needed beside it.
    if (known.errors.length > 0) return run.lookUp(step, keyed);
    const arrived = completed(step, { before: foretold, args, missed, known, found: late?.read() });
    return { read: () => arrived };
  }

  function judge(isRight: boolean): void {
    foresight.judge(plan, isRight);
    request.onForeseen?.(isRight);
  }

  function lookUp(step: LookupStep, keyed: readonly Keyed[]): Promise<Arrival> {
    const before = memory?.lookups.get(step);
    const arrival = foreseen.get(step);
    if (!before || !arrival) {
      isUnchanged = false;
      return run.lookUp(step, keyed);
    }
    if (!areSame(before, keyed)) return complete(step, keyed, before, arrival);
    judge(true);
    return arrival;
  }

  return {
    run: {
      ...run,
      foreseen: (step) => memory?.lookups.get(step),
      lookUp(step, keyed) {
        // A plan that could not be run straight asks a second time.
        const known = asked.get(step);
        if (known && areSame(known.keyed, keyed)) return known.arrival;
        const arrival = lookUp(step, keyed);
        asked.set(step, { keyed, arrival });
        return arrival;
      },
      put(question, args) {
        const before = memory?.questions.get(question);
        const isRight = isSame(before, args);
        if (!isRight) isUnchanged = false;
        if (before && !put.has(question)) judge(isRight);
        put.set(question, args);
        return (isRight && foreseen.get(question)) || run.put(question, args);
      },
    },
    done() {
      // What is known already stays as it is: memory that is made anew all the time is work for the garbage collector.
      if (isUnchanged && asked.size + put.size === foreseen.size) return;
      const lookups = new Map(Array.from(asked, ([step, { keyed }]) => [step, keyed] as const));
      foresight.remember(plan, variables, { lookups, questions: put });
    },
  };
}

/** What a lookup was asked for in this run, and what comes of it. */
interface Asked {
  readonly keyed: readonly Keyed[];
  readonly arrival: Promise<Arrival>;
}

function areSame(some: readonly Keyed[], others: readonly Keyed[]): boolean {
  return isForeseen(argumentsOf(some), argumentsOf(others));
}

/** What comes of what was asked ahead. */
type Foreseen = ReadonlyMap<LookupStep | Question, Promise<Arrival>>;

const NOTHING: Foreseen = new Map();

function askFor({ lookups, questions }: RunMemory, run: PlainRun): Foreseen {
  const foreseen = new Map<LookupStep | Question, Promise<Arrival>>();
  for (const [step, keyed] of lookups) foreseen.set(step, run.askFor(step, argumentsOf(keyed)));
  for (const [question, args] of questions) foreseen.set(question, run.put(question, args));
  // What fails is told where it is needed; where it is not, nobody wants to know.
  for (const arrival of foreseen.values()) arrival.catch(() => {});
  return foreseen;
}
