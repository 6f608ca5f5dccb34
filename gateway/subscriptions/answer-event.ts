import { execute } from '@graphql-tools/executor';
import {
  type DocumentNode,
  type ExecutionResult,
  GraphQLError,
  type GraphQLSchema,
  getOperationAST,
  getVariableValues,
  validate,
} from 'graphql';
import type { Changes } from '../changes/index.ts';
import type { GraphContext } from '../graph/context.ts';
import type { Generations } from '../graph/generations.ts';
import { plainDocument } from '../graph/plain-document.ts';
import { withoutReservedKeys, withReservedKeys } from '../graph/reserved-keys.ts';
import type { SubscriptionEvent } from '../graph/subscriptions/sources.ts';
import { upstreamCallerOf } from '../identity/caller.ts';
import type { Identify } from '../identity/index.ts';
import type { Rates } from '../limits/rates.ts';

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
  readonly changes: Changes;
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
  { generations, identify, rates, changes, requestTimeoutMs }: AnswerOptions,
): AnswerEvent {
  const isValid = createMemory(document);
  return async (event, signal) => {
    const identity = await identify(headers);
    const { refusal } = await rates.cost(identity, caller, cost);
    if (refusal) throw refusal;
    const { generation, release } = generations.lease();
    try {
      const schema = generation.graph.seenBy(identity.audience, identity.scopes);
      const plain = isValid(schema) && plainOf(schema, document, operationName, variables);
      if (!plain) throw outdated();
      const deadline = performance.now() + requestTimeoutMs;
      const context: GraphContext = {
        upstream: { caller: upstreamCallerOf(identity, caller), signal, deadline },
        changes,
      };
      const changed = withoutReservedKeys(plain);
      const args = { schema, document: changed ?? plain, rootValue: event, contextValue: context };
      const result = (await execute({ ...args, variableValues: variables })) as ExecutionResult;
      return changed ? withReservedKeys(result) : result;
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

function plainOf(
  schema: GraphQLSchema,
  document: DocumentNode,
  operationName: string | undefined,
  variables: Asked['variables'],
): DocumentNode | undefined {
  const operation = getOperationAST(document, operationName);
  if (!operation) return undefined;
  const { coerced } = getVariableValues(schema, operation.variableDefinitions ?? [], variables);
  return coerced && plainDocument(schema, document, operation, coerced);
}

function outdated(): GraphQLError {
  const message = 'The graph has changed, and this subscription is not valid any more: see the schema, and correct it.';
  return new GraphQLError(message, { extensions: { code: 'SUBSCRIPTION_OUTDATED' } });
}
