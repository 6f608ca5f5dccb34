import type { GraphQLError } from 'graphql';
import { NEEDS_PREFIX } from '../links/needs.ts';
import { type Place, standingsIn, type Values } from './emit.ts';
import type { Continuation } from './plan.ts';
import type { Arrived, PlacesOf, Run } from './run.ts';

/** The heads that an error is about: where it does not say, it is about all that came to nothing. */
export function headsOf(
  { heads }: Continuation,
  { data }: Arrived,
  key: string | number | undefined,
): readonly number[] {
  const named = heads.findIndex((head) => head.key === key);
  if (named >= 0) return [named];
  return heads.flatMap((head, index) => (data[head.key] == null ? [index] : []));
}

interface Told {
  readonly step: Continuation;
  readonly values: Values;
  readonly head: number;
  readonly nth: number;
  /** The error's path in the value. */
  readonly rest: Place;
  readonly placesOf: PlacesOf;
}

/** Notes an error in a value. What a link needed and did not get is an error of the link's own field. */
export function tell(run: Run, error: GraphQLError, { step, values, head, nth, rest, placesOf }: Told): void {
  const places = placesOf(head, nth);
  const need = rest.findIndex((key) => typeof key === 'string' && key.startsWith(NEEDS_PREFIX));
  if (need < 0) {
    run.fail(
      error,
      places.map((place) => [...place, ...rest]),
    );
    return;
  }
  const parent = rest.slice(0, need);
  const isParent = (place: Place) =>
    place.length === parent.length && place.every((key, index) => key === parent[index]);
  const standings = standingsIn(step, values);
  const costs = step.edges.filter(
    ({ needs }, edge) =>
      needs.some(([key]) => key === rest[need]) &&
      standings[edge]?.some((at) => at.head === head && at.nth === nth && isParent(at.place)),
  );
  const keys = costs.length > 0 ? costs.map(({ key }) => [key]) : [[]];
  run.fail(
    error,
    places.flatMap((place) => keys.map((key) => [...place, ...parent, ...key])),
  );
}
