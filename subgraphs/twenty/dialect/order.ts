import { elements, isJsonObject, type JsonObject, property } from '../../common/json.ts';

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
 * Reads an `orderBy`. As in SQL, only the first of two keys on one field counts, and no key after the id counts,
 * because ids are unique.
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

/** Returns keys for Twenty, with their directions rewritten; undefined for none. Twenty adds the id, ascending. */
export function orderArgument(
  keys: readonly OrderKey[],
  direction: (direction: string) => string,
): readonly JsonObject[] | undefined {
  return keys.length === 0 ? undefined : keys.map((key) => nest(key.path, direction(key.direction)));
}

/** Returns the direction of the same list from its end. */
export const reversed = (direction: string): string => withNullsTurned(direction.replace(/^Asc|^Desc/, turn));

/** Returns the same direction with nulls at the other end. */
export const withNullsTurned = (direction: string): string => direction.replace(/First$|Last$/, turn);

const OPPOSITES: Readonly<Record<string, string>> = { Asc: 'Desc', Desc: 'Asc', First: 'Last', Last: 'First' };
const turn = (part: string) => OPPOSITES[part] ?? part;

/** Nests a value at a path: `{ address: { addressCity: value } }`. */
export function nest(path: readonly string[], value: unknown): JsonObject {
  return Object(path.reduceRight((inner, name) => ({ [name]: inner }), value));
}

/** Consecutive rows of a list, counted from its start or from its end. */
export interface Stretch {
  readonly from: 'start' | 'end';
  /** The number of rows before the first. */
  readonly skip: number;
  /** The maximum number of rows: 1 or more. */
  readonly size: number;
}

/** A cursor after all records, for `last`: without `before`, Twenty's `last` returns the first records. */
const AFTER_ALL = Buffer.from('{"id":"ffffffff-ffff-5fff-bfff-ffffffffffff"}').toString('base64');

/**
 * Returns Twenty's arguments for a stretch of a list. Its `offset` counts correctly from either end in every order,
 * while its cursors lose rows in many. From the end, Twenty reverses directions, but not the place of nulls. It always
 * breaks ties by the ascending id, so a list with a descending id is read from its other end.
 */
export function stretchArguments(order: Order, { from, skip, size }: Stretch): Readonly<Record<string, unknown>> {
  const offset = skip || undefined;
  const isFromEnd = (from === 'end') !== order.isIdDescending;
  const direction = order.isIdDescending ? reversed : (each: string) => each;
  if (!isFromEnd) return { orderBy: orderArgument(order.keys, direction), first: size, offset };
  const orderBy = orderArgument(order.keys, (each) => withNullsTurned(direction(each)));
  return { orderBy, last: size, before: AFTER_ALL, offset };
}

/** The rows of a stretch, unchanged. */
export interface StretchRows {
  /** In the order in which they were counted. */
  readonly edges: readonly unknown[];
  /** Whether the list has more rows after them. */
  readonly isMore: boolean;
}

/** Reads Twenty's answer to `stretchArguments`, with Twenty's own page information. */
export function stretchRows(order: Order, { from }: Stretch, connection: unknown): StretchRows {
  const edges = elements(property(connection, 'edges'));
  const pageInfo = property(connection, 'pageInfo');
  return {
    // Twenty returns rows from the end in the order of the list.
    edges: (from === 'end') === order.isIdDescending ? edges : edges.toReversed(),
    isMore: property(pageInfo, 'hasNextPage') === true || property(pageInfo, 'hasPreviousPage') === true,
  };
}
