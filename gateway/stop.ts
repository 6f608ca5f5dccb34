/** How long it may take to let go of databases and upstreams once all is answered, in milliseconds. */
export const CLOSING_MS = 3_000;

export interface StopOptions {
  /** @returns whether all that was begun was also ended */
  readonly stop: (signal: 'SIGINT' | 'SIGTERM') => Promise<boolean>;
  /** What takes longer than this is broken off, in milliseconds. */
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

/** Ends the process once it has stopped: with 0 where all that was begun was also ended, else with 1. */
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
