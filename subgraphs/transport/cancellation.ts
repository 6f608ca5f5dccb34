/** Cancels one request: like an AbortController, but with a single listener and no event, and much cheaper. */
export class Cancellation {
  /** The reason of the cancellation; undefined until then. */
  reason: Error | undefined;
  /** Runs when the request is cancelled. A waiter sets it, and clears it when it no longer waits. */
  listener: { onCancel(reason: Error): void } | undefined;

  cancel(reason: Error): void {
    if (this.reason) return;
    this.reason = reason;
    this.listener?.onCancel(reason);
  }
}

/** Waits. @throws Error the reason of the cancellation, as soon as the request is cancelled */
export function pause(ms: number, cancellation: Cancellation): Promise<void> {
  return new Promise((resolve, reject) => {
    if (cancellation.reason) return reject(cancellation.reason);
    const timer = setTimeout(() => {
      cancellation.listener = undefined;
      resolve();
    }, ms);
    cancellation.listener = {
      onCancel(reason) {
        clearTimeout(timer);
        reject(reason);
      },
    };
  });
}
