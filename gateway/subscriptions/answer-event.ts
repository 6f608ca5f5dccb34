import { type ExecutionResult, GraphQLError } from 'graphql';
import type { LookupCache } from '../cache/index.ts';
import { type MaskError, maskResult } from '../errors.ts';
import type { SubscriptionEvent } from '../events/index.ts';
import type { Generations } from '../graph/generations.ts';
import { upstreamContextOf } from '../identity/caller.ts';
import type { Identify } from '../identity/index.ts';
import type { Rates } from '../limits/rates.ts';
import type { Observer } from '../observe/observer.ts';
import { codesOf, hasAnyData, type RequestRecord } from '../observe/record.ts';
import type { Extend } from '../pipeline/extend.ts';
import type { OperationContext, Operations, PreparedOperation } from '../pipeline/operations.ts';
import { runEvent } from '../plan/index.ts';
import type { AnswerEvent } from './running.ts';

/** A requested subscription; its document was valid by the schema at that time. */
export interface SubscriptionRequest {
  /** The headers with the credential, which is checked regularly. */
  readonly headers: Pick<Headers, 'get' | 'has'>;
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
  readonly observer: Observer;
  readonly extend: Extend;
  readonly maskError: MaskError;
  /** undefined: lookups of links are not cached. */
  readonly lookups: LookupCache | undefined;
  /** Time limit of one event's answer, in milliseconds. */
  readonly requestTimeoutMs: number;
}

/**
 * Answers the events of one subscription, each as a separate request: by the current graph, for the current identity of
 * the caller, at the cost of the operation. So no generation of the graph stays in memory between events.
 */
export function createAnswerEvent(
  { headers, caller, text, operationName, variables, cost }: SubscriptionRequest,
  { generations, identify, rates, operations, ...options }: AnswerEventOptions,
): AnswerEvent {
  const { observer, extend, maskError, lookups, requestTimeoutMs } = options;

  async function steps(event: SubscriptionEvent, record: RequestRecord, signal: AbortSignal): Promise<ExecutionResult> {
    const identity = await identify(headers);
    record.identity = identity;
    const { refusal } = await rates.cost(identity, caller, cost);
    if (refusal) throw refusal;
    const { seenBy, plans } = generations.current.graph;
    const schema = seenBy(identity.audience, identity.scopes);
    const scope = { schema, audience: identity.audience, plans };
    const operation = await current(operations, scope, text, operationName);
    record.operation = operation.facts;
    record.cost = cost;
    const { plan, coerced } = operation.withVariables(variables);
    const context = upstreamContextOf(identity, caller, signal, requestTimeoutMs);
    observer.attach(record, context);
    record.plannedWaves = plan.waves;
    const result = maskResult(await runEvent(plan, { variables, coerced, context, lookups }, event), maskError);
    return extend({ exchange: { headers }, record, identity }, { result }).result;
  }

  return async (event, signal) => {
    const record = observer.begin(headers);
    const end = ({ errors, data }: ExecutionResult): void =>
      observer.end(record, { status: 200, codes: codesOf(errors), hasData: hasAnyData(data) });
    try {
      const result = await steps(event, record, signal);
      end(result);
      return result;
    } catch (error) {
      const masked = maskError(error);
      end({ errors: [masked] });
      throw masked;
    }
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
  const message = 'The graph has changed, and this subscription is no longer valid: correct it by the new schema.';
  throw new GraphQLError(message, { extensions: { code: 'SUBSCRIPTION_OUTDATED' } });
}
