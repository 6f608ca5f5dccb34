/** Cancels one request: an AbortController with a single listener and no event, at a fraction of its price. */
export class Cancellation {
  /** Why the request is cancelled; undefined until it is. */
  reason: Error | undefined;
  /** Runs when the request is cancelled. A waiter sets it, and clears it when it no longer waits. */
  listener: { onCancel(reason: Error): void } | undefined;

  cancel(reason: Error): void {
    if (this.reason) return;
    this.reason = reason;
    this.listener?.onCancel(reason);
  }
}

/** Waits. @throws Error the reason of the cancellation, as soon as there is one */
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
