import type { Foresight, RunMemory } from './foresight.ts';
import type { Keyed } from './keys.ts';
import { completed, isForeseen, missedOf } from './missed.ts';
import type { LookupStep, Plan } from './plan.ts';
import { type Arrival, argumentsOf, type PlainRun, type PlanRequest, type Run } from './run.ts';

/** A run that asks for what it foresees. */
export interface Foreseeing {
  readonly run: Run;
  /** To be called when the run is over, and whole: what it was asked for is what the next one foresees. */
  done(): void;
}

/**
 * Asks for the lookups of the last run beside the first wave. Of one that turns out to be another, what is missing is asked
 * for then.
 */
export function foreseeing(run: PlainRun, plan: Plan, request: PlanRequest, foresight: Foresight): Foreseeing {
  const variables = JSON.stringify(request.coerced);
  const memory = foresight.recall(plan, variables);
  const foreseen = memory ? askFor(memory, run) : new Map<LookupStep, Promise<Arrival>>();
  const asked = new Map<LookupStep, Asked>();
  let isSame = memory !== undefined;

  async function complete(
    step: LookupStep,
    keyed: readonly Keyed[],
    before: readonly Keyed[],
    arrival: Promise<Arrival>,
  ) {
    isSame = false;
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
    const before = memory?.get(step);
    const arrival = foreseen.get(step);
    if (!before || !arrival) {
      isSame = false;
      return run.lookUp(step, keyed);
    }
    if (!areSame(before, keyed)) return complete(step, keyed, before, arrival);
    judge(true);
    return arrival;
  }

  return {
    run: {
      ...run,
      foreseen: (step) => memory?.get(step),
      lookUp(step, keyed) {
        // A plan that could not be run straight asks a second time.
        const known = asked.get(step);
        if (known && areSame(known.keyed, keyed)) return known.arrival;
        const arrival = lookUp(step, keyed);
        asked.set(step, { keyed, arrival });
        return arrival;
      },
    },
    done() {
      // What is known already stays as it is: memory that is made anew all the time is work for the garbage collector.
      if (isSame && asked.size === foreseen.size) return;
      const keys = Array.from(asked, ([step, { keyed }]) => [step, keyed] as const);
      foresight.remember(plan, variables, new Map(keys));
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

function askFor(memory: RunMemory, run: PlainRun): Map<LookupStep, Promise<Arrival>> {
  const foreseen = new Map<LookupStep, Promise<Arrival>>();
  for (const [step, keyed] of memory) {
    const arrival = run.askFor(step, argumentsOf(keyed));
    // It is told where it is needed; where it is not, nobody wants to know.
    arrival.catch(() => {});
    foreseen.set(step, arrival);
  }
  return foreseen;
}
