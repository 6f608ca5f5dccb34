import { emit, type Place, parentsIn, standingsIn, type Values } from './emit.ts';
import { needsOf } from './keys.ts';
import { locate } from './locate.ts';
import { lookUp } from './lookup.ts';
import type { Continuation } from './plan.ts';
import type { PlacesOf, Run } from './run.ts';

/** Follows the links that lead away from values that came, and writes the response for them. */
export async function proceed(run: Run, step: Continuation, values: Values, placesOf: PlacesOf): Promise<Values> {
  if (step.edges.length === 0) return step.heads.some(({ shape }) => shape) ? emit(step, values, []) : values;
  const parents = parentsIn(step, values);
  const fields = lazy(() => fieldsIn(step, values, placesOf));
  const links = step.edges.map((edge, index) => ({
    edge,
    parents: (parents[index] ?? []).map((parent) => needsOf(edge, parent)),
    fields: () => fields()[index] ?? [],
  }));
  const found = step.edges.map((): readonly unknown[] => []);
  await Promise.all(
    step.nexts.map(async (next) => {
      if (next.kind === 'located') {
        const link = links[next.edge];
        if (link) found[next.edge] = await locate(run, next, link);
        return;
      }
      const followed = next.follows.flatMap(({ edge }) => links[edge] ?? []);
      const there = await lookUp(run, next, followed);
      for (const [head, { edge }] of next.follows.entries()) found[edge] = there[head] ?? [];
    }),
  );
  return emit(step, values, found);
}

/** For each edge, where the link's field of each of its parents stands in the response. */
function fieldsIn(step: Continuation, values: Values, placesOf: PlacesOf): readonly (readonly Place[])[][] {
  return standingsIn(step, values).map((standings, index) => {
    const key = step.edges[index]?.key ?? '';
    return standings.map(({ head, nth, place }) => placesOf(head, nth).map((before) => [...before, ...place, key]));
  });
}

function lazy<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}
