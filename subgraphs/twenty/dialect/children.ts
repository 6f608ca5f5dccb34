import { isJsonObject, property } from '../../common/json.ts';
import {
  type ConnectionRequest,
  cursorOfPage,
  fetchConnection,
  knownOutcome,
  nodeSelection,
  wantsAggregates,
  writePage,
} from './connection.ts';
import { isAt } from './cursor.ts';
import type { FieldOutcome } from './errors.ts';
import type { FetchRoot } from './fetch.ts';
import { every } from './filter.ts';
import { type Stretch, stretchArguments, stretchRows } from './order.ts';
import { windowOf } from './page.ts';
import { merge, type Selection } from './selection.ts';

/** Maximum number of rows that one request fetches for all parents. For more rows, each parent has its own request. */
const MAX_ROWS_AT_ONCE = 10_000;

/** The outcome of a connection for each parent, by the parent's id. */
export type ChildOutcomes = ReadonlyMap<string, FieldOutcome>;

/**
 * Requests a page of children for each parent, at the children's own root: Twenty ignores the arguments of nested
 * connections and cuts them at 60. For one parent, Twenty cuts the page; for several, one request fetches all children,
 * and the pages are cut here. Aggregates (sums, means), which Twenty computes only over all matches, need a request for
 * each parent. So do more rows than `maxRows`, and a cursor whose record has moved or is deleted.
 * @param request the connection, which is the same for all parents
 * @param column the child's column that holds the parent's id
 */
export async function fetchChildren(
  request: ConnectionRequest,
  column: string,
  parents: readonly string[],
  fetch: FetchRoot,
  maxRows: number = MAX_ROWS_AT_ONCE,
): Promise<ChildOutcomes> {
  const known = knownOutcome(request);
  if (known) return new Map(parents.map((parent) => [parent, known]));
  const isOneByOne = parents.length <= 1 || wantsAggregates(request.selection);
  const atOnce = isOneByOne ? undefined : await fetchAtOnce(request, column, parents, fetch, maxRows);
  if (atOnce) return atOnce;
  const outcomes = parents.map(async (parent): Promise<[string, FieldOutcome]> => {
    const own = { ...request, condition: childrenOf([parent], column, request) };
    return [parent, await fetchConnection(own, fetch)];
  });
  return new Map(await Promise.all(outcomes));
}

function childrenOf(parents: readonly string[], column: string, { condition }: ConnectionRequest) {
  return every([{ [column]: { in: parents } }, condition]);
}

/** Requests the children of all parents at once. @returns undefined if each parent needs its own request */
async function fetchAtOnce(
  request: ConnectionRequest,
  column: string,
  parents: readonly string[],
  fetch: FetchRoot,
  maxRows: number,
): Promise<ChildOutcomes | undefined> {
  const { root, order } = request;
  const all: Stretch = { from: 'start', skip: 0, size: maxRows };
  const args = { filter: childrenOf(parents, column, request), ...stretchArguments(order, all) };
  const outcome = await fetch({ root, args, selection: rowsOf(request, column) });
  if (!isJsonObject(outcome.data)) return new Map(parents.map((parent) => [parent, outcome]));
  const { edges, isMore } = stretchRows(order, all, outcome.data);
  const rows = edges.map((edge, index): Row => ({ edge, index, parent: parentOf(edge, column) }));
  const byParent = Map.groupBy(rows, ({ parent }) => parent);
  const bound = boundOf(request, rows);
  // If the parent is selected too, Twenty returns null for the column of a deleted parent.
  if (isMore || bound === undefined || byParent.has(null)) return undefined;
  const pageOf = (parent: string) => cutPage(request, byParent.get(parent) ?? [], bound);
  return new Map(parents.map((parent) => [parent, { ...outcome, data: pageOf(parent) }]));
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
function boundOf(request: ConnectionRequest, rows: readonly Row[]): number | undefined {
  const cursor = cursorOfPage(request);
  if (!cursor) return 0;
  const { order, page } = request;
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
