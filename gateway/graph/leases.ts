import type { Upstream } from '../../subgraphs/upstream.ts';
import type { Graph } from './graph.ts';

/** The graph as it was composed once. A request that began on one ends on it. */
export interface Generation {
  /** 1 is the first. */
  readonly number: number;
  readonly composedAt: Date;
  readonly graph: Graph;
  readonly upstreams: readonly Upstream[];
}

/** One request's hold on a generation. */
export interface Lease {
  readonly generation: Generation;
  /** Once the request has its answer; again does nothing. */
  release(): void;
}

/** The generation that serves, and the requests that hold it or one before it. */
export type Leases = ReturnType<typeof createLeases>;

/** @param onFreed called with a generation that was replaced, once its last request is done */
export function createLeases(first: Generation, onFreed: (generation: number) => void = () => {}) {
  let current = first;
  const requests = new Map([[first, 0]]);

  function count(generation: Generation, change: number): void {
    const left = (requests.get(generation) ?? 0) + change;
    requests.set(generation, left);
    if (generation === current || left > 0) return;
    requests.delete(generation);
    onFreed(generation.number);
  }

  return {
    get current(): Generation {
      return current;
    },
    /** Generations that were replaced and still have requests to finish. */
    get draining(): readonly { readonly generation: number; readonly requests: number }[] {
      const all = Array.from(requests, ([{ number }, held]) => ({ generation: number, requests: held }));
      return all.filter(({ generation }) => generation !== current.number);
    },
    /** Takes the current one for a request. */
    lease(): Lease {
      const generation = current;
      count(generation, 1);
      let isHeld = true;
      return {
        generation,
        release() {
          if (isHeld) count(generation, -1);
          isHeld = false;
        },
      };
    },
    swap(next: Generation): void {
      const old = current;
      current = next;
      requests.set(next, 0);
      count(old, 0);
    },
  };
}
