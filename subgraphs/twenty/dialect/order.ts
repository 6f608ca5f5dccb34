import { elements, isJsonObject, type JsonObject } from '../../json.ts';

/** One field that a list is ordered by. */
export interface OrderKey {
  /** Twenty's fields from the record to the value. */
  readonly path: readonly string[];
  /** `AscNullsFirst`, `AscNullsLast`, `DescNullsFirst` or `DescNullsLast`. */
  readonly direction: string;
}

/** The order of a list: by its keys, and among equals by the id. */
export interface Order {
  readonly keys: readonly OrderKey[];
  readonly isIdDescending: boolean;
}

/**
 * Reads an `orderBy`. As in SQL, the first of two keys on one field decides, and nothing after the id does: no two
 * records have the same.
 */
export function readOrder(orderBy: unknown): Order {
  const keys = new Map<string, OrderKey>();
  for (const key of elements(orderBy).flatMap((item) => keysOf(item, []))) {
    const name = key.path.join('.');
    if (name === 'id') return { keys: [...keys.values()], isIdDescending: key.direction.startsWith('Desc') };
    if (!keys.has(name)) keys.set(name, key);
  }
  return { keys: [...keys.values()], isIdDescending: false };
}

function keysOf(item: unknown, path: readonly string[]): readonly OrderKey[] {
  if (typeof item === 'string') return [{ path, direction: item }];
  const entries = Object.entries(isJsonObject(item) ? item : {});
  return entries.flatMap(([name, inner]) => keysOf(inner, [...path, name]));
}

/** Keys as Twenty takes them, each with its direction rewritten; undefined for none. Twenty adds the id, ascending. */
export function orderArgument(
  keys: readonly OrderKey[],
  direction: (direction: string) => string,
): readonly JsonObject[] | undefined {
  return keys.length === 0 ? undefined : keys.map((key) => nest(key.path, direction(key.direction)));
}

/** The direction of the same list from its end. */
export const reversed = (direction: string): string => withNullsTurned(direction.replace(/^Asc|^Desc/, turn));

/** The same direction with nulls at the other end. */
export const withNullsTurned = (direction: string): string => direction.replace(/First$|Last$/, turn);

const OPPOSITES: Readonly<Record<string, string>> = { Asc: 'Desc', Desc: 'Asc', First: 'Last', Last: 'First' };
const turn = (part: string) => OPPOSITES[part] ?? part;

/** A value at a path: `{ address: { addressCity: value } }`. */
export function nest(path: readonly string[], value: unknown): JsonObject {
  return Object(path.reduceRight((inner, name) => ({ [name]: inner }), value));
}
