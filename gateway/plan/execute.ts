import type { ExecutionResult, GraphQLError } from 'graphql';
import type { Values } from './emit.ts';
import { proceed } from './follow.ts';
import { foreseeing } from './foreseeing.ts';
import type { Plan, RootStep } from './plan.ts';
import { createRun, type PlacesOf, type PlanRequest, type Run } from './run.ts';
import { runStraight } from './straight.ts';
import { headsOf, tell } from './tell.ts';

/** Runs a plan: the response that GraphQL defines for its operation. */
export async function runPlan(plan: Plan, request: PlanRequest): Promise<ExecutionResult<Record<string, unknown>>> {
  const errors: GraphQLError[] = [];
  const plain = createRun(plan, request, errors, proceed);
  const foresees = request.foresight && plan.waves > 1 && foreseeing(plain, plan, request, request.foresight);
  const run = foresees ? foresees.run : plain;
  const finished = (await runStraight(plan, run)) ?? (await Promise.all(plan.steps.map((step) => runRoots(run, step))));
  if (foresees && errors.length === 0) foresees.done();
  const data: Record<string, unknown> = {};
  let isWhole = true;
  for (const entry of plan.entries) {
    if ('typeName' in entry) {
      data[entry.key] = entry.typeName;
      continue;
    }
    const value = finished[entry.step]?.[entry.head]?.[0] ?? null;
    data[entry.key] = value;
    if (value === null && entry.isRequired) isWhole = false;
  }
  return { ...(errors.length > 0 && { errors }), data: isWhole ? data : null };
}

async function runRoots(run: Run, step: RootStep): Promise<Values> {
  const arrived = (await run.ask(step.upstream, step.heads)).read();
  const values = step.heads.map(({ key }) => [arrived.data[key] ?? null]);
  const placesOf: PlacesOf = (head) => [[step.heads[head]?.key ?? '']];
  for (const error of arrived.errors) {
    const [key, ...rest] = error.path ?? [];
    const heads = headsOf(step, arrived, key);
    for (const head of heads) tell(run, error, { step, values, head, nth: 0, rest, placesOf });
  }
  return proceed(run, step, values, placesOf);
}
