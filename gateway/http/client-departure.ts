import type { Departure } from '../../subgraphs/client-abort.ts';

/** Tells of a client that leaves, as an AbortSignal would, at a fraction of its price: each request has one. */
export class ClientDeparture implements Departure {
  aborted = false;
  /** Told once, however they were added. */
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
