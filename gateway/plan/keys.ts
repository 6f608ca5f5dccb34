import type { GraphQLError } from 'graphql';
import type { JsonObject } from '../../subgraphs/json.ts';
import type { LinkArgs } from '../links/link.ts';
import type { Place } from './emit.ts';
import type { Edge, Following } from './plan.ts';

/** The keys of a link's parents: what is asked for them, and how what comes is given to them. */
export interface Keyed {
  /** Each once: what the lookup is asked for. */
  readonly distinct: readonly unknown[];
  readonly lookupArgs: Readonly<Record<string, unknown>>;
  /** Whether a parent's field is asked for at all. */
  isAsked(parent: number): boolean;
  /** What a parent's field is, of the values that came for the distinct keys. */
  give(parent: number, values: readonly unknown[]): unknown;
  /**
   * The first value of a parent's list that an error has cost, and with it the list: the error, and where it arose in it.
   * @param missing the errors, by the keys whose values they cost
   */
  missing(
    parent: number,
    values: readonly unknown[],
    missing: ReadonlyMap<number, GraphQLError> | undefined,
  ): { readonly error: GraphQLError; readonly place: Place } | undefined;
  /** Where the value of a key stands in a parent's field: at several places of a list that names it several times. */
  positions(parent: number, nth: number, values: readonly unknown[]): readonly Place[];
}

/** What tells a key from others: itself, or its text where it is an object. */
export const idOf = (key: unknown): unknown => (typeof key === 'object' ? JSON.stringify(key) : key);

/** @param args the arguments of the link's field, coerced */
export function followKeys(
  { link, gives }: Following,
  edge: Edge,
  args: LinkArgs,
  parents: readonly JsonObject[],
): Keyed {
  const places = new Map<unknown, number>();
  const distinct: unknown[] = [];
  const placeOf = (key: unknown): number => {
    const id = idOf(key);
    const known = places.get(id);
    if (known !== undefined) return known;
    const place = distinct.push(key) - 1;
    places.set(id, place);
    return place;
  };
  const keys = parents.map((parent) => {
    const key = link.key(needsOf(edge, parent), args);
    if (key === null || key === undefined) return null;
    return Array.isArray(key) ? key.map(placeOf) : [placeOf(key)];
  });
  return {
    distinct,
    lookupArgs: { ...link.lookupArgs?.(args), [link.lookup.keys]: distinct },
    isAsked: (parent) => (keys[parent]?.length ?? 0) > 0,
    give(parent, values) {
      const own = keys[parent];
      if (!own) return null;
      if (gives !== 'values') return own[0] === undefined ? null : (values[own[0]] ?? null);
      if (own.length > 0 && values.length === 0) return null;
      const given: unknown[] = [];
      for (const nth of own) if (values[nth] != null) given.push(values[nth]);
      return given;
    },
    missing(parent, values, missing) {
      const own = keys[parent] ?? [];
      const at = missing ? own.findIndex((nth) => missing.has(nth)) : -1;
      const error = missing?.get(own[at] ?? -1);
      if (!error) return undefined;
      const position = own.slice(0, at).filter((nth) => values[nth] != null).length;
      const below = error.path?.slice(2) ?? [];
      return { error, place: below.length > 0 ? [position, ...below] : [] };
    },
    positions(parent, nth, values) {
      const own = keys[parent] ?? [];
      if (gives !== 'values') return own.includes(nth) ? [[]] : [];
      const present = own.filter((each) => values[each] != null);
      return present.flatMap((each, position) => (each === nth ? [[position]] : []));
    },
  };
}

/** What a link needs of a parent, under the names that it knows. */
export function needsOf({ needs }: Pick<Edge, 'needs'>, parent: JsonObject): JsonObject {
  const read: Record<string, unknown> = {};
  for (const [key, name] of needs) read[name] = parent[key] ?? null;
  return read;
}
