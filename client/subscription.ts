import { sleep } from './deadline.ts';
import type { Operation } from './documents.ts';
import { GraphError } from './errors.ts';
import { type Endpoint, type GraphAnswer, notGraphql, readAnswer, readRetryAfter, unreachable } from './exchange.ts';
import { mayPass, waitBefore } from './retries.ts';
import { readEvents } from './server-sent-events.ts';

/** The end of a stream of answers, or the error instead of a stream. */
interface Ended {
  readonly isComplete: boolean;
  /** Minimum wait before the next stream, in milliseconds. */
  readonly retryMs: number | undefined;
  /** The error that ended the stream, if any. */
  readonly error: GraphError | undefined;
}

export interface SubscriptionOptions {
  readonly endpoint: Endpoint;
  readonly operation: Operation;
  readonly variables: unknown;
  readonly signal: AbortSignal;
  /** Maximum number of consecutive streams without an event. */
  readonly retries: number;
}

/**
 * Subscribes, and subscribes again when a stream ends before it is complete. Events in between are lost: an answer
 * without data, with an error EVENTS_MISSED, marks the gap.
 * @throws GraphError for an error that a retry cannot fix
 * @throws the reason of the signal, when that aborts
 */
export async function* subscribeTo(options: SubscriptionOptions): AsyncGenerator<GraphAnswer, void, undefined> {
  const { signal, retries } = options;
  let hadOne = false;
  let byHash = options.operation.hash !== undefined;
  for (let failures = 0; ; failures += 1) {
    const stream = openStream(options, byHash);
    let next = await stream.next();
    if (!next.done) {
      if (hadOne) yield missed();
      hadOne = true;
    }
    while (!next.done) {
      if (next.value !== OPENED) {
        failures = 0;
        yield next.value;
      }
      next = await stream.next();
    }
    const { isComplete, retryMs, error } = next.value;
    if (byHash && error?.code === 'PERSISTED_QUERY_NOT_FOUND') {
      byHash = false;
      hadOne = false;
      continue;
    }
    if (isComplete) {
      if (error) throw error;
      return;
    }
    if (!(failures < retries))
      throw error ?? new GraphError('UNREACHABLE', `${options.endpoint.url} ends every subscription immediately.`);
    await sleep(waitBefore(failures, retryMs), signal);
  }
}

/** Marks the start of a stream; it is not an answer. */
const OPENED: GraphAnswer = { data: undefined, errors: [] };

async function* openStream(
  options: SubscriptionOptions,
  byHash: boolean,
): AsyncGenerator<GraphAnswer, Ended, undefined> {
  const { endpoint, operation, variables, signal } = options;
  const { url } = endpoint;
  const document = byHash ? { documentId: operation.hash } : { query: operation.text };
  signal.throwIfAborted();
  try {
    const response = await endpoint.fetch(url, {
      method: 'POST',
      headers: { ...endpoint.headers, accept: 'text/event-stream', 'content-type': 'application/json' },
      body: JSON.stringify({ ...document, variables }),
      signal,
    });
    const { status } = response;
    const retryMs = readRetryAfter(response.headers.get('retry-after'));
    if (status === 200) yield OPENED;
    for await (const event of readEvents(response.body, signal)) {
      if (event.kind === 'again') return { isComplete: false, retryMs: event.retryMs, error: undefined };
      if (event.kind === 'complete') return { isComplete: true, retryMs: undefined, error: undefined };
      const answer = readAnswer(event.data, { url, status, retryAfterMs: retryMs });
      if (answer instanceof GraphError || answer.data === undefined) {
        const error = answer instanceof GraphError ? answer : answer.errors[0];
        return { isComplete: !mayPass(status) && error?.code !== 'UPSTREAM_UNREACHABLE', retryMs, error };
      }
      yield answer;
    }
    // The stream ended without `complete` (a proxy cut it), or the answer is not from the graph.
    if (status === 200 && response.body) return { isComplete: false, retryMs, error: undefined };
    const error = notGraphql('without a stream of events', { url, status, retryAfterMs: retryMs });
    return { isComplete: !mayPass(status), retryMs, error };
  } catch (cause) {
    signal.throwIfAborted();
    return { isComplete: false, retryMs: undefined, error: unreachable(url, cause) };
  }
}

function missed(): GraphAnswer {
  const message =
    'The connection was lost for a while, and changes of that time are missing: read again what you show.';
  return { data: null, errors: [new GraphError('EVENTS_MISSED', message)] };
}
