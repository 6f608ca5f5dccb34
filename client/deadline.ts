import { GraphError } from './errors.ts';

/** Until when something may take. */
export interface Deadline {
  /** Ends with the caller's signal and its reason, or when the time is over with a GraphError of code TIMEOUT. */
  readonly signal: AbortSignal;
  /** Milliseconds, never below 0. */
  leftMs(): number;
  /** Frees what it holds: to be called whatever happens. */
  end(): void;
}

/** Timers take no more, and would go off at once: 24 days. */
const MAX_TIMER_MS = 2 ** 31 - 1;

/**
 * Starts to count. (`AbortSignal.any` and `AbortSignal.timeout` would do, but not everywhere, and not without holding a
 * process up.)
 * @param url of the graph, for the error's message
 */
export function startDeadline(timeoutMs: number, caller: AbortSignal | undefined, url: string): Deadline {
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

/** Waits. Rejects with the reason of the signal as soon as that ends. */
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
