import type { ClientAbort } from '../../subgraphs/contract/upstream.ts';

/** Aborts when the client closes its connection. It is cheaper than an AbortSignal, as each request has one. */
export class ClientAbortSignal implements ClientAbort {
  aborted = false;
  /** Each is called once. */
  readonly #listeners = new Set<() => void>();

  leave(): void {
    if (this.aborted) return;
    this.aborted = true;
    for (const listener of this.#listeners) listener();
    this.#listeners.clear();
  }

  addEventListener(_type: 'abort', listener: () => void): void {
    this.#listeners.add(listener);
  }

  removeEventListener(_type: 'abort', listener: () => void): void {
    this.#listeners.delete(listener);
  }
}
