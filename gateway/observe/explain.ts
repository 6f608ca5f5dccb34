import { print } from 'graphql';
import { createOperationWriter } from '../../subgraphs/contract/write-operation.ts';
import type { Identity } from '../identity/identity.ts';
import { type RequestRecord, roundedBy, type UpstreamRequestRecord, wavesOf } from './record.ts';

/** How an answer was made: `extensions.explain`. Times are in milliseconds; starts count from the request. */
export type Explanation = ReturnType<typeof explain>;
export type ExplainedRequest = Explanation['requests'][number];
export type ExplainedCall = ExplainedRequest['calls'][number];

/** Returns whether to explain a request: it sends `x-chronos-explain: 1`, for staff or where everyone may. */
export function explains(
  headers: Pick<Headers, 'get'>,
  identity: Pick<Identity, 'kind'>,
  forEveryone: boolean,
): boolean {
  return headers.get('x-chronos-explain') === '1' && (forEveryone || identity.kind === 'staff');
}

/** Returns the explanation of a record so far. JSON leaves out what is undefined. */
export function explain(record: RequestRecord) {
  const { id: requestId, traceId, startedAt, cost, firstPartMs, plannedWaves, upstreamRequests } = record;
  const since = (time: number) => rounded(time - startedAt);
  return {
    ...{ requestId, traceId },
    /** Time from the request's first header until now, without writing the answer. */
    ms: since(performance.now()),
    /** In points; undefined where no cost was computed. */
    cost,
    /** Time until the first part of a multipart answer was ready. */
    firstPartMs: rounded(firstPartMs),
    /** Number of waves of the plan; with prefetch, fewer can run. undefined where the operation was not executed. */
    plannedWaves,
    /** Number of waves that ran: the longest chain of upstream requests that waited for each other. */
    waves: wavesOf(record),
    cacheHits: { ...record.cacheHits },
    cacheMisses: { ...record.cacheMisses },
    prefetch: { ...record.prefetch },
    /** In the order in which they began. */
    requests: upstreamRequests.map((request) => ({
      upstream: request.upstream,
      wave: request.wave,
      startMs: since(request.startedAt),
      /** undefined while it runs. */
      ms: rounded(request.ms),
      ...writtenOf(request),
      errorCodes: request.errorCodes,
      /** The calls to the upstream: the document, or the SQL statement, in the upstream's own names. */
      calls: record.calls
        .filter((call) => call.request === request)
        .map(({ startedAt: at, text, variables, end }) => ({
          startMs: since(at),
          text,
          variables,
          ...end,
          ms: rounded(end?.ms),
        })),
    })),
  };
}

const rounded = roundedBy(1000);
const written = createOperationWriter();

/** Returns the upstream operation, in the graph's names, and its variables, with the keys of links. */
function writtenOf({ operation }: UpstreamRequestRecord) {
  const { document, variables } = written(operation);
  return { document: print(document), variables };
}
