import type { DocumentNode, ExecutionResult } from 'graphql';
import { createDerived } from '../../subgraphs/common/memo.ts';
import { isUpstreamFault } from '../../subgraphs/contract/errors.ts';
import type { UpstreamContext } from '../../subgraphs/contract/upstream.ts';
import { type AnswerEntry, ageOf, freshnessOf, isStaleIfError } from './entry.ts';
import { type AnsweredIdentity, type CachedOperation, classOf, createKeyOf } from './key.ts';
import { createReachOf, type Reach, type Ttls } from './reach.ts';
import type { AnswerStore } from './store.ts';
import { smallerTtl } from './ttls.ts';

/** An operation of a caller; its document is valid by the schema. */
interface CacheableOperation extends Omit<CachedOperation, 'deployment' | 'identityClass'> {
  readonly identity: AnsweredIdentity;
  /** Its variables. */
  readonly coerced: Readonly<Record<string, unknown>>;
}

/** An answer and its source. */
export interface Served {
  readonly result: ExecutionResult;
  /** The result's JSON, as bytes; undefined where it is not written yet. */
  readonly json?: Buffer<ArrayBuffer>;
  /** Undefined for an answer that may not be cached. */
  readonly from: 'fresh' | 'stale' | 'stale-if-error' | 'upstreams' | undefined;
  /** Its TTL, its age, and the types whose changes invalidate it; undefined where it may not be cached. */
  readonly lifetime?: Pick<AnswerEntry, 'ttl' | 'types'> & { readonly ageSeconds: number };
}

export type ExecuteUncached = (context: UpstreamContext) => Promise<ExecutionResult>;

/** Caches answers that are the same for all callers of a class. */
export type Answers = ReturnType<typeof createAnswers>;

/** The result of executing a stale answer's operation again, in the background. */
export interface Revalidation {
  /** The hash of the operation's document. */
  readonly hash: string;
  /** The errors of the new answer, which is then not cached, or the thrown error; empty on success. */
  readonly errors: readonly unknown[];
}

export interface AnswersOptions {
  readonly store: AnswerStore;
  readonly deployment: string;
  readonly ttls: Ttls;
  /** Timeout of a revalidation, in milliseconds. */
  readonly timeoutMs: number;
  /** May not throw. */
  readonly onRevalidated: (revalidation: Revalidation) => void;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/** Maximum number of concurrent revalidations: answers that become stale together do not flood the upstreams. */
const MAX_REVALIDATIONS = 32;

export function createAnswers({ store, deployment, ttls, timeoutMs, onRevalidated, now }: AnswersOptions) {
  const revalidating = new Map<string, Promise<void>>();
  const cachings = createDerived<DocumentNode, ReturnType<typeof cachingOf>>();

  /** Revalidates a key once at a time; no request waits for it. A failure leaves the cache unchanged. */
  function revalidate(lookup: CacheLookup, { caller }: UpstreamContext): void {
    const { key, hash, reach } = lookup;
    if (revalidating.has(key) || revalidating.size >= MAX_REVALIDATIONS) return;
    const run = async (): Promise<void> => {
      const { entry, slot } = await store.remote(key, reach.types);
      // Another gateway has already revalidated it.
      if (entry && freshnessOf(entry, now()) === 'fresh') return;
      const context = { caller, deadline: performance.now() + timeoutMs };
      const { result, entry: made } = await executed(lookup, context, now());
      if (made) slot.save(made);
      else if (!isUpstreamDown(result)) slot.drop();
      onRevalidated({ hash, errors: result.errors ?? [] });
    };
    revalidating.set(
      key,
      run()
        .catch((error: unknown) => onRevalidated({ hash, errors: [error] }))
        .finally(() => revalidating.delete(key)),
    );
  }

  /** @returns undefined unless the entry is fresh, or stale-while-revalidate */
  function serve(entry: AnswerEntry | undefined, lookup: CacheLookup, context: UpstreamContext): Served | undefined {
    const freshness = entry && freshnessOf(entry, now());
    if (!entry || (freshness !== 'fresh' && freshness !== 'stale')) return undefined;
    if (freshness === 'stale') revalidate(lookup, context);
    return served(entry, freshness);
  }

  function served(entry: AnswerEntry, from: Served['from']): Served {
    const { json, ttl, types } = entry;
    const ageSeconds = Math.floor(ageOf(entry, now()));
    return { result: resultOf(json), json, from, lifetime: { ttl, types, ageSeconds } };
  }

  return {
    /**
     * Answers from the cache where possible, else by executing the operation.
     * @param context of the request; a revalidation has its own, for the same caller
     * @throws what `execute` throws
     */
    async answer(
      { identity, coerced, ...operation }: CacheableOperation,
      context: UpstreamContext,
      execute: ExecuteUncached,
    ): Promise<Served> {
      const identityClass = classOf(identity);
      if (identityClass === undefined) return { result: await execute(context), from: undefined };
      const make = () => cachingOf(ttls, { ...operation, deployment, identityClass });
      const caching = cachings.derive(operation.document, make, identityClass);
      const reach = caching.reachOf(coerced);
      if (!reach) return { result: await execute(context), from: undefined };
      const key = caching.keyOf(coerced);
      const lookup = { key, hash: operation.hash, reach, execute };
      const local = serve(store.local(key), lookup, context);
      if (local) return local;
      const { entry, slot } = await store.remote(key, reach.types);
      const remote = serve(entry, lookup, context);
      if (remote) return remote;
      const { result, entry: made } = await executed(lookup, context, now());
      if (made) slot.save(made);
      if (made) return { ...served(made, 'upstreams'), result };
      const old = isUpstreamDown(result) ? store.local(key) : undefined;
      return old && isStaleIfError(old, now()) ? served(old, 'stale-if-error') : { result, from: 'upstreams' };
    },
  };
}

/** Creates the functions that compute an operation's types and cache keys from its variables. */
function cachingOf(ttls: Ttls, operation: CachedOperation) {
  return { reachOf: createReachOf(ttls, operation.schema, operation.document), keyOf: createKeyOf(operation) };
}

/** An operation's place in the cache, and how to execute it. */
interface CacheLookup {
  readonly key: string;
  readonly hash: string;
  readonly reach: Reach;
  readonly execute: ExecuteUncached;
}

/**
 * Executes an operation.
 * @param at in milliseconds since 1970
 * @returns its result, and the entry to cache; undefined where the result may not be cached
 */
async function executed(
  { reach, execute }: CacheLookup,
  context: UpstreamContext,
  at: number,
): Promise<{ readonly result: ExecutionResult; readonly entry?: AnswerEntry }> {
  const result = await execute(context);
  const { data, errors, extensions } = result;
  if (!data || errors || extensions) return { result };
  const ttl = smallerTtl(reach.ttl, context.remainingTtl ?? reach.ttl);
  return { result, entry: { json: Buffer.from(JSON.stringify({ data })), at, ttl, types: reach.types } };
}

/** Parses the data when it is first used: a response that sends the bytes does not need it. */
function resultOf(json: Buffer): ExecutionResult {
  let data: Record<string, unknown> | undefined;
  return {
    get data(): Record<string, unknown> {
      data ??= (JSON.parse(json.toString()) as { readonly data: Record<string, unknown> }).data;
      return data;
    },
  };
}

/** Whether an upstream failed to answer. */
function isUpstreamDown({ errors = [] }: ExecutionResult): boolean {
  return errors.some(isUpstreamFault);
}
