import { type Deadline, sleep } from './deadline.ts';
import { GraphError } from './errors.ts';
import type { ExchangeResult } from './exchange.ts';

/** One HTTP exchange of a request, as `onAttempt` gets it. */
export interface Attempt {
  /** Where it was sent. */
  readonly url: string;
  /** The id of the persisted document that was sent; undefined for a text. */
  readonly documentId: string | undefined;
  /** 0 for the first attempt, 1 for the first retry. */
  readonly retry: number;
  /** From sending until the whole answer, in milliseconds. */
  readonly ms: number;
  /** The HTTP status; undefined if there was no answer. */
  readonly status: number | undefined;
  /** The first error of the answer, or the error that says why there is none. */
  readonly error: GraphError | undefined;
  /** The wait before the next attempt, in milliseconds; undefined for the last attempt. */
  readonly retryInMs: number | undefined;
}

export interface RetryOptions {
  /** The most retries; 0 sends once. */
  readonly retries: number;
  readonly deadline: Deadline;
  readonly onAttempt?: (attempt: Omit<Attempt, 'url' | 'documentId'>) => void;
}

/** The wait before the first retry is at most so long, in milliseconds; each next one doubles that. */
const FIRST_WAIT_MS = 250;
const MAX_WAIT_MS = 10_000;

/**
 * Sends again after a failure that can pass: HTTP 429, 5xx, and no answer at all. It waits as long as `Retry-After` says and a
 * random part of a time that doubles with each retry, so that clients that were refused together do not return together. If
 * the deadline leaves no time for the wait, the last reply is the answer.
 */
export async function withRetries(ask: () => Promise<ExchangeResult>, options: RetryOptions): Promise<ExchangeResult> {
  const { retries, deadline, onAttempt } = options;
  for (let retry = 0; ; retry += 1) {
    const sentAt = performance.now();
    const reply = await ask();
    const ms = performance.now() - sentAt;
    const waitMs = (reply.retryAfterMs ?? 0) + Math.random() * Math.min(MAX_WAIT_MS, FIRST_WAIT_MS * 2 ** retry);
    const isLast = retry >= retries || !mayPass(reply) || waitMs >= deadline.leftMs();
    const { status, answer } = reply;
    const error = answer instanceof GraphError ? answer : answer.errors[0];
    report(onAttempt, { retry, ms, status, error, retryInMs: isLast ? undefined : waitMs });
    if (isLast) return reply;
    await sleep(waitMs, deadline.signal);
  }
}

/** A fault of a log costs no answer. */
function report(onAttempt: RetryOptions['onAttempt'], attempt: Parameters<NonNullable<typeof onAttempt>>[0]): void {
  try {
    onAttempt?.(attempt);
  } catch {
    // Nobody could do anything about it here.
  }
}

function mayPass({ status }: ExchangeResult): boolean {
  return status === undefined || status === 429 || status >= 500;
}
