import { print } from 'graphql';
import { createOperationWriter } from '../../subgraphs/write-operation.ts';
import type { Identity } from '../identity/identity.ts';
import { type CallRecord, type RequestRecord, type UpstreamRequestRecord, wavesOf } from './record.ts';

/** How an answer was made: `extensions.explain`. Times are in milliseconds; starts count from the request. */
export interface Explanation {
  readonly requestId: string;
  readonly traceId?: string;
  /** Time from the request's first header until now, without writing the answer. */
  readonly ms: number;
  /** In points; undefined where no cost was computed. */
  readonly cost?: number;
  /** Time until the first part of a multipart answer was ready. */
  readonly firstPartMs?: number;
  /** Number of waves of the plan; with prefetch, fewer can run. undefined where the operation was not executed. */
  readonly plannedWaves?: number;
  /** Number of waves that ran: the longest chain of upstream requests that waited for each other. */
  readonly waves: number;
  readonly cacheHits: Readonly<Record<string, number>>;
  readonly cacheMisses: Readonly<Record<string, number>>;
  readonly prefetch: { readonly hits: number; readonly misses: number };
  /** In the order in which they began. */
  readonly requests: readonly ExplainedRequest[];
}

export interface ExplainedRequest {
  readonly upstream: string;
  readonly wave: number;
  readonly startMs: number;
  /** undefined while it runs. */
  readonly ms?: number;
  /** The upstream operation, in the graph's names. */
  readonly document: string;
  /** With the keys of links. */
  readonly variables: Readonly<Record<string, unknown>>;
  readonly errorCodes: readonly string[];
  /** The calls to the upstream, in the upstream's own names. */
  readonly calls: readonly ExplainedCall[];
}

export interface ExplainedCall {
  readonly startMs: number;
  readonly ms?: number;
  /** The document, or the SQL statement. */
  readonly text: string;
  readonly variables?: unknown;
  readonly bytes?: number | undefined;
  readonly rows?: number | undefined;
  readonly errorCode?: string | undefined;
  readonly retries?: number | undefined;
  /** Whether it was not sent, as an equal request of another caller was already in flight. */
  readonly isShared?: boolean | undefined;
}

/** Returns whether to explain a request: it sends `x-chronos-explain: 1`, for staff or where everyone may. */
export function explains(
  headers: Pick<Headers, 'get'>,
  identity: Pick<Identity, 'kind'>,
  forEveryone: boolean,
): boolean {
  return headers.get('x-chronos-explain') === '1' && (forEveryone || identity.kind === 'staff');
}

/** Returns the explanation of a record so far. */
export function explain(record: RequestRecord): Explanation {
  const {
    id,
    traceId,
    startedAt,
    cost,
    firstPartMs,
    plannedWaves,
    cacheHits,
    cacheMisses,
    prefetch,
    upstreamRequests,
  } = record;
  const since = (time: number) => rounded(time - startedAt);
  const callsOf = assigned(record);
  return {
    requestId: id,
    ...(traceId !== undefined && { traceId }),
    ms: since(performance.now()),
    ...(cost !== undefined && { cost }),
    ...(firstPartMs !== undefined && { firstPartMs: rounded(firstPartMs) }),
    ...(plannedWaves !== undefined && { plannedWaves }),
    waves: wavesOf(record),
    cacheHits: { ...cacheHits },
    cacheMisses: { ...cacheMisses },
    prefetch: { ...prefetch },
    requests: upstreamRequests.map((request) => ({
      upstream: request.upstream,
      wave: request.wave,
      startMs: since(request.startedAt),
      ...(request.ms !== undefined && { ms: rounded(request.ms) }),
      ...writtenOf(request),
      errorCodes: request.errorCodes,
      calls: (callsOf.get(request) ?? []).map(({ startedAt: at, text, variables, end }) => ({
        startMs: since(at),
        text,
        ...(variables !== undefined && { variables }),
        ...(end && { ...end, ms: rounded(end.ms) }),
      })),
    })),
  };
}

/** Assigns each call to the upstream request that began last, of those to its upstream that ran at that time. */
function assigned({ upstreamRequests, calls }: RequestRecord): Map<UpstreamRequestRecord, CallRecord[]> {
  const found = new Map<UpstreamRequestRecord, CallRecord[]>();
  for (const call of calls) {
    const request = upstreamRequests.findLast(
      ({ upstream, startedAt, ms = Number.POSITIVE_INFINITY }) =>
        upstream === call.upstream && startedAt <= call.startedAt && call.startedAt <= startedAt + ms,
    );
    if (request) found.set(request, [...(found.get(request) ?? []), call]);
  }
  return found;
}

const written = createOperationWriter();

function writtenOf({ asked }: UpstreamRequestRecord): Pick<ExplainedRequest, 'document' | 'variables'> {
  const operation = written(asked);
  return { document: print(operation.document), variables: operation.variables };
}

/** Rounds to a microsecond. */
function rounded(ms: number): number {
  return Math.round(ms * 1000) / 1000;
}
