import type { Foresight, LookupArguments } from './foresight.ts';
import type { LookupStep, Plan } from './plan.ts';
import type { Arrived, PlanRequest, Run } from './run.ts';

/** A run that asks for what it foresees. */
export interface Foreseeing {
  readonly run: Run;
  /** To be called when the run is over, and whole: what it was asked for is what the next one foresees. */
  done(): void;
}

/** A lookup that was asked for before anyone knew that it is needed. */
interface Foreseen {
  readonly args: LookupArguments;
  readonly arrived: Promise<Arrived>;
}

/** Asks for the lookups of the last run beside the first wave. One that turns out to be another is asked for anew. */
export function foreseeing(run: Run, plan: Plan, request: PlanRequest, foresight: Foresight): Foreseeing {
  const variables = JSON.stringify(request.coerced);
  const foreseen = new Map<LookupStep, Foreseen>();
  for (const [step, args] of foresight.recall(plan, variables) ?? []) {
    const arrived = run.lookUp(step, args);
    // It is told where it is needed; where it is not, nobody wants to know.
    arrived.catch(() => {});
    foreseen.set(step, { args, arrived });
  }
  const asked = new Map<LookupStep, LookupArguments>();
  return {
    run: {
      ...run,
      lookUp(step, args) {
        asked.set(step, args);
        const known = foreseen.get(step);
        if (!known) return run.lookUp(step, args);
        const isRight = JSON.stringify(known.args) === JSON.stringify(args);
        foresight.judge(plan, isRight);
        request.onForeseen?.(isRight);
        return isRight ? known.arrived : run.lookUp(step, args);
      },
    },
    done: () => foresight.remember(plan, variables, asked),
  };
}
