import type { JsonObject } from '../../../subgraphs/common/json.ts';
import type { LinkArgs } from '../../links/link.ts';
import type { Following, LookupBatch } from '../plan.ts';

/**
 * The index of a parent's key among the requested keys, or the index of each of its keys; null where it has no key.
 * Most parents have one key: a nested list for each would take most of the stored memory.
 */
type Places = number | readonly number[] | null;

/** The keys of a link's parents: the keys to request, and the values of each parent. May be stored for a long time. */
export class KeyBatch implements LookupBatch {
  /** The requested keys, without duplicates. */
  readonly distinct: readonly unknown[];
  readonly lookupArgs: LookupBatch['lookupArgs'];
  readonly #places: readonly Places[];
  readonly #isList: boolean;

  /** @param args the arguments of the link's field, coerced */
  constructor({ link, isList }: Pick<Following, 'link' | 'isList'>, args: LinkArgs, keys: readonly unknown[]) {
    const places = new Map<unknown, number>();
    const distinct: unknown[] = [];
    const placeOf = (key: unknown): number => {
      const id = idOf(key);
      const known = places.get(id);
      if (known !== undefined) return known;
      places.set(id, distinct.length);
      return distinct.push(key) - 1;
    };
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

  /** Whether the batch has exactly these keys of parents. */
  isOf(keys: readonly unknown[]): boolean {
    return (
      keys.length === this.#places.length && keys.every((key, parent) => this.#isAt(key, this.#places[parent] ?? null))
    );
  }

  /** @param key of a parent, as the link reads it */
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
  isRequested(parent: number): boolean {
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

/** Returns the identity of a key: the key itself, or its JSON where it is an object. */
export const idOf = (key: unknown): unknown => (typeof key === 'object' ? JSON.stringify(key) : key);

/**
 * Returns the keys of a link's parents.
 * @param args the arguments of the link's field, coerced
 * @param parents the fields that the link needs, by parent
 * @param before the keys of an earlier run with the same arguments: returned where they are the same
 */
export function followKeys(
  following: Pick<Following, 'link' | 'isList'>,
  args: LinkArgs,
  parents: readonly JsonObject[],
  before?: LookupBatch,
): KeyBatch {
  const keys = parents.map((parent) => following.link.key(parent, args) ?? null);
  return before instanceof KeyBatch && before.isOf(keys) ? before : new KeyBatch(following, args, keys);
}
