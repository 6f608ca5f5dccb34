/** How long closing databases and upstreams may take once all requests are answered, in milliseconds. */
export const CLOSING_MS = 3_000;

export interface StopOptions {
  /** @returns whether all requests were answered */
  readonly stop: (signal: 'SIGINT' | 'SIGTERM') => Promise<boolean>;
  /** The process ends after this time at the latest, in milliseconds. */
  readonly deadlineMs: number;
}

/** Stops once, in order, at the first signal; at a second one, at once. */
export function stopOnSignal({ stop, deadlineMs }: StopOptions): void {
  let isStopping = false;
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      if (isStopping) process.exit(1);
      isStopping = true;
      exitAfter(stop(signal), deadlineMs);
    });
  }
}

/** Ends the process once it has stopped: with 0 if all requests were answered, else with 1. */
export function exitAfter(stopped: Promise<boolean>, deadlineMs: number): void {
  setTimeout(() => process.exit(1), deadlineMs).unref();
  stopped.then(
    (isWhole) => process.exit(isWhole ? 0 : 1),
    (error) => {
      console.error(error);
      process.exit(1);
    },
  );
}
