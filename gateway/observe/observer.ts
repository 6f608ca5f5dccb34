import { randomUUID } from 'node:crypto';
import type { GraphQLError } from 'graphql';
import type { OnCall, Upstream } from '../../subgraphs/contract/upstream.ts';
import {
  type CallRecord,
  codesOf,
  NO_CODE,
  type RequestOutcome,
  type RequestRecord,
  type UpstreamRequestRecord,
  type Watcher,
} from './record.ts';
import { spanContextOf, validTraceparent } from './traceparent.ts';

declare module '../../subgraphs/contract/upstream.ts' {
  interface UpstreamContext {
    /**
     * The record of the client's request. Not in a WeakMap by the context: V8's young collections copy a WeakMap's
     * values as if they were in use.
     */
    record?: RequestRecord;
  }
}

/** The outcome of a request. */
export interface AnswerFacts {
  readonly status: number;
  /** The codes of its errors, each once. */
  readonly codes: readonly string[];
  /** Whether the answer has any data. */
  readonly hasData: boolean;
}

export type Observer = ReturnType<typeof createObserver>;

/**
 * Records every request, from its first header to its answer.
 * @param watchers called for every event, in this order
 */
export function createObserver(watchers: readonly Watcher[] = []) {
  const onCall: OnCall = ({ upstream, text, variables, context, headers }) => {
    const record = context?.record;
    const request = record?.upstreamRequests.findLast((each) => each.upstream === upstream && each.ms === undefined);
    const call: CallRecord = { upstream, request, text, variables, startedAt: performance.now(), end: undefined };
    record?.calls.push(call);
    if (headers && record?.traceparent) headers.traceparent = record.traceparent;
    for (const watcher of watchers) watcher.callBegins?.(call, record, headers);
    return (end) => {
      call.end = end;
      for (const watcher of watchers) watcher.callEnds?.(call, record);
    };
  };
  return {
    begin(headers: Pick<Headers, 'get'>): RequestRecord {
      const traceparent = validTraceparent(headers.get('traceparent'));
      const record: RequestRecord = {
        id: requestId(headers.get('x-request-id')),
        startedAt: performance.now(),
        traceparent,
        traceId: traceparent && spanContextOf(traceparent).traceId,
        identity: undefined,
        operation: undefined,
        cost: undefined,
        plannedWaves: undefined,
        firstPartMs: undefined,
        cacheHits: {},
        cacheMisses: {},
        prefetch: { hits: 0, misses: 0 },
        upstreamRequests: [],
        calls: [],
        answeredWave: 0,
        end: undefined,
      };
      for (const watcher of watchers) watcher.requestBegins?.(record);
      return record;
    },
    /** Records every call of the upstreams' clients. */
    onCall,
    /** Wraps an upstream, so that its requests are recorded. */
    watch: (upstream: Upstream) => watchUpstream(upstream, watchers),
    /** Ends a record. Call it once, when the answer is known. */
    end(record: RequestRecord, { status, codes, hasData }: AnswerFacts): void {
      const outcome = outcomeOf(record, codes, hasData);
      record.end = { ms: performance.now() - record.startedAt, status, codes, outcome };
      for (const watcher of watchers) watcher.requestEnds?.(record);
    },
  };
}

function outcomeOf(record: RequestRecord, codes: readonly string[], hasData: boolean): RequestOutcome {
  if (codes.length === 0) return 'done';
  if (hasData) return 'partly';
  return record.upstreamRequests.length === 0 && !codes.includes(NO_CODE) ? 'refused' : 'failed';
}

/** A request's id that is safe in a log. */
const PLAIN_ID = /^[\w.-]{1,64}$/;

function requestId(given: string | null): string {
  return given !== null && PLAIN_ID.test(given) ? given : randomUUID();
}

/** Wraps an upstream: adds each of its requests to the record of the client's request. */
function watchUpstream(upstream: Upstream, watchers: readonly Watcher[]): Upstream {
  const fetch: Upstream['fetch'] = async (operation, context) => {
    const { record } = context;
    if (!record) return upstream.fetch(operation, context);
    const request: UpstreamRequestRecord = {
      operation,
      upstream: upstream.name,
      // A request is sent in the turn in which the answer that it waits for arrives: that is the last answered one.
      wave: record.answeredWave + 1,
      startedAt: performance.now(),
      ms: undefined,
      errorCodes: [],
    };
    record.upstreamRequests.push(request);
    for (const watcher of watchers) watcher.upstreamRequestBegins?.(request, record);
    try {
      const response = await upstream.fetch(operation, context);
      const onErrors = (errors: readonly GraphQLError[]): void => {
        if (errors.length > 0) request.errorCodes = [...new Set([...request.errorCodes, ...codesOf(errors)])];
      };
      for (const { errors } of response.fields) onErrors(errors);
      return { fields: response.fields.map((field) => ({ ...field, onErrors })) };
    } finally {
      request.ms = performance.now() - request.startedAt;
      record.answeredWave = request.wave;
      for (const watcher of watchers) watcher.upstreamRequestEnds?.(request, record);
    }
  };
  // Other properties stay unchanged, including getters.
  const own = { ...Object.getOwnPropertyDescriptors(upstream), ...Object.getOwnPropertyDescriptors({ fetch }) };
  return Object.defineProperties({}, own) as Upstream;
}
