import { type ExecutionResult, GraphQLError, getArgumentValues } from 'graphql';
import {
  type EventContext,
  type EventQueue,
  type Happening,
  lookupOf,
  type SubscriptionEvent,
} from '../events/index.ts';
import { responseKeyOf } from './compile/fields.ts';
import { locateError, type ResponsePath, withErrors } from './errors.ts';
import { createKeyLoader } from './execute/key-loader.ts';
import { createRun, type PlanRequest, type Run } from './execute/run.ts';
import { runStep } from './execute.ts';
import type { EventRoot, Plan } from './plan.ts';
import { withProto } from './response-keys.ts';

/**
 * Opens the stream of events of a subscription.
 * @throws GraphQLError where an argument is out of bounds, or the upstream refuses or is unreachable
 */
export async function openEvents(
  plan: Plan,
  { coerced, context, changes }: PlanRequest & Pick<EventContext, 'changes'>,
): Promise<EventQueue<SubscriptionEvent>> {
  const { field, definition, node } = eventOf(plan);
  try {
    const args = getArgumentValues(definition, node, coerced);
    return await field.open(args, { caller: context.caller, changes });
  } catch (error) {
    throw error instanceof GraphQLError ? locateError(plan.operation, error, [responseKeyOf(node)]) : error;
  }
}

/** Answers one event of a subscription: the event's own values, and its item as a query returns it now. */
export async function runEvent(
  plan: Plan,
  request: PlanRequest,
  event: SubscriptionEvent,
): Promise<ExecutionResult<Record<string, unknown>>> {
  const root = eventOf(plan);
  const key = responseKeyOf(root.node);
  const errors: GraphQLError[] = [];
  const run = createRun(plan, request, errors);
  if (event instanceof GraphQLError) run.report(event, [key]);
  const value = event instanceof GraphQLError ? null : await answerEvent(run, root, event, [key]);
  const result = { ...withErrors(errors), data: { [key]: value } };
  return plan.protoKey === undefined ? result : withProto(result, plan.protoKey);
}

async function answerEvent(run: Run, root: EventRoot, happening: Happening, path: ResponsePath) {
  const items = await lookUpItem(run, root, happening, path);
  const answer: Record<string, unknown> = {};
  for (const entry of root.entries) {
    const { key } = entry;
    if ('typeName' in entry) answer[key] = entry.typeName;
    else if ('isItem' in entry) answer[key] = items.get(key) ?? null;
    else answer[key] = entry.value(happening) ?? null;
    if (answer[key] === null && 'isRequired' in entry && entry.isRequired) {
      run.report(new GraphQLError(`Cannot return null for "${key}" of an event, which may not be null.`), [
        ...path,
        key,
      ]);
      return null;
    }
  }
  return answer;
}

/**
 * Looks up the item of an event, and reports one that does not exist though each event has one.
 * @returns its value by response key; empty where the event has no item
 */
async function lookUpItem(
  run: Run,
  { field, items }: EventRoot,
  happening: Happening,
  path: ResponsePath,
): Promise<ReadonlyMap<string, unknown>> {
  const step = items.get(happening.typeName);
  const lookup = lookupOf(field, happening);
  if (!step || !lookup) return new Map();
  const requested = step.fields.map((field) => ({ ...field, args: lookup.args }));
  const values = await runStep(run, createKeyLoader(run), step, requested, path);
  const { missing } = field.item;
  return new Map(
    step.fields.map(({ key }, index) => {
      const at = [...path, key];
      if (missing && values[index] === null && !run.isReported(at)) run.report(missing(happening), at);
      return [key, values[index]];
    }),
  );
}

function eventOf({ event }: Plan): EventRoot {
  if (!event) throw new Error('Only a subscription has events.');
  return event;
}
