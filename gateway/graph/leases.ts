import type { Upstream } from '../../subgraphs/upstream.ts';
import type { Graph } from './graph.ts';

/** The graph of one composition. A request uses one generation from beginning to end. */
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
  /** Ends the hold, when the request has its answer. Further calls have no effect. */
  release(): void;
}

/** The serving generation, and the requests that hold it or an earlier one. */
export type Leases = ReturnType<typeof createLeases>;

/** @param onFreed called with the number of a replaced generation when its last request is done */
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
    /** Replaced generations with unfinished requests. */
    get draining(): readonly { readonly generation: number; readonly requests: number }[] {
      const all = Array.from(requests, ([{ number }, held]) => ({ generation: number, requests: held }));
      return all.filter(({ generation }) => generation !== current.number);
    },
    /** Holds the current generation for a request. */
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
