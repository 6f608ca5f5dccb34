import { type ExecutionResult, executeSync, type GraphQLError, OperationTypeNode } from 'graphql';
import { withReservedKeys } from '../graph/reserved-keys.ts';
import type { Place, Values } from './emit.ts';
import { proceed } from './follow.ts';
import { foreseeing } from './foreseeing.ts';
import type { Plan, RootStep } from './plan.ts';
import { type AskedField, createRun, type PlacesOf, type PlanRequest, type Run } from './run.ts';
import { runStraight } from './straight.ts';
import { headsOf, tell } from './tell.ts';

type Result = ExecutionResult<Record<string, unknown>>;

/** For each step, the values of its heads, each in a list. */
type Finished = readonly (Values | undefined)[];

/** Runs the plan of a query or a mutation: the response that GraphQL defines for its operation. */
export async function runPlan(plan: Plan, request: PlanRequest): Promise<Result> {
  const errors: GraphQLError[] = [];
  const run = plan.operation.operation === OperationTypeNode.MUTATION ? runInSeries : runTogether;
  const finished = await run(plan, request, errors);
  const introspected = introspect(plan, request, errors);
  const data: Record<string, unknown> = {};
  let isWhole = true;
  for (const entry of plan.entries) {
    const value = 'typeName' in entry ? entry.typeName : (entryValue(entry, finished, introspected) ?? null);
    data[entry.key] = value;
    if (value === null && 'isRequired' in entry && entry.isRequired) isWhole = false;
  }
  const result = { ...(errors.length > 0 && { errors }), data: isWhole ? data : null };
  return plan.isRenamed ? withReservedKeys(result) : result;
}

type FieldEntry = Exclude<Plan['entries'][number], { readonly typeName: string }>;

function entryValue(entry: FieldEntry, finished: Finished, introspected: Result['data']): unknown {
  return 'isIntrospection' in entry ? introspected?.[entry.key] : finished[entry.step]?.[entry.head]?.[0];
}

async function runTogether(plan: Plan, request: PlanRequest, errors: GraphQLError[]): Promise<Finished> {
  const plain = createRun(plan, request, errors, proceed);
  const foresees = request.foresight && plan.waves > 1 && foreseeing(plain, plan, request, request.foresight);
  const run = foresees ? foresees.run : plain;
  const finished = (await runStraight(plan, run)) ?? (await Promise.all(plan.steps.map((step) => runRoots(run, step))));
  if (foresees && errors.length === 0) foresees.done();
  return finished;
}

/**
 * Runs each root field of a mutation when the one before it is complete, links included. Each has a run of its own: what was
 * read before a write is not what is there after it. A root field that may not be null and is ends the operation.
 */
async function runInSeries(plan: Plan, request: PlanRequest, errors: GraphQLError[]): Promise<Finished> {
  const finished: Values[] = [];
  for (const [nth, step] of plan.steps.entries()) {
    const values = await runRoots(createRun(plan, request, errors, proceed), step);
    finished.push(values);
    const isRequired = plan.entries.some((entry) => 'step' in entry && entry.step === nth && entry.isRequired);
    if (isRequired && values[0]?.[0] == null) break;
  }
  return finished;
}

const runRoots = (run: Run, step: RootStep): Promise<Values> => runHeads(run, step, step.heads, []);

/**
 * Asks for the root fields of a step, and follows the links that lead away from them.
 * @param asked its heads, with the arguments that the gateway gives
 * @param before where in the response the keys of the heads stand
 */
export async function runHeads(run: Run, step: RootStep, asked: readonly AskedField[], before: Place): Promise<Values> {
  const arrived = (await run.ask(step.upstream, asked, step.type)).read();
  const values = step.heads.map(({ key }) => [arrived.data[key] ?? null]);
  const placesOf: PlacesOf = (head) => [[...before, step.heads[head]?.key ?? '']];
  for (const error of arrived.errors) {
    const [key, ...rest] = error.path ?? [];
    const heads = headsOf(step, arrived, key);
    for (const head of heads) tell(run, error, { step, values, head, nth: 0, rest, placesOf });
  }
  return proceed(run, step, values, placesOf);
}

/** Answers the root fields of introspection. */
function introspect({ introspection }: Plan, { variables }: PlanRequest, errors: GraphQLError[]): Result['data'] {
  if (!introspection) return undefined;
  const result = executeSync({ ...introspection, variableValues: { ...variables } });
  errors.push(...(result.errors ?? []));
  return result.data;
}
