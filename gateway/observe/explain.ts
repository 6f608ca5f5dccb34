import { print } from 'graphql';
import { createOperationWriter } from '../../subgraphs/write-operation.ts';
import type { Identity } from '../identity/identity.ts';
import { type CallRecord, type RequestRecord, type UpstreamRequestRecord, wavesOf } from './record.ts';

/** How an answer came about: `extensions.explain`. Times are in milliseconds; those of beginnings count from the request's. */
export interface Explanation {
  readonly requestId: string;
  readonly traceId?: string;
  /** From the first header until here: writing the answer is not in it. */
  readonly ms: number;
  /** In points; undefined where nothing was to be counted. */
  readonly cost?: number;
  /** When the first part of an answer by parts was ready. */
  readonly firstPartMs?: number;
  /** How many waves its plan has; with prefetch there can be fewer. Undefined where it was not executed. */
  readonly plannedWaves?: number;
  /** How many upstream requests had to wait for one another. */
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
  /** Undefined where it still runs. */
  readonly ms?: number;
  /** What was asked, in the graph's names. */
  readonly document: string;
  /** Keys of links among them. */
  readonly variables: Readonly<Record<string, unknown>>;
  readonly errorCodes: readonly string[];
  /** What was sent for it, in the upstream's own words. */
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
  /** Whether it was not sent: an equal request of another caller was in flight already. */
  readonly isShared?: boolean | undefined;
}

/** Whether a request is to be explained: it asks by `x-chronos-explain: 1`, and staff may know, or everyone where it is so. */
export function explains(
  headers: Pick<Headers, 'get'>,
  identity: Pick<Identity, 'kind'>,
  forEveryone: boolean,
): boolean {
  return headers.get('x-chronos-explain') === '1' && (forEveryone || identity.kind === 'staff');
}

/** Returns the explanation of a record so far. Pure, but for the clock. */
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

/** Which request each call was sent for: of those of its upstream that ran when it was sent, the one that began last. */
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

/** To a microsecond. */
function rounded(ms: number): number {
  return Math.round(ms * 1000) / 1000;
}
