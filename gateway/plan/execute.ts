import { type ExecutionResult, executeSync, type GraphQLError, OperationTypeNode } from 'graphql';
import { type ResponsePath, withErrors } from './errors.ts';
import { filterValues } from './execute/filter-values.ts';
import { follow } from './execute/follow.ts';
import { createKeyLoader, type KeyLoader } from './execute/key-loader.ts';
import { createRun, type PlanRequest, type RequestedField, type Run } from './execute/run.ts';
import type { Plan, RootStep } from './plan.ts';
import { readFields } from './read/read-fields.ts';
import { withProto } from './response-keys.ts';

type Result = ExecutionResult<Record<string, unknown>>;

/** The values of the fields, by step. */
type Finished = readonly (readonly unknown[])[];

/** Runs the plan of a query or a mutation. @returns the response that GraphQL defines for the operation */
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
  const result = { ...withErrors(errors), data: isWhole ? data : null };
  return plan.protoKey === undefined ? result : withProto(result, plan.protoKey);
}

type FieldEntry = Exclude<Plan['entries'][number], { readonly typeName: string }>;

function entryValue(entry: FieldEntry, finished: Finished, introspected: Result['data']): unknown {
  return 'isIntrospection' in entry ? introspected?.[entry.key] : finished[entry.step]?.[entry.field];
}

async function runTogether(plan: Plan, request: PlanRequest, errors: GraphQLError[]): Promise<Finished> {
  const run = createRun(plan, request, errors);
  const { coerced, prefetch, context } = request;
  const { history, waves } = plan;
  const loader = createKeyLoader(run, (isHit) => {
    history.count(isHit);
    if (context.record) context.record.prefetch[isHit ? 'hits' : 'misses'] += 1;
  });
  const done = prefetch && waves > 1 ? history.prime(coerced, loader) : undefined;
  const finished = await Promise.all(plan.steps.map((step) => runStep(run, loader, step)));
  if (errors.length === 0) done?.();
  return finished;
}

/**
 * Runs the root fields of a mutation one after the other, links included. Each loads its links itself, because a write
 * changes data that an earlier field loaded. A non-null root field that is null ends the operation.
 */
async function runInSeries(plan: Plan, request: PlanRequest, errors: GraphQLError[]): Promise<Finished> {
  const finished: (readonly unknown[])[] = [];
  const run = createRun(plan, request, errors);
  for (const [nth, step] of plan.steps.entries()) {
    const values = await runStep(run, createKeyLoader(run), step);
    finished.push(values);
    const isRequired = plan.entries.some((entry) => 'step' in entry && entry.step === nth && entry.isRequired);
    if (isRequired && values[0] == null) break;
  }
  return finished;
}

/**
 * Requests the root fields of a step, and follows their links.
 * @param requested the fields; with arguments of the gateway where those of the client do not count
 * @param before path in the response that precedes the keys of the fields
 * @returns the value of each field
 */
export async function runStep(
  run: Run,
  loader: KeyLoader,
  step: RootStep,
  requested: readonly RequestedField[] = step.fields,
  before: ResponsePath = [],
): Promise<readonly unknown[]> {
  const filters = step.filters && (await filterValues(run, step.upstream, step.filters));
  const fields = requested.map((field, index) => run.bind(step.upstream, { ...field, filters: filters?.[index] }));
  const read = readFields(step, step.fields, await run.fetch(step.upstream, fields, step.type), run.delivery?.types);
  await follow(run, loader, step, read);
  return step.fields.map(({ key }, index) =>
    run.complete(run.fail(read.values[index], read.errors[index] ?? []), [...before, key]),
  );
}

/** Answers the root fields of introspection. */
function introspect({ introspection }: Plan, { variables }: PlanRequest, errors: GraphQLError[]): Result['data'] {
  if (!introspection) return undefined;
  const result = executeSync({ ...introspection, variableValues: { ...variables } });
  errors.push(...(result.errors ?? []));
  return result.data;
}
