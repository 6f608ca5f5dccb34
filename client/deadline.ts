import { GraphError } from './errors.ts';

/** A time limit that the caller can cancel. */
export interface Deadline {
  /** Aborts with the caller's signal and its reason, or at the time limit with a GraphError TIMEOUT. */
  readonly signal: AbortSignal;
  /** Returns the remaining milliseconds, never below 0. */
  leftMs(): number;
  /** Removes the timer and the listener. Call it in every case. */
  end(): void;
}

/** Maximum of timers, 24 days: a longer one would fire at once. */
const MAX_TIMER_MS = 2 ** 31 - 1;

/** Checks a time limit in milliseconds: a timer takes what is no number as none. @throws TypeError */
export function checkTimeout(timeoutMs: number): void {
  if (typeof timeoutMs === 'number' && timeoutMs > 0) return;
  throw new TypeError(`timeoutMs must be a number of milliseconds, more than 0: ${timeoutMs}`);
}

/**
 * Starts a time limit. (`AbortSignal.any` and `AbortSignal.timeout` are not available everywhere, and can keep a
 * process alive.)
 * @param url the graph's URL, for the error's message
 * @throws TypeError for an invalid limit
 */
export function startDeadline(timeoutMs: number, caller: AbortSignal | undefined, url: string): Deadline {
  checkTimeout(timeoutMs);
  const controller = new AbortController();
  const endsAt = performance.now() + timeoutMs;
  const cancel = () => controller.abort(caller?.reason);
  const timer = setTimeout(
    () => {
      controller.abort(new GraphError('TIMEOUT', `${url} did not answer within ${timeoutMs} ms.`));
    },
    Math.min(timeoutMs, MAX_TIMER_MS),
  );
  if (caller?.aborted) cancel();
  caller?.addEventListener('abort', cancel);
  return {
    signal: controller.signal,
    leftMs: () => Math.max(0, endsAt - performance.now()),
    end() {
      clearTimeout(timer);
      caller?.removeEventListener('abort', cancel);
    },
  };
}

/** Waits. Rejects with the reason of the signal as soon as that aborts. */
export function sleep(ms: number, signal: AbortSignal): Promise<void> {
  signal.throwIfAborted();
  return new Promise((resolve, reject) => {
    const cancel = () => {
      clearTimeout(timer);
      reject(signal.reason);
    };
    const timer = setTimeout(() => {
      signal.removeEventListener('abort', cancel);
      resolve();
    }, ms);
    signal.addEventListener('abort', cancel, { once: true });
  });
}
