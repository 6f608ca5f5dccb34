import type { Condition } from './filter.ts';
import { reverseOrder } from './order.ts';

/** The arguments of a connection that say which page of it is wanted. */
export interface PageArguments {
  readonly first?: number | undefined;
  readonly after?: string | undefined;
  readonly last?: number | undefined;
  readonly before?: string | undefined;
  readonly offset?: number | undefined;
}

/** The page that a connection has when its size is not given: Twenty's own default. */
export const DEFAULT_PAGE_SIZE = 200;

/** How a page is asked of Twenty. */
export interface PagePlan {
  readonly page: PageArguments;
  readonly orderBy: readonly unknown[] | undefined;
  /** Asked from its end: the edges and the page information come the wrong way round. */
  readonly isTurned: boolean;
  /** What the records beyond the cursor meet, where Twenty can't be asked for them by the cursor. */
  readonly bound: Condition;
  /** The order whose first record tells whether there is more on the side that Twenty says nothing true about. */
  readonly probe: { readonly side: 'start' | 'end'; readonly orderBy: readonly unknown[] | undefined } | undefined;
}

/** Reads the page arguments of a field; null is as absent. */
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

/** What is wrong with page arguments, and what to do about it; undefined where nothing is. */
export function pageProblem({ first, after, last, before, offset }: PageArguments): string | undefined {
  const negative = Object.entries({ first, last, offset }).find(([, value]) => value !== undefined && value < 0);
  if (negative) return `"${negative[0]}" must be 0 or more; it is ${negative[1]}.`;
  const isForward = first !== undefined || after !== undefined || offset !== undefined;
  const isBackward = last !== undefined || before !== undefined;
  if (!isForward || !isBackward) return undefined;
  return 'Page forward with "first", "after" and "offset", or backward with "last" and "before", not with both.';
}

/**
 * Twenty answers `last` without `before` with the first rows: it is asked for the first of the reversed order instead.
 * It says that nothing precedes a page after a cursor, and that nothing follows a page before one: a probe tells.
 * @param beyond what the records after a cursor in an order meet; undefined where Twenty's own `after` finds them
 */
export function planPage(
  args: PageArguments,
  orderBy: readonly unknown[] | undefined,
  beyond: (orderBy: readonly unknown[] | undefined, cursor: string) => Condition | undefined,
): PagePlan {
  const { first, last = DEFAULT_PAGE_SIZE, before, after, offset } = args;
  const reversed = reverseOrder(orderBy);
  if (before !== undefined) {
    const probe = { side: 'end', orderBy: reversed } as const;
    const bound = beyond(reversed, before);
    if (bound === undefined) return { page: args, orderBy, isTurned: false, bound: true, probe };
    return { page: { first: last }, orderBy: reversed, isTurned: true, bound, probe };
  }
  if (args.last !== undefined) {
    return { page: { first: last }, orderBy: reversed, isTurned: true, bound: true, probe: undefined };
  }
  const probe = after !== undefined || offset ? ({ side: 'start', orderBy } as const) : undefined;
  const bound = after === undefined ? undefined : beyond(orderBy, after);
  if (bound === undefined) return { page: args, orderBy, isTurned: false, bound: true, probe };
  return { page: { first, offset }, orderBy, isTurned: false, bound, probe };
}
