import {
  type DocumentNode,
  type ExecutionResult,
  GraphQLError,
  type GraphQLSchema,
  getOperationAST,
  getVariableValues,
  validate,
} from 'graphql';
import type { SubscriptionEvent } from '../events/index.ts';
import type { Generations } from '../graph/generations.ts';
import { plainDocument } from '../graph/plain-document.ts';
import { upstreamCallerOf } from '../identity/caller.ts';
import type { Identify } from '../identity/index.ts';
import type { Rates } from '../limits/rates.ts';
import { runEvent } from '../plan/index.ts';

/** A subscription as it was asked for; its document is valid by the schema of then. */
export interface Asked {
  /** Who asks shows again and again what it showed at first. */
  readonly headers: Pick<Headers, 'get'>;
  /** Whom its allowances are counted for. */
  readonly caller: string;
  readonly document: DocumentNode;
  readonly operationName: string | undefined;
  readonly variables: Readonly<Record<string, unknown>>;
  /** Of each event, in points. */
  readonly cost: number;
}

export interface AnswerOptions {
  readonly generations: Pick<Generations, 'lease'>;
  readonly identify: Identify;
  readonly rates: Pick<Rates, 'cost'>;
  /** How long one event's answer may take, in milliseconds. */
  readonly requestTimeoutMs: number;
}

/** @throws GraphQLError what ends the subscription */
export type AnswerEvent = (event: SubscriptionEvent, signal: AbortSignal) => Promise<ExecutionResult>;

/**
 * Answers the events of one subscription, each as a request of its own: by the graph of now and by who the caller is now,
 * at the cost of its operation. So no generation of the graph is held between events.
 */
export function createAnswerEvent(
  { headers, caller, document, operationName, variables, cost }: Asked,
  { generations, identify, rates, requestTimeoutMs }: AnswerOptions,
): AnswerEvent {
  const isValid = createMemory(document);
  return async (event, signal) => {
    const identity = await identify(headers);
    const { refusal } = await rates.cost(identity, caller, cost);
    if (refusal) throw refusal;
    const { generation, release } = generations.lease();
    try {
      const schema = generation.graph.seenBy(identity.audience, identity.scopes);
      const asked = isValid(schema) ? coercedBy(schema, document, operationName, variables) : undefined;
      if (!asked) throw outdated();
      const { plain, coerced } = asked;
      const deadline = performance.now() + requestTimeoutMs;
      const context = { caller: upstreamCallerOf(identity, caller), signal, deadline };
      const plan = generation.graph.plans.of(schema, plain);
      return await runEvent(plan, { variables, coerced, context }, event);
    } finally {
      release();
    }
  };
}

/** Whether a document is valid by a schema: most often it is the same one as the last time, which is not held for that. */
function createMemory(document: DocumentNode) {
  let last: WeakRef<GraphQLSchema> | undefined;
  return (schema: GraphQLSchema): boolean => {
    if (last?.deref() === schema) return true;
    if (validate(schema, document).length > 0) return false;
    last = new WeakRef(schema);
    return true;
  };
}

/** The operation in its plainest form, and its variables; undefined where these do not fit the schema any more. */
function coercedBy(
  schema: GraphQLSchema,
  document: DocumentNode,
  operationName: string | undefined,
  variables: Asked['variables'],
) {
  const operation = getOperationAST(document, operationName);
  if (!operation) return undefined;
  const { coerced } = getVariableValues(schema, operation.variableDefinitions ?? [], variables);
  return coerced && { coerced, plain: plainDocument(schema, document, operation, coerced) };
}

function outdated(): GraphQLError {
  const message = 'The graph has changed, and this subscription is not valid any more: see the schema, and correct it.';
  return new GraphQLError(message, { extensions: { code: 'SUBSCRIPTION_OUTDATED' } });
}
