import type { GraphQLInputObjectType } from 'graphql';
import { isJsonObject, type JsonObject, property } from '../../common/json.ts';
import { createDerived } from '../../common/memo.ts';
import type { FieldRequest } from '../../contract/request.ts';
import type { UpstreamRoot } from '../schema/mapping.ts';
import { type Ask, ROOT, settled, succeeded } from './ask.ts';
import { mixedCurrencies } from './currencies.ts';
import { type Cursor, cursorOf, decodeCursor, encodeCursor } from './cursor.ts';
import { fault } from './errors.ts';
import { type Condition, every } from './filter.ts';
import { recordsBefore } from './locate.ts';
import { type Order, type StretchRows, stretchArguments, stretchRows } from './order.ts';
import { type PageArguments, pageProblem, stretchOf, type Window, windowOf } from './page.ts';
import { merge, type Selection } from './selection.ts';

/** A connection to request: the filter, the order and the selection of its records. */
export interface ConnectionRequest {
  readonly field: FieldRequest;
  readonly root: UpstreamRoot;
  readonly condition: Condition;
  readonly page: PageArguments;
  readonly order: Order;
  /** Whether the values that the list is ordered by can be selected. */
  readonly hasValues: boolean;
  readonly selection: Selection;
  /** The graph's type of its `filter`. */
  readonly filter: GraphQLInputObjectType;
}

/** Matches no record, so that each aggregate has its value over no records. */
const NOTHING = { id: { is: 'NULL' } };

/** Returns what is wrong with a connection's arguments, for every parent; undefined if nothing is. */
export function refused({ field, page, order }: ConnectionRequest, parents: readonly string[]): Ask | undefined {
  const cursor = page.after ?? page.before;
  const isUnknown = cursor !== undefined && decodeCursor(cursor, order) === undefined;
  const problem =
    pageProblem(page) ??
    (isUnknown ? `"${cursor}" is not a cursor of this list: pass one that the list returned.` : undefined);
  const refusal = problem === undefined ? mixedCurrencies(field) : fault('BAD_USER_INPUT', problem);
  return refusal && settled(field, parents, { data: null, faults: [refusal] });
}

/** A connection that matches nothing. */
export const EMPTY: JsonObject = {
  totalCount: 0,
  edges: [],
  pageInfo: { hasNextPage: false, hasPreviousPage: false, startCursor: null, endCursor: null },
};

/**
 * Requests a page by the number of rows before it, and checks that the record of its cursor is at its old place. If the
 * list has changed, a further request counts the records before the cursor.
 * @param place the number of records before the cursor's place, if they were counted
 */
export function askConnection(request: ConnectionRequest, parent = ROOT, place?: number): Ask {
  const { field, root, condition, order, page, selection } = request;
  const impossible = refused(request, [parent]);
  if (impossible) return impossible;
  if (condition === false && !wantsAggregates(selection)) return settled(field, [parent], succeeded(EMPTY));
  const cursor = place === undefined && (selection.edges || selection.pageInfo) ? cursorOfPage(request) : undefined;
  const window = windowOf(page, place ?? (cursor && cursor.position + (page.after === undefined ? 0 : 1)));
  const stretch = stretchOf(window, cursor);
  const args = { filter: filterOf(condition), ...stretchArguments(order, stretch) };
  return {
    fetches: [{ root, args, selection: selectionFor(request, window, cursor) }],
    read([outcome = succeeded(null)]) {
      const rows = stretchRows(order, stretch, outcome.data);
      if (!isJsonObject(outcome.data)) return { arrivals: [{ field, parent, outcome }] };
      if (cursor && nodeId(rows.edges[cursor.position - stretch.skip]) !== cursor.id) {
        return { arrivals: [], again: [locate(request, parent, cursor)] };
      }
      const data = pageOf(request, window, { ...rows, skip: stretch.skip }, outcome.data);
      return { arrivals: [{ field, parent, outcome: { ...outcome, data } }] };
    },
  };
}

function cursorOfPage({ page, order }: ConnectionRequest): Cursor | undefined {
  const text = page.after ?? page.before;
  return text === undefined ? undefined : decodeCursor(text, order);
}

/** Counts the records up to a cursor and requests the page again. If it cannot count, uses the cursor's old place. */
function locate(request: ConnectionRequest, parent: string, cursor: Cursor): Ask {
  const { field, root, condition, order, page, filter } = request;
  const before = recordsBefore(filter, order, cursor, page.after !== undefined);
  if (before === undefined) return askConnection(request, parent, cursor.position);
  return {
    fetches: [{ root, args: { filter: filterOf(every([condition, before])) }, selection: { totalCount: {} } }],
    read([outcome = succeeded(null)]) {
      const count = property(outcome.data, 'totalCount');
      if (typeof count !== 'number') return { arrivals: [{ field, parent, outcome: { ...outcome, data: null } }] };
      return { arrivals: [], again: [askConnection(request, parent, count)] };
    },
  };
}

function filterOf(condition: Condition): JsonObject | undefined {
  if (condition === false) return NOTHING;
  return condition === true ? undefined : condition;
}

/** Whether the selection has fields other than edges, the count and the page information. */
export function wantsAggregates(selection: Selection): boolean {
  return Object.keys(selection).some((name) => !(name in EMPTY));
}

export function wantsCursors({ edges, pageInfo }: Selection): boolean {
  return Boolean(edges?.cursor || pageInfo?.startCursor || pageInfo?.endCursor);
}

const TOTAL: Selection = { totalCount: {} };
const PAGE_INFO: Selection = { hasNextPage: {}, hasPreviousPage: {} };
const selections = createDerived<Selection, Selection>();

/** Returns the selection of a page: the client's fields, and the values of its cursors and page information. */
function selectionFor(request: ConnectionRequest, { from, start }: Window, cursor: Cursor | undefined): Selection {
  const { selection } = request;
  const { edges, pageInfo, ...whole } = selection;
  const hasCursors = wantsCursors(selection);
  if (!pageInfo && !hasCursors && !cursor) return selection;
  const needsTotal = (from === 'end' && hasCursors) || (start > 0 && !cursor);
  const variant = JSON.stringify([needsTotal, (hasCursors || cursor) && request.order.keys]);
  const make = (): Selection => {
    const node = [edges?.node ?? {}, nodeSelection(request)].reduce(merge);
    return { ...whole, ...(needsTotal && TOTAL), edges: { node }, ...(pageInfo && { pageInfo: PAGE_INFO }) };
  };
  return selections.derive(selection, make, variant);
}

/** Returns the selection of the values that a cursor contains and is compared with. */
export function nodeSelection({ selection, order, hasValues, page }: ConnectionRequest): Selection {
  const isUsed = hasValues && (wantsCursors(selection) || (page.after ?? page.before) !== undefined);
  const paths = isUsed ? order.keys.map(({ path }) => path) : [];
  const values = paths.map((path) => path.reduceRight<Selection>((inner, name) => ({ [name]: inner }), {}));
  return values.reduce(merge, { id: {} });
}

/** Cuts the page from the rows that were requested for it. */
function pageOf(
  request: ConnectionRequest,
  { from, start, end }: Window,
  { edges, isMore, skip }: StretchRows & { readonly skip: number },
  connection: JsonObject,
): JsonObject {
  const counted = edges.slice(start - skip, end - skip);
  const total = Number(connection.totalCount);
  const isBeyond = isMore || edges.length > end - skip;
  const isBehind = start > 0 && (edges.length > 0 || total > 0);
  const isFromEnd = from === 'end';
  return {
    ...connection,
    ...writePage(request, {
      edges: isFromEnd ? counted.toReversed() : counted,
      position: isFromEnd ? total - start - counted.length : start,
      hasNextPage: isFromEnd ? isBehind : isBeyond,
      hasPreviousPage: isFromEnd ? isBeyond : isBehind,
    }),
  };
}

/** Consecutive edges of a list, and their place in it. */
export interface Page {
  readonly edges: readonly unknown[];
  /** The number of rows of the list before them. */
  readonly position: number;
  readonly hasNextPage: boolean;
  readonly hasPreviousPage: boolean;
}

/** Makes a connection of a page, with the cursors that the client selects. */
export function writePage(request: ConnectionRequest, page: Page): JsonObject {
  const { selection, order, hasValues } = request;
  const { hasNextPage, hasPreviousPage, position, edges } = page;
  const cursorAt = (index: number) => {
    const edge = edges[index];
    return edge === undefined
      ? null
      : encodeCursor(cursorOf(property(edge, 'node'), position + index, order, hasValues));
  };
  const { startCursor, endCursor } = selection.pageInfo ?? {};
  return {
    edges: selection.edges?.cursor ? edges.map((edge, index) => ({ ...Object(edge), cursor: cursorAt(index) })) : edges,
    pageInfo: {
      hasNextPage,
      hasPreviousPage,
      startCursor: startCursor && cursorAt(0),
      endCursor: endCursor && cursorAt(edges.length - 1),
    },
  };
}

function nodeId(edge: unknown): unknown {
  return property(property(edge, 'node'), 'id');
}
