import type { Cursor } from './cursor.ts';
import type { Stretch } from './order.ts';

/** The arguments of a connection that select a page. */
export interface PageArguments {
  readonly first?: number | undefined;
  readonly after?: string | undefined;
  readonly last?: number | undefined;
  readonly before?: string | undefined;
  readonly offset?: number | undefined;
}

/** The default size of a page, which is Twenty's own. */
export const DEFAULT_PAGE_SIZE = 200;

/** Reads the page arguments of a field; null counts as absent. */
export function pageArguments(args: Readonly<Record<string, unknown>>): PageArguments {
  const number = (name: string) => (typeof args[name] === 'number' ? args[name] : undefined);
  const text = (name: string) => (typeof args[name] === 'string' ? args[name] : undefined);
  return {
    first: number('first'),
    after: text('after'),
    last: number('last'),
    before: text('before'),
    offset: number('offset'),
  };
}

/** Returns the problem of page arguments and its remedy; undefined if they are valid. */
export function pageProblem({ first, after, last, before, offset }: PageArguments): string | undefined {
  const negative = Object.entries({ first, last, offset }).find(([, value]) => value !== undefined && value < 0);
  if (negative) return `"${negative[0]}" must be 0 or more; it is ${negative[1]}.`;
  const isForward = first !== undefined || after !== undefined || offset !== undefined;
  const isBackward = last !== undefined || before !== undefined;
  if (!isForward || !isBackward) return undefined;
  return 'Page forward with "first", "after" and "offset", or backward with "last" and "before", not with both.';
}

/** A page's place in its list: the rows from `start` to `end`, without `end`. */
export interface Window {
  /** The end of the list from which rows are counted. */
  readonly from: Stretch['from'];
  readonly start: number;
  readonly end: number;
}

/**
 * Returns the window of a page.
 * @param place the number of rows before the page that follows a cursor, or before the record at which a page ends;
 * undefined without a cursor
 */
export function windowOf(args: PageArguments, place: number | undefined): Window {
  const { first = DEFAULT_PAGE_SIZE, last = DEFAULT_PAGE_SIZE, offset = 0 } = args;
  if (args.before !== undefined) {
    const end = place ?? 0;
    return { from: 'start', start: Math.max(0, end - last), end };
  }
  if (args.last !== undefined) return { from: 'end', start: 0, end: last };
  const start = (place ?? 0) + offset;
  return { from: 'start', start, end: start + first };
}

/**
 * Returns the rows to request for a page: at least one, because without a row Twenty returns no page information.
 * @param cursor its row is requested too, to check that it is still at its place
 */
export function stretchOf({ from, start, end }: Window, cursor: Cursor | undefined): Stretch {
  const skip = Math.min(start, cursor?.position ?? start);
  return { from, skip, size: Math.max(end, (cursor?.position ?? skip) + 1) - skip };
}
