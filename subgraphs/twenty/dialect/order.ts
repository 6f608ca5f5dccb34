import { elements, isJsonObject, type JsonObject, property } from '../../json.ts';

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

/** Rows of a list that follow each other, counted from its start on, or from its end back. */
export interface Stretch {
  readonly from: 'start' | 'end';
  /** How many rows are passed over before the first. */
  readonly skip: number;
  /** How many rows there are at most: 1 or more. */
  readonly size: number;
}

/** A cursor after all records: before it are the last ones. Twenty gives `last` without `before` the first ones. */
const AFTER_ALL = Buffer.from('{"id":"ffffffff-ffff-5fff-bfff-ffffffffffff"}').toString('base64');

/**
 * The arguments by which Twenty gives a stretch of a list. Its `offset` counts from either end in every order, where its
 * cursors lose rows in many. From the end Twenty turns directions, but not where nulls are. It breaks ties by the id
 * ascending, whatever is asked, so a list with the id descending is read from its other end.
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
  /** Whether the list goes on after them. */
  readonly isMore: boolean;
}

/** Reads Twenty's answer to `stretchArguments`, of which its own page information was selected. */
export function stretchRows(order: Order, { from }: Stretch, connection: unknown): StretchRows {
  const edges = elements(property(connection, 'edges'));
  const pageInfo = property(connection, 'pageInfo');
  return {
    // Twenty gives rows from the end the right way round.
    edges: (from === 'end') === order.isIdDescending ? edges : edges.toReversed(),
    isMore: property(pageInfo, 'hasNextPage') === true || property(pageInfo, 'hasPreviousPage') === true,
  };
}
