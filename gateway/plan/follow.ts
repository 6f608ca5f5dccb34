import { emit, type Place, parentsIn, standingsIn, type Values } from './emit.ts';
import { locate } from './locate.ts';
import { lookUp } from './lookup.ts';
import type { Continuation } from './plan.ts';
import type { PlacesOf, Run } from './run.ts';

/** Follows the links that lead away from values that came, and writes the response for them. */
export async function proceed(run: Run, step: Continuation, values: Values, placesOf: PlacesOf): Promise<Values> {
  if (step.edges.length === 0) return step.heads.some(({ shape }) => shape) ? emit(step, values, []) : values;
  const parents = parentsIn(step, values);
  const found = step.edges.map((): readonly unknown[] => []);
  const placesOfParents = lazy(() => placesIn(step, values, placesOf));
  await Promise.all(
    step.nexts.map(async (next) => {
      const placesOfEdge = (edge: number) => placesOfParents()[edge] ?? [];
      if (next.kind === 'lookup') {
        for (const [head, there] of (await lookUp(run, step.edges, next, parents, placesOfEdge)).entries()) {
          const edge = next.follows[head]?.edge;
          if (edge !== undefined) found[edge] = there;
        }
      } else {
        const edge = step.edges[next.edge];
        const [of = [], places] = [parents[next.edge], () => placesOfEdge(next.edge)];
        if (edge) found[next.edge] = await locate(run, edge, next, of, places);
      }
    }),
  );
  return emit(step, values, found);
}

/** For each edge, for each of its parents, where the parent stands in the response. */
function placesIn(step: Continuation, values: Values, placesOf: PlacesOf): readonly (readonly Place[])[][] {
  return standingsIn(step, values).map((standings) =>
    standings.map(({ head, nth, place }) => placesOf(head, nth).map((before) => [...before, ...place])),
  );
}

function lazy<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}
