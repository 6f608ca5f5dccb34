import type { GraphQLSchema } from 'graphql';
import type { UpstreamContext } from '../../subgraphs/contract/upstream.ts';
import type { Cache, Served } from '../cache/index.ts';
import { upstreamContextOf } from '../identity/caller.ts';
import type { Identity } from '../identity/index.ts';
import { countCached, type RequestRecord } from '../observe/record.ts';
import { type IncrementalDelivery, runEvent, runPlan } from '../plan/index.ts';
import { type Audit, audited } from './audit.ts';
import type { Exchange } from './exchange.ts';
import type { Bound, PreparedOperation } from './operations.ts';

/** An operation with an identified sender and a cost that is taken from the quota. */
export interface Executable {
  readonly exchange: Exchange;
  readonly record: RequestRecord;
  readonly schema: GraphQLSchema;
  readonly identity: Identity;
  /** The caller whose quota the request uses. */
  readonly caller: string;
  readonly operation: PreparedOperation;
  readonly bound: Bound;
  /** As the client sent them. */
  readonly variables: Readonly<Record<string, unknown>>;
  /** Delivers the result in parts, in addition to the returned result. */
  readonly delivery?: IncrementalDelivery;
}

export interface ExecuteOptions {
  /** Undefined: neither answers nor link targets are cached. */
  readonly cache: Pick<Cache, 'answers' | 'lookups'> | undefined;
  /** Receives the records of writes by staff. */
  readonly audit: Audit;
  /** Maximum total time that a request waits for upstreams, in milliseconds. */
  readonly requestTimeoutMs: number;
  /** Whether links are prefetched: their keys of the last run are requested together with the first wave. */
  readonly prefetch: boolean;
}

/** The label of each kind of hit. */
const HITS = { fresh: 'answers', stale: 'stale_answers', 'stale-if-error': 'stale_if_error_answers' } as const;

export type Execute = (executable: Executable) => Promise<Served>;

/** Executes queries, mutations and events: from the cache where it has the answer, else by the plan of the operation. */
export function createExecute(options: ExecuteOptions): Execute {
  const { cache, audit, requestTimeoutMs, prefetch } = options;

  return async ({ exchange, record, schema, identity, caller, operation, bound, variables, delivery }) => {
    const { plain: document, plan, coerced } = bound;
    const { signal, event } = exchange.request;
    const context = upstreamContextOf(identity, caller, signal, requestTimeoutMs);
    context.record = record;
    record.plannedWaves = plan.waves;
    const execute = (of: UpstreamContext) =>
      audited(audit, identity, plan.operation, () => {
        const request = { variables, coerced, context: of, lookups: cache?.lookups, prefetch };
        if (event) return runEvent(plan, request, event.happened);
        // A revalidation delivers nothing.
        return runPlan(plan, { ...request, delivery: of === context ? delivery : undefined });
      });
    const served: Served = cache
      ? await cache.answers.answer(
          { identity, schema, document, hash: operation.facts.hash, coerced },
          context,
          execute,
        )
      : { result: await execute(context), from: undefined };
    const { from } = served;
    if (from === 'upstreams') countCached(record, 'answers', 0, 1);
    else if (from) countCached(record, HITS[from], 1, 0);
    exchange.lifetime = served.lifetime;
    return served;
  };
}
