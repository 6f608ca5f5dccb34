import { type ExecutionResult, GraphQLError } from 'graphql';
import type { LookupCache } from '../cache/index.ts';
import type { SubscriptionEvent } from '../events/index.ts';
import type { Generations } from '../graph/generations.ts';
import { upstreamContextOf } from '../identity/caller.ts';
import type { Identify } from '../identity/index.ts';
import type { Rates } from '../limits/rates.ts';
import type { OperationContext, Operations, PreparedOperation } from '../pipeline/operations.ts';
import { runEvent } from '../plan/index.ts';

/** A requested subscription; its document was valid by the schema at that time. */
export interface SubscriptionRequest {
  /** The headers with the credential, which is checked regularly. */
  readonly headers: Pick<Headers, 'get'>;
  /** The caller whose quota it uses. */
  readonly caller: string;
  /** The text of the document. */
  readonly text: string;
  readonly operationName: string | undefined;
  readonly variables: Readonly<Record<string, unknown>>;
  /** The cost of each event, in points. */
  readonly cost: number;
}

export interface AnswerEventOptions {
  readonly generations: Pick<Generations, 'current'>;
  readonly identify: Identify;
  readonly rates: Pick<Rates, 'cost'>;
  readonly operations: Operations;
  /** undefined: lookups of links are not cached. */
  readonly lookups: LookupCache | undefined;
  /** Time limit of one event's answer, in milliseconds. */
  readonly requestTimeoutMs: number;
}

/** @throws GraphQLError which ends the subscription */
export type AnswerEvent = (event: SubscriptionEvent, signal: AbortSignal) => Promise<ExecutionResult>;

/**
 * Answers the events of one subscription, each as a separate request: by the current graph, for the current identity of
 * the caller, at the cost of the operation. So no generation of the graph stays in memory between events.
 */
export function createAnswerEvent(
  { headers, caller, text, operationName, variables, cost }: SubscriptionRequest,
  { generations, identify, rates, operations, lookups, requestTimeoutMs }: AnswerEventOptions,
): AnswerEvent {
  return async (event, signal) => {
    const identity = await identify(headers);
    const { refusal } = await rates.cost(identity, caller, cost);
    if (refusal) throw refusal;
    const { seenBy, plans } = generations.current.graph;
    const schema = seenBy(identity.audience, identity.scopes);
    const scope = { schema, audience: identity.audience, plans };
    const operation = await current(operations, scope, text, operationName);
    const { plan, coerced } = operation.withVariables(variables);
    const context = upstreamContextOf(identity, caller, signal, requestTimeoutMs);
    return runEvent(plan, { variables, coerced, context, lookups }, event);
  };
}

/** Returns the operation by the current schema. @throws GraphQLError SUBSCRIPTION_OUTDATED if it is invalid */
async function current(
  operations: Operations,
  scope: OperationContext,
  text: string,
  operationName: string | undefined,
): Promise<PreparedOperation> {
  const known = operations.known(scope, text, operationName);
  const operation = known ?? (await operations.read(scope, text, operationName, async () => {}));
  if (!operation.refusal) return operation;
  const message = 'The graph has changed, and this subscription is not valid any more: see the schema, and correct it.';
  throw new GraphQLError(message, { extensions: { code: 'SUBSCRIPTION_OUTDATED' } });
}
