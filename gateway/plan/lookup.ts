import { GraphQLError, getArgumentValues } from 'graphql';
import type { Json, Place, Values } from './emit.ts';
import { followKeys, type Keyed } from './keys.ts';
import type { Edge, LookupStep } from './plan.ts';
import type { AskedField, PlacesOf, Run } from './run.ts';
import { headsOf, tell } from './tell.ts';

/** Asks for what all links to one upstream lead to, and gives it to each parent of each link. */
export async function lookUp(
  run: Run,
  edges: readonly Edge[],
  step: LookupStep,
  parents: readonly (readonly Json[])[],
  placesOfEdge: (edge: number) => readonly (readonly Place[])[],
): Promise<Values> {
  const keyed = step.follows.map((following) => {
    const edge = edges[following.edge];
    const of = parents[following.edge] ?? [];
    const places = () => placesOfEdge(following.edge).map((of) => of.map((place) => [...place, edge?.key ?? '']));
    const args = edge && argumentsOf(run, edge, of.length > 0 ? places : () => []);
    return { following, places, keys: followKeys(following, args && edge ? { edge, args, parents: of } : undefined) };
  });
  const asked = keyed.flatMap(({ keys }, index): AskedField[] => {
    const head = step.heads[index];
    if (!head || keys.distinct.length === 0) return [];
    return [{ key: head.key, bind: (variables) => head.bind(variables, keys.lookupArgs) }];
  });
  if (asked.length === 0) return keyed.map(({ keys }) => keys.of.map(() => null).map((_, nth) => keys.give(nth, [])));
  const arrived = await run.ask(step.upstream, asked);
  const values = step.heads.map(({ key }) => listOf(arrived.data[key]));
  const placesOf: PlacesOf = (head, nth) => {
    const { keys, places } = keyed[head] ?? {};
    return keys && places
      ? places().flatMap((of, parent) => placesOfValue(keys, parent, nth, values[head] ?? [], of))
      : [];
  };
  const failed = new Map<number, Map<number, GraphQLError>>();
  for (const error of arrived.errors) {
    const [key, nth, ...rest] = error.path ?? [];
    for (const head of headsOf(step, arrived, key)) {
      const isOfOne = typeof nth === 'number' && Array.isArray(arrived.data[step.heads[head]?.key ?? '']);
      const ofHead = keyed[head];
      if (!ofHead || ofHead.keys.distinct.length === 0) continue;
      if (!isOfOne) {
        run.fail(
          error,
          ofHead.places().flatMap((of, parent) => (ofHead.keys.isAsked(parent) ? of : [])),
        );
      } else if (ofHead.following.gives === 'values' && values[head]?.[nth] === null) {
        const ofNth = failed.get(head) ?? new Map<number, GraphQLError>();
        failed.set(head, ofNth);
        if (!ofNth.has(nth)) ofNth.set(nth, error);
      } else {
        tell(run, error, { step, values, head, nth, rest, placesOf });
      }
    }
  }
  const done = await run.proceed(run, step, values, placesOf);
  return keyed.map(({ keys, places }, head) =>
    keys.of.map((_, parent) => {
      const error = keys.failing(parent, failed.get(head));
      if (error) run.fail(error, places()[parent] ?? []);
      return error ? null : keys.give(parent, done[head] ?? []);
    }),
  );
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** The arguments of a link's field; undefined, and the error told to every parent, where they do not fit. */
function argumentsOf(run: Run, { definition, node }: Edge, places: () => readonly (readonly Place[])[]) {
  try {
    return getArgumentValues(definition, node, { ...run.coerced });
  } catch (error) {
    if (!(error instanceof GraphQLError)) throw error;
    run.fail(error, places().flat());
    return undefined;
  }
}

/** Where in the response a value of a lookup stands, below one of the parents that lead to it. */
function placesOfValue(
  keys: Keyed,
  parent: number,
  nth: number,
  values: readonly unknown[],
  of: readonly Place[],
): readonly Place[] {
  const positions = keys.positions(parent, nth, values);
  return of.flatMap((place) => positions.map((position) => [...place, ...position]));
}
