import { elements, property } from '../../json.ts';
import { type Order, orderArgument, reversed, withNullsTurned } from './order.ts';

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

/** A stretch as it came. */
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
