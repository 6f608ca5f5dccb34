import { type Deadline, sleep } from './deadline.ts';
import { GraphError } from './errors.ts';
import type { ExchangeResult } from './exchange.ts';

/** One HTTP exchange of a request, for `onAttempt`. */
export interface Attempt {
  /** The URL of the graph. */
  readonly url: string;
  /** The id of the persisted document; undefined if its text was sent. */
  readonly documentId: string | undefined;
  /** 0 for the first attempt, 1 for the first retry. */
  readonly retry: number;
  /** Time from sending to the complete answer, in milliseconds. */
  readonly ms: number;
  /** The HTTP status; undefined without an answer. */
  readonly status: number | undefined;
  /** The first error of the answer, or the reason why there is no answer. */
  readonly error: GraphError | undefined;
  /** The wait before the next attempt, in milliseconds; undefined for the last attempt. */
  readonly retryInMs: number | undefined;
}

export interface RetryOptions {
  /** Maximum number of retries; 0 sends once. */
  readonly retries: number;
  readonly deadline: Deadline;
  readonly onAttempt?: (attempt: Omit<Attempt, 'url' | 'documentId'>) => void;
}

/** Maximum wait before the first retry, in milliseconds; it doubles with each further retry. */
const FIRST_WAIT_MS = 250;
const MAX_WAIT_MS = 10_000;

/**
 * Retries after a temporary failure: HTTP 429, 5xx, or no answer. Waits for `Retry-After` plus a random part of a time
 * that doubles with each retry, so that clients that were refused together do not return together. If the deadline
 * leaves no time for the wait, returns the last reply.
 */
export async function withRetries(
  attempt: () => Promise<ExchangeResult>,
  options: RetryOptions,
): Promise<ExchangeResult> {
  const { retries, deadline, onAttempt } = options;
  for (let retry = 0; ; retry += 1) {
    const sentAt = performance.now();
    const reply = await attempt();
    const ms = performance.now() - sentAt;
    const { status, retryAfterMs, answer } = reply;
    const waitMs = waitBefore(retry, retryAfterMs);
    const isLast = !(retry < retries) || !mayPass(status) || waitMs >= deadline.leftMs();
    const error = answer instanceof GraphError ? answer : answer.errors[0];
    report(onAttempt, { retry, ms, status, error, retryInMs: isLast ? undefined : waitMs });
    if (isLast) return reply;
    await sleep(waitMs, deadline.signal);
  }
}

/** Calls `onAttempt`, and ignores its errors. */
function report(onAttempt: RetryOptions['onAttempt'], attempt: Parameters<NonNullable<typeof onAttempt>>[0]): void {
  try {
    onAttempt?.(attempt);
  } catch {
    // An error of a log must not fail the request.
  }
}

/** Returns the wait before a retry, in milliseconds. @param retry 0 for the first */
export function waitBefore(retry: number, retryAfterMs = 0): number {
  return retryAfterMs + Math.random() * Math.min(MAX_WAIT_MS, FIRST_WAIT_MS * 2 ** retry);
}

/** Returns whether a failure is temporary, by its HTTP status; undefined: there is no answer. */
export function mayPass(status: number | undefined): boolean {
  return status === undefined || status === 429 || status >= 500;
}
