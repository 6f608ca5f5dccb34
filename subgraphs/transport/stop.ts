/** What an AbortController is, at a fraction of its price: with one listener, and no event. */
export class Stop {
  /** Why to stop; undefined: go on. */
  reason: Error | undefined;
  /** Told when it is time to stop. Who waits sets it, and clears it when it waits no longer. */
  onStop: ((reason: Error) => void) | undefined;

  stop(reason: Error): void {
    if (this.reason) return;
    this.reason = reason;
    this.onStop?.(reason);
  }
}

/** Waits. @throws Error the reason to stop, as soon as there is one */
export function pause(ms: number, stop: Stop): Promise<void> {
  return new Promise((resolve, reject) => {
    if (stop.reason) return reject(stop.reason);
    const timer = setTimeout(() => {
      stop.onStop = undefined;
      resolve();
    }, ms);
    stop.onStop = (reason) => {
      clearTimeout(timer);
      reject(reason);
    };
  });
}
