import { handleMaybePromise } from '@whatwg-node/promise-helpers';
import type { Plugin } from 'graphql-yoga';
import type { Generations, Lease } from '../graph/generations.ts';
import type { Graph } from '../graph/graph.ts';

const leases = new WeakMap<Request, Lease>();

/** Holds each request to the generation of the graph on which it began, until it has its answer. */
export function useGeneration(generations: Pick<Generations, 'lease'>): Plugin {
  return {
    instrumentation: {
      request({ request }, answer) {
        const lease = generations.lease();
        leases.set(request, lease);
        return handleMaybePromise(answer, lease.release, (error) => {
          lease.release();
          throw error;
        });
      },
    },
  };
}

/** The graph that answers a request: the same for as long as it takes. */
export function graphOf(request: Request): Graph {
  const lease = leases.get(request);
  if (!lease) throw new Error('A request has its graph from its beginning.');
  return lease.generation.graph;
}
