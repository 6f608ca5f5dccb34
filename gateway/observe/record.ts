import type { OperationRequest } from '../../subgraphs/contract/request.ts';
import type { CallEnd } from '../../subgraphs/contract/upstream.ts';
import type { Identity } from '../identity/identity.ts';

/** The facts about one client request. Metrics, logs, traces and explanations are made from it. */
export interface RequestRecord {
  /** The caller's `x-request-id` if it matches `PLAIN_ID`, else a UUID. */
  readonly id: string;
  /** The start, by performance.now(), like all other times of a record. */
  readonly startedAt: number;
  /** The caller's header, if it is valid (W3C Trace Context). */
  readonly traceparent: string | undefined;
  /** The id of the caller's trace, else of the trace that the tracer began. */
  traceId: string | undefined;
  identity: Pick<Identity, 'id' | 'audience'> | undefined;
  operation: OperationFacts | undefined;
  /** In points: see limits/cost.ts. */
  cost: number | undefined;
  /** Number of waves of the plan, each after the one before. undefined where the operation is not executed. */
  plannedWaves: number | undefined;
  /** Time until the first part of a multipart answer was ready, in milliseconds; undefined for a single answer. */
  firstPartMs: number | undefined;
  /** Number of hits, by the name of the cache. */
  readonly cacheHits: Record<string, number>;
  /** Number of misses, by the name of the cache. */
  readonly cacheMisses: Record<string, number>;
  /** Number of link lookups that were prefetched with the needed keys (hits), and with other keys (misses). */
  readonly prefetch: { hits: number; misses: number };
  readonly upstreamRequests: UpstreamRequestRecord[];
  readonly calls: CallRecord[];
  /** The wave of the upstream request that was answered last. */
  answeredWave: number;
  /** undefined until it is answered. */
  end: RequestEnd | undefined;
}

export interface OperationFacts {
  /** null for an anonymous operation. */
  readonly name: string | null;
  /** SHA-256 of its document, in hexadecimal digits. */
  readonly hash: string;
  /** Whether the document is trusted: the number of trusted names is small, and clients choose all other names. */
  readonly isTrusted: boolean;
}

/** One operation for an upstream, in the graph's names. */
export interface UpstreamRequestRecord {
  readonly upstream: string;
  /** 1 for a request that waits for no other; else one more than the wave of the answer that it waited for. */
  readonly wave: number;
  readonly operation: OperationRequest;
  readonly startedAt: number;
  /** Undefined while it runs. */
  ms: number | undefined;
  /** The codes of its errors, each once. */
  errorCodes: readonly string[];
}

/** One HTTP request or SQL statement to an upstream. */
export interface CallRecord {
  readonly upstream: string;
  /** The upstream request that sent it: of those that run, the last one to the same upstream. */
  readonly request: UpstreamRequestRecord | undefined;
  readonly text: string;
  readonly variables: unknown;
  readonly startedAt: number;
  /** Undefined while it runs. */
  end: CallEnd | undefined;
}

export interface RequestEnd {
  readonly ms: number;
  /** Of the HTTP answer. */
  readonly status: number;
  /** The codes of its errors, each once. */
  readonly codes: readonly string[];
  readonly outcome: RequestOutcome;
}

/** `refused`: no upstream request was sent. */
export type RequestOutcome = 'done' | 'partly' | 'failed' | 'refused';

/** Returns the number of waves: the longest chain of upstream requests that waited for each other. */
export function wavesOf({ upstreamRequests }: RequestRecord): number {
  return upstreamRequests.reduce((most, { wave }) => Math.max(most, wave), 0);
}

/** Counts hits and misses of a cache. @param name of the cache: a label of metrics */
export function countCached(
  { cacheHits, cacheMisses }: RequestRecord,
  name: string,
  hits: number,
  misses: number,
): void {
  if (hits > 0) cacheHits[name] = (cacheHits[name] ?? 0) + hits;
  if (misses > 0) cacheMisses[name] = (cacheMisses[name] ?? 0) + misses;
}

/** Returns a function that rounds times to a part of a millisecond, such as a hundredth (100). */
export function roundedBy(parts: number) {
  function rounded(ms: number): number;
  function rounded(ms: number | undefined): number | undefined;
  function rounded(ms: number | undefined): number | undefined {
    return ms === undefined ? undefined : Math.round(ms * parts) / parts;
  }
  return rounded;
}

/** Returns whether an answer has any data: a root field that is not null. */
export function hasAnyData(data: Readonly<Record<string, unknown>> | null | undefined): boolean {
  return Object.values(data ?? {}).some((value) => value !== null);
}

/** The code of an error without one, which is the gateway's own. */
export const NO_CODE = 'INTERNAL_SERVER_ERROR';

/** Returns the codes of errors, each once. */
export function codesOf(errors: readonly { readonly extensions?: Readonly<Record<string, unknown>> }[] = []): string[] {
  if (errors.length === 0) return [];
  return [...new Set(errors.map(({ extensions }) => String(extensions?.code ?? NO_CODE)))];
}

/** Hooks into requests, each with the current record. A hook must not throw or block. */
export interface Watcher {
  requestBegins?(record: RequestRecord): void;
  upstreamRequestBegins?(request: UpstreamRequestRecord, record: RequestRecord): void;
  upstreamRequestEnds?(request: UpstreamRequestRecord, record: RequestRecord): void;
  /**
   * @param record undefined for the gateway's own calls
   * @param headers the call's headers, to which a hook can add; undefined for SQL
   */
  callBegins?(call: CallRecord, record: RequestRecord | undefined, headers: Record<string, string> | undefined): void;
  callEnds?(call: CallRecord, record: RequestRecord | undefined): void;
  requestEnds?(record: RequestRecord): void;
}
