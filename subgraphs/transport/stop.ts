/** What can be stopped. */
export interface Stoppable {
  onStop(reason: Error): void;
}

/** What an AbortController is, at a fraction of its price: with one listener, and no event. */
export class Stop {
  /** Why to stop; undefined: go on. */
  reason: Error | undefined;
  /** Told when it is time to stop. Who waits sets it, and clears it when it waits no longer. */
  stoppable: Stoppable | undefined;

  stop(reason: Error): void {
    if (this.reason) return;
    this.reason = reason;
    this.stoppable?.onStop(reason);
  }
}

/** Waits. @throws Error the reason to stop, as soon as there is one */
export function pause(ms: number, stop: Stop): Promise<void> {
  return new Promise((resolve, reject) => {
    if (stop.reason) return reject(stop.reason);
    const timer = setTimeout(() => {
      stop.stoppable = undefined;
      resolve();
    }, ms);
    stop.stoppable = {
      onStop(reason) {
        clearTimeout(timer);
        reject(reason);
      },
    };
  });
}
