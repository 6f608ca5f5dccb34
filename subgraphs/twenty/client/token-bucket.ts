import type { ClientAbort } from '../../client-abort.ts';
import { upstreamError } from '../../errors.ts';

/** A limit of Twenty's: so many root fields in so many milliseconds. */
export interface RateLimit {
  readonly count: number;
  readonly windowMs: number;
}

/** Who asks Twenty waits here for a turn, first come, first served. */
export interface Turns {
  /**
   * Waits until so many root fields may be asked for, or until the signal aborts; then the turn is given back.
   * @param until when the wait must be over, by `performance.now()`
   * @returns undefined where there is nothing to wait for
   * @throws GraphQLError UPSTREAM_RATE_LIMITED at once where it would not be, with `retryAfterSeconds`
   */
  take(count: number, until: number, signal?: ClientAbort): Promise<void> | undefined;
  /** Waits until a root field could be asked for at once, and takes no turn; undefined where it could now. */
  room(): Promise<void> | undefined;
  /** Told that Twenty refused in spite of it: others ask with the same key, so that nothing is left for now. */
  refused(): void;
}

/**
 * Keeps to limits the way that Twenty counts: each is a bucket of tokens that fills up evenly, of which a root field takes
 * one. A bucket may be emptied past zero: those who come next wait for as long as that takes to fill.
 */
export function createTurns(limits: readonly RateLimit[]): Turns {
  const buckets = limits.filter(({ count }) => Number.isFinite(count)).map(createBucket);

  function waitFor(count: number): number {
    let waitMs = 0;
    for (const bucket of buckets) waitMs = Math.max(waitMs, bucket.waitFor(count));
    return waitMs;
  }

  async function pass(ms: number, count: number, signal: ClientAbort | undefined): Promise<void> {
    const isOver = await wait(ms, signal);
    if (!isOver) for (const bucket of buckets) bucket.take(-count);
  }

  return {
    take(count, until, signal) {
      const waitMs = waitFor(count);
      if (waitMs > until - performance.now()) throw rateLimited(waitMs);
      for (const bucket of buckets) bucket.take(count);
      return waitMs === 0 ? undefined : pass(waitMs, count, signal);
    },
    room() {
      const waitMs = waitFor(1);
      return waitMs === 0 ? undefined : new Promise((resolve) => setTimeout(resolve, waitMs));
    },
    refused() {
      for (const bucket of buckets) bucket.empty();
    },
  };
}

/** The error for who would have to wait too long. */
function rateLimited(waitMs: number) {
  const retryAfterSeconds = Math.ceil(waitMs / 1000);
  const message = `Twenty takes no more requests for now, and the turn of this one would come too late: try again in ${retryAfterSeconds} s.`;
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

/** Whether the time has passed without an abort. */
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
