import { upstreamError } from '../../contract/errors.ts';
import type { ClientAbort } from '../../contract/upstream.ts';

/** A rate limit of Twenty: `count` root fields in `windowMs` milliseconds. */
export interface RateLimit {
  readonly count: number;
  readonly windowMs: number;
}

/** After a refusal, Twenty's default limit allows the next root field in this time. */
const REFUSED_MS = 600;

export type TokenBuckets = ReturnType<typeof createTokenBuckets>;

/**
 * Counts as Twenty does: each limit is a bucket of tokens that fills evenly, and a root field takes one token. A bucket
 * may go below zero: later requests wait until it is filled again.
 */
export function createTokenBuckets(limits: readonly RateLimit[]) {
  const buckets = limits.filter(({ count }) => Number.isFinite(count)).map(createBucket);

  let refusedUntil = 0;

  function waitFor(count: number): number {
    let waitMs = Math.max(0, refusedUntil - performance.now());
    for (const bucket of buckets) waitMs = Math.max(waitMs, bucket.waitFor(count));
    return waitMs;
  }

  async function pass(ms: number, count: number, signal: ClientAbort | undefined): Promise<void> {
    const isOver = await wait(ms, signal);
    if (!isOver) for (const bucket of buckets) bucket.take(-count);
  }

  return {
    /**
     * Takes `count` tokens, and waits until they are available. If the signal aborts during the wait, returns them.
     * @param until the latest end of the wait, by `performance.now()`
     * @returns undefined where no wait is needed
     * @throws GraphQLError UPSTREAM_RATE_LIMITED, with `retryAfterSeconds`, at once where the wait is longer
     */
    take(count: number, until: number, signal?: ClientAbort): Promise<void> | undefined {
      const waitMs = waitFor(count);
      if (waitMs > until - performance.now()) throw rateLimited(waitMs);
      for (const bucket of buckets) bucket.take(count);
      return waitMs === 0 ? undefined : pass(waitMs, count, signal);
    },
    /** Waits until a token is available, and does not take it; undefined where one already is. */
    room(): Promise<void> | undefined {
      const waitMs = waitFor(1);
      return waitMs === 0 ? undefined : new Promise((resolve) => setTimeout(resolve, waitMs));
    },
    /** Empties the buckets after a refusal by Twenty: its limit is lower than these, or other programs use the workspace. */
    refused(): void {
      refusedUntil = performance.now() + REFUSED_MS;
      for (const bucket of buckets) bucket.empty();
    },
  };
}

/** Returns the error of a request whose wait is too long. */
function rateLimited(waitMs: number) {
  const retryAfterSeconds = Math.ceil(waitMs / 1000);
  const message = `The rate limit of Twenty is reached, and this request would wait too long: try again in ${retryAfterSeconds} s.`;
  return upstreamError('twenty', 'UPSTREAM_RATE_LIMITED', message, { extensions: { retryAfterSeconds } });
}

function createBucket({ count: capacity, windowMs }: RateLimit) {
  let tokens = capacity;
  let filledAt = performance.now();
  const fill = () => {
    const now = performance.now();
    tokens = Math.min(capacity, tokens + ((now - filledAt) / windowMs) * capacity);
    filledAt = now;
  };
  return {
    waitFor(count: number): number {
      fill();
      return Math.max(0, ((count - tokens) / capacity) * windowMs);
    },
    take(count: number): void {
      tokens -= count;
    },
    empty(): void {
      fill();
      tokens = Math.min(0, tokens);
    },
  };
}

/** Waits. @returns whether the time has passed without an abort */
function wait(ms: number, signal: ClientAbort | undefined): Promise<boolean> {
  return new Promise((resolve) => {
    if (signal?.aborted) return resolve(false);
    const onAbort = () => {
      clearTimeout(timer);
      resolve(false);
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', onAbort);
      resolve(true);
    }, ms);
    signal?.addEventListener('abort', onAbort, { once: true });
  });
}
