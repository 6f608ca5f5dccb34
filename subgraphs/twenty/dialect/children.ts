import { isJsonObject, property } from '../../common/json.ts';
import { type Arrival, type Ask, settled, succeeded } from './ask.ts';
import {
  askConnection,
  type ConnectionRequest,
  EMPTY,
  nodeSelection,
  refused,
  wantsAggregates,
  writePage,
} from './connection.ts';
import { decodeCursor, isAt } from './cursor.ts';
import { every } from './filter.ts';
import { type Stretch, stretchArguments, stretchRows } from './order.ts';
import { windowOf } from './page.ts';
import { merge, type Selection } from './selection.ts';

/** Maximum number of rows that one request fetches for all parents. For more rows, each parent has its own request. */
export const MAX_ROWS_AT_ONCE = 10_000;

/**
 * Requests a page of children for each parent, at the children's own root: Twenty ignores the arguments of nested
 * connections and cuts them at 60. For one parent, Twenty cuts the page; for several, one request fetches all children,
 * and the pages are cut here. Aggregates (sums, means), which Twenty computes only over all matches, need a request for
 * each parent. So do more rows than `maxRows`, and a cursor whose record has moved or is deleted.
 * @param request the connection, which is the same for all parents
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
  const { field, root, order } = request;
  const all: Stretch = { from: 'start', skip: 0, size: maxRows };
  const args = { filter: childrenOf(parents, column, request), ...stretchArguments(order, all) };
  return {
    fetches: [{ root, args, selection: rowsOf(request, column) }],
    read([outcome = succeeded(null)]) {
      if (!isJsonObject(outcome.data)) return { arrivals: parents.map((parent) => ({ field, parent, outcome })) };
      const { edges, isMore } = stretchRows(order, all, outcome.data);
      const rows = edges.map((edge, index): Row => ({ edge, index, parent: parentOf(edge, column) }));
      const byParent = Map.groupBy(rows, ({ parent }) => parent);
      const bound = boundOf(request, rows);
      // If the parent is selected too, Twenty returns null for the column of a deleted parent.
      if (isMore || bound === undefined || byParent.has(null)) return { arrivals: [], again: oneByOne() };
      const arrivals = parents.map((parent): Arrival => {
        const data = cutPage(request, byParent.get(parent) ?? [], bound);
        return { field, parent, outcome: { ...outcome, data } };
      });
      return { arrivals };
    },
  };
}

/** Returns the selection of each row: the client's fields, the parent's column, and the values of its cursor. */
function rowsOf(request: ConnectionRequest, column: string): Selection {
  const node = [request.selection.edges?.node ?? {}, nodeSelection(request), { [column]: {} }].reduce(merge);
  return { edges: { node }, pageInfo: { hasNextPage: {}, hasPreviousPage: {} } };
}

/** A child's edge, and its place among the children of all parents. */
interface Row {
  readonly edge: unknown;
  readonly index: number;
  readonly parent: unknown;
}

function parentOf(edge: unknown, column: string): unknown {
  return property(property(edge, 'node'), column) ?? null;
}

/** Returns the number of rows of all parents before the cursor's place; undefined if no row is the cursor's. */
function boundOf({ page, order }: ConnectionRequest, rows: readonly Row[]): number | undefined {
  const text = page.after ?? page.before;
  const cursor = text === undefined ? undefined : decodeCursor(text, order);
  if (!cursor) return 0;
  const found = rows.find(({ edge }) => isAt(cursor, property(edge, 'node'), order));
  return found && found.index + (page.after === undefined ? 0 : 1);
}

/** Cuts one parent's page from its rows, as a connection. */
function cutPage(request: ConnectionRequest, rows: readonly Row[], bound: number) {
  const place = rows.filter(({ index }) => index < bound).length;
  const { from, ...window } = windowOf(request.page, place);
  const isFromEnd = from === 'end';
  const start = isFromEnd ? Math.max(0, rows.length - window.end) : Math.min(window.start, rows.length);
  const end = isFromEnd ? rows.length : Math.min(window.end, rows.length);
  return {
    totalCount: rows.length,
    ...writePage(request, {
      edges: rows.slice(start, end).map(({ edge }) => edge),
      position: start,
      hasNextPage: end < rows.length,
      hasPreviousPage: start > 0,
    }),
  };
}
