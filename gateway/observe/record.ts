import type { OperationRequest } from '../../subgraphs/request.ts';
import type { CallEnd } from '../../subgraphs/upstream.ts';
import type { Identity } from '../identity/identity.ts';

/** What is known of one client request while it is answered. Metrics, logs, traces and explanations are all made of it. */
export interface RequestRecord {
  /** The caller's own `x-request-id` where it is a plain word, else a UUID. */
  readonly id: string;
  /** When it began, as performance.now() has it; every other time of a record is by the same clock. */
  readonly startedAt: number;
  /** Unchanged, where it is valid (W3C Trace Context). */
  readonly traceparent: string | undefined;
  /** Of the caller's trace, else of the one that a tracer began. */
  traceId: string | undefined;
  identity: Pick<Identity, 'id' | 'audience'> | undefined;
  operation: OperationFacts | undefined;
  /** In points: see limits/cost.ts. */
  cost: number | undefined;
  /** How many waves its plan has: the requests of each wait for those before. Undefined where it is not executed. */
  plannedWaves: number | undefined;
  /** When the first part of an answer by parts was ready, in milliseconds; undefined of a whole answer. */
  firstPartMs: number | undefined;
  /** What was answered from memory, by the name of the cache. */
  readonly cacheHits: Record<string, number>;
  /** What was looked for there in vain, by the same names. */
  readonly cacheMisses: Record<string, number>;
  /** How many lookups of links were prefetched with the keys that were needed, and with others. */
  readonly prefetch: { hits: number; misses: number };
  readonly upstreamRequests: UpstreamRequestRecord[];
  readonly calls: CallRecord[];
  /** The wave of the upstream request that was answered last. */
  answeredWave: number;
  /** Undefined while it is being answered. */
  end: RequestEnd | undefined;
}

export interface OperationFacts {
  /** Null where it has none. */
  readonly name: string | null;
  /** SHA-256 of its document, in hexadecimal digits. */
  readonly hash: string;
  /** Whether it is one of the trusted documents: their names are few, others' are what a client likes. */
  readonly isTrusted: boolean;
}

/** One operation in the graph's own names that was given to an upstream. */
export interface UpstreamRequestRecord {
  readonly upstream: string;
  /** 1 for what is asked at once; else one more than that of the answer that it waited for. */
  readonly wave: number;
  readonly asked: OperationRequest;
  readonly startedAt: number;
  /** Undefined while it runs. */
  ms: number | undefined;
  /** The codes of its errors, each once. */
  errorCodes: readonly string[];
}

/** One thing really sent: an HTTP request or an SQL statement. */
export interface CallRecord {
  readonly upstream: string;
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

/** How many upstream requests had to wait for one another, at most. */
export function wavesOf({ upstreamRequests }: RequestRecord): number {
  return upstreamRequests.reduce((most, { wave }) => Math.max(most, wave), 0);
}

/** Whether an answer has any data besides its errors: a field of its root that is not null. */
export function hasAnyData(data: Readonly<Record<string, unknown>> | null | undefined): boolean {
  return Object.values(data ?? {}).some((value) => value !== null);
}

/** What an error that has no code is: one of the gateway's own. */
export const NO_CODE = 'INTERNAL_SERVER_ERROR';

/** The codes of errors, each once. */
export function codesOf(errors: readonly { readonly extensions?: Readonly<Record<string, unknown>> }[] = []): string[] {
  if (errors.length === 0) return [];
  return [...new Set(errors.map(({ extensions }) => String(extensions?.code ?? NO_CODE)))];
}

/** Hooks into requests, each with the record of the moment. None may throw or wait. */
export interface Watcher {
  requestBegins?(record: RequestRecord): void;
  upstreamRequestBegins?(request: UpstreamRequestRecord, record: RequestRecord): void;
  upstreamRequestEnds?(request: UpstreamRequestRecord, record: RequestRecord): void;
  /**
   * @param record undefined for what the gateway asks for itself
   * @param headers what it is sent with, to be added to; undefined for SQL
   */
  callBegins?(call: CallRecord, record: RequestRecord | undefined, headers: Record<string, string> | undefined): void;
  callEnds?(call: CallRecord, record: RequestRecord | undefined): void;
  requestEnds?(record: RequestRecord): void;
}
