import type { Foresight, LookupArguments, RunMemory } from './foresight.ts';
import { completed, isForeseen, missedOf } from './missed.ts';
import type { LookupStep, Plan } from './plan.ts';
import type { Arrived, PlanRequest, Run } from './run.ts';

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
export function foreseeing(run: Run, plan: Plan, request: PlanRequest, foresight: Foresight): Foreseeing {
  const variables = JSON.stringify(request.coerced);
  const memory = foresight.recall(plan, variables);
  const foreseen = memory ? askFor(memory, run) : new Map<LookupStep, Promise<Arrived>>();
  const asked = new Map<LookupStep, LookupArguments>();
  let isSame = memory !== undefined;

  async function complete(step: LookupStep, args: LookupArguments, before: LookupArguments, arrived: Promise<Arrived>) {
    isSame = false;
    const missed = missedOf(step, before, args);
    const isRight = missed.every((given) => given === undefined);
    judge(isRight);
    const [known, found] = await Promise.all([arrived, isRight ? undefined : run.lookUp(step, missed)]);
    // What was foreseen in vain may have cost what is needed beside it.
    return known.errors.length > 0 ? run.lookUp(step, args) : completed(step, { before, args, missed, known, found });
  }

  function judge(isRight: boolean): void {
    foresight.judge(plan, isRight);
    request.onForeseen?.(isRight);
  }

  return {
    run: {
      ...run,
      lookUp(step, args) {
        asked.set(step, args);
        const before = memory?.get(step);
        const arrived = foreseen.get(step);
        if (!before || !arrived) {
          isSame = false;
          return run.lookUp(step, args);
        }
        if (!isForeseen(before, args)) return complete(step, args, before, arrived);
        judge(true);
        return arrived;
      },
    },
    done() {
      // What is known already stays as it is: memory that is made anew all the time is work for the garbage collector.
      if (!isSame || asked.size !== foreseen.size) foresight.remember(plan, variables, asked);
    },
  };
}

function askFor(memory: RunMemory, run: Run): Map<LookupStep, Promise<Arrived>> {
  const foreseen = new Map<LookupStep, Promise<Arrived>>();
  for (const [step, args] of memory) {
    const arrived = run.lookUp(step, args);
    // It is told where it is needed; where it is not, nobody wants to know.
    arrived.catch(() => {});
    foreseen.set(step, arrived);
  }
  return foreseen;
}
