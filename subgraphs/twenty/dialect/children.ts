import { elements, isJsonObject, type JsonObject, property } from '../../json.ts';
import { type Arrival, type Ask, settled, succeeded } from './ask.ts';
import { askConnection, type ConnectionRequest, EMPTY, refused, wantsAggregates } from './connection.ts';
import type { Outcome } from './errors.ts';
import { every } from './filter.ts';
import { DEFAULT_PAGE_SIZE, type PageArguments } from './page.ts';
import type { Selection } from './selection.ts';

/** The most rows that are fetched at once for all parents. Where there are more, each parent is asked for by itself. */
export const MAX_ROWS_AT_ONCE = 10_000;

/**
 * Asks for the children of parents, a page each, at the children's own root: Twenty ignores the arguments of nested
 * connections and cuts them at 60. For one parent Twenty cuts the page; for several all their children are fetched at
 * once and the pages are cut here. Aggregates (sums, means) Twenty has only for all that match: they cost a request
 * per parent, as do more rows than `maxRows` and a cursor that is of none of them.
 * @param request the connection, as it is for any parent
 * @param column the child's column that holds the parent's id
 */
export function askChildren(
  request: ConnectionRequest,
  column: string,
  parents: readonly string[],
  maxRows: number = MAX_ROWS_AT_ONCE,
): readonly Ask[] {
  const impossible = refused(request, parents);
  if (impossible) return [impossible];
  if (request.condition === false && !wantsAggregates(request.selection)) {
    return [settled(request.field, parents, succeeded(EMPTY))];
  }
  const one = (parent: string) =>
    askConnection({ ...request, condition: childrenOf([parent], column, request) }, parent);
  if (parents.length <= 1 || wantsAggregates(request.selection)) return parents.map(one);
  return [askAtOnce(request, column, parents, maxRows, () => parents.map(one))];
}

function childrenOf(parents: readonly string[], column: string, { condition }: ConnectionRequest) {
  return every([{ [column]: { in: parents } }, condition]);
}

function askAtOnce(
  request: ConnectionRequest,
  column: string,
  parents: readonly string[],
  maxRows: number,
  oneByOne: () => readonly Ask[],
): Ask {
  const { field, root, orderBy, page } = request;
  const args = { filter: childrenOf(parents, column, request), orderBy, first: maxRows };
  return {
    fetches: [{ root, args, selection: rowsOf(request.selection, column) }],
    read([outcome = succeeded(null)]) {
      if (!isJsonObject(outcome.data)) return { arrivals: toAll(parents, request, outcome) };
      const window = windowOf(elements(outcome.data.edges), page);
      const isCut = property(outcome.data.pageInfo, 'hasNextPage') === true;
      if (isCut || !window) return { arrivals: [], again: oneByOne() };
      const rows = rowsByParent(elements(outcome.data.edges), column);
      const arrivals = parents.map((parent): Arrival => {
        return { field, parent, outcome: { ...outcome, data: cutPage(rows.get(parent) ?? [], window, page) } };
      });
      return { arrivals };
    },
  };
}

function toAll(parents: readonly string[], { field }: ConnectionRequest, outcome: Outcome): readonly Arrival[] {
  return parents.map((parent) => ({ field, parent, outcome }));
}

/** What to ask of each row: what the client asks, where it belongs, and its cursor, which becomes the page's. */
function rowsOf({ edges }: Selection, column: string): Selection {
  const node = { ...edges?.node, [column]: {} };
  return { edges: { cursor: {}, node }, pageInfo: { hasNextPage: {} } };
}

/** A child's edge, and its place among the children of all parents. */
interface Row {
  readonly edge: unknown;
  readonly index: number;
}

function rowsByParent(edges: readonly unknown[], column: string): ReadonlyMap<unknown, readonly Row[]> {
  const rows = edges.map((edge, index) => ({ edge, index }));
  return Map.groupBy(rows, ({ edge }) => property(property(edge, 'node'), column));
}

/** The places between two cursors, both exclusive. */
interface Window {
  readonly after: number;
  readonly before: number;
}

/** Where the cursors of a page stand among all rows; undefined where one of them is of no row. */
function windowOf(edges: readonly unknown[], { after, before }: PageArguments): Window | undefined {
  const place = (cursor: string) => edges.findIndex((edge) => property(edge, 'cursor') === cursor);
  const window = {
    after: after === undefined ? -1 : place(after),
    before: before === undefined ? edges.length : place(before),
  };
  const isFound = (after === undefined || window.after >= 0) && window.before >= 0;
  return isFound ? window : undefined;
}

/** One parent's page of its own rows, as a connection. */
function cutPage(rows: readonly Row[], window: Window, { first, last, before, offset = 0 }: PageArguments): JsonObject {
  const lower = rows.filter(({ index }) => index <= window.after).length + offset;
  const upper = rows.filter(({ index }) => index < window.before).length;
  const isBackward = last !== undefined || before !== undefined;
  const from = isBackward ? Math.max(lower, upper - (last ?? DEFAULT_PAGE_SIZE)) : Math.min(lower, upper);
  const to = isBackward ? upper : Math.min(upper, from + (first ?? DEFAULT_PAGE_SIZE));
  const edges = rows.slice(from, to).map(({ edge }) => edge);
  return {
    totalCount: rows.length,
    edges,
    pageInfo: {
      hasNextPage: to < rows.length,
      hasPreviousPage: from > 0,
      startCursor: property(edges.at(0), 'cursor') ?? null,
      endCursor: property(edges.at(-1), 'cursor') ?? null,
    },
  };
}
