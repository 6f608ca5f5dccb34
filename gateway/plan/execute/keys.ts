import { getArgumentValues } from 'graphql';
import type { JsonObject } from '../../../subgraphs/json.ts';
import type { LinkArgs } from '../../links/link.ts';
import type { Edge, Following, LookupBatch } from '../plan.ts';

/**
 * For a parent, where its key stands among those that are requested, or where each of its keys does; null where it has none.
 * Most lists are of one key: a list within the list for each would be most of what is remembered.
 */
type Places = number | readonly number[] | null;

/** The keys of a link's parents: what is requested for them, and which values each parent gets. They may be stored for long. */
export class KeyBatch implements LookupBatch {
  /** Each once: the keys that are requested. */
  readonly distinct: readonly unknown[];
  readonly lookupArgs: LookupBatch['lookupArgs'];
  readonly #places: readonly Places[];
  readonly #isList: boolean;

  /** @param args the arguments of the link's field, coerced */
  constructor({ link, gives }: Following, args: LinkArgs, keys: readonly unknown[]) {
    const places = new Map<unknown, number>();
    const distinct: unknown[] = [];
    const placeOf = (key: unknown): number => {
      const id = idOf(key);
      const known = places.get(id);
      if (known !== undefined) return known;
      places.set(id, distinct.length);
      return distinct.push(key) - 1;
    };
    const isList = gives === 'values';
    const placesOf = (key: unknown): Places => {
      if (key === null) return null;
      if (!isList) return placeOf(key);
      const own = listOf(key).map(placeOf);
      return own.length === 1 ? (own[0] ?? null) : own;
    };
    this.#isList = isList;
    this.#places = keys.map(placesOf);
    this.distinct = distinct;
    this.lookupArgs = distinct.length > 0 ? { ...link.lookupArgs?.(args), [link.lookup.keys]: distinct } : undefined;
  }

  /** Whether it is of these, and no others. */
  isOf(keys: readonly unknown[]): boolean {
    return (
      keys.length === this.#places.length && keys.every((key, parent) => this.#isAt(key, this.#places[parent] ?? null))
    );
  }

  /** @param key what the link says that a parent is followed by */
  #isAt(key: unknown, places: Places): boolean {
    if (key === null || places === null) return key === places;
    const own = this.#isList ? listOf(key) : [key];
    if (typeof places === 'number') return own.length === 1 && this.#isKey(own[0], places);
    return own.length === places.length && own.every((each, nth) => this.#isKey(each, places[nth] ?? -1));
  }

  #isKey(key: unknown, nth: number): boolean {
    return key === this.distinct[nth] || idOf(key) === idOf(this.distinct[nth]);
  }

  /** Whether anything is requested for a parent's field. */
  isAsked(parent: number): boolean {
    const own = this.#places[parent] ?? [];
    return typeof own === 'number' || own.length > 0;
  }

  /** Returns a parent's field, from the values of the distinct keys. */
  give(parent: number, values: readonly unknown[]): unknown {
    const own = this.#places[parent] ?? null;
    if (own === null) return null;
    if (!this.#isList && typeof own === 'number') return values[own] ?? null;
    if (typeof own === 'number') return values.length === 0 ? null : values[own] == null ? [] : [values[own]];
    if (own.length > 0 && values.length === 0) return null;
    const given = own.map((nth) => values[nth] ?? null);
    return given.includes(null) ? given.filter((value) => value !== null) : given;
  }
}

const listOf = (key: unknown): readonly unknown[] => (Array.isArray(key) ? key : [key]);

/** What distinguishes a key from others: itself, or its text where it is an object. */
export const idOf = (key: unknown): unknown => (typeof key === 'object' ? JSON.stringify(key) : key);

/**
 * The arguments of a link's own field, coerced.
 * @throws GraphQLError for one that does not fit its type
 */
export function linkArguments({ definition, node }: Edge, variables: Readonly<Record<string, unknown>>): LinkArgs {
  return definition.args.length > 0 ? getArgumentValues(definition, node, { ...variables }) : NO_ARGUMENTS;
}

const NO_ARGUMENTS: LinkArgs = {};

/**
 * @param args the arguments of the link's field, coerced
 * @param parents what the link needs of each
 * @param before the keys of another time, with the same arguments: they are these where nothing has changed
 */
export function followKeys(
  following: Following,
  args: LinkArgs,
  parents: readonly JsonObject[],
  before?: LookupBatch,
): KeyBatch {
  const keys = parents.map((parent) => following.link.key(parent, args) ?? null);
  return before instanceof KeyBatch && before.isOf(keys) ? before : new KeyBatch(following, args, keys);
}

/** What a link needs of a parent, under the names that it knows. */
export function needsOf({ needs }: Pick<Edge, 'needs'>, parent: JsonObject): JsonObject {
  const read: Record<string, unknown> = {};
  for (const [key, name] of needs) read[name] = parent[key] ?? null;
  return read;
}
