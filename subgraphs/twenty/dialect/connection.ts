import type { GraphQLInputObjectType } from 'graphql';
import { isJsonObject, type JsonObject, property } from '../../common/json.ts';
import { createDerived } from '../../common/memo.ts';
import type { FieldRequest } from '../../contract/request.ts';
import type { UpstreamRoot } from '../schema/mapping.ts';
import { mixedCurrencies } from './currencies.ts';
import { type Cursor, cursorOf, decodeCursor, encodeCursor } from './cursor.ts';
import { type FieldOutcome, fault, refused, succeeded } from './errors.ts';
import type { FetchRoot } from './fetch.ts';
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

/** Returns the outcome that is known without a request, for every parent: a refusal, or an empty page. */
export function knownOutcome(request: ConnectionRequest): FieldOutcome | undefined {
  const { field, page, order, condition, selection } = request;
  const cursor = page.after ?? page.before;
  const isUnknown = cursor !== undefined && decodeCursor(cursor, order) === undefined;
  const problem =
    pageProblem(page) ??
    (isUnknown ? `"${cursor}" is not a cursor of this list: pass one that the list returned.` : undefined);
  const refusal = problem === undefined ? mixedCurrencies(field) : fault('BAD_USER_INPUT', problem);
  if (refusal) return refused(refusal);
  return condition === false && !wantsAggregates(selection) ? succeeded(EMPTY) : undefined;
}

/** A connection that matches nothing. */
const EMPTY: JsonObject = {
  totalCount: 0,
  edges: [],
  pageInfo: { hasNextPage: false, hasPreviousPage: false, startCursor: null, endCursor: null },
};

/**
 * Requests a page by the number of rows before it, and checks that the record of its cursor is at its old place. If the
 * list has changed, a further request counts the records before the cursor.
 * @param place the number of records before the cursor's place, if they were counted
 */
export async function fetchConnection(
  request: ConnectionRequest,
  fetch: FetchRoot,
  place?: number,
): Promise<FieldOutcome> {
  const known = knownOutcome(request);
  if (known) return known;
  const { root, condition, order, page, selection } = request;
  const cursor = place === undefined && (selection.edges || selection.pageInfo) ? cursorOfPage(request) : undefined;
  const window = windowOf(page, place ?? (cursor && cursor.position + (page.after === undefined ? 0 : 1)));
  const stretch = stretchOf(window, cursor);
  const args = { filter: filterOf(condition), ...stretchArguments(order, stretch) };
  const outcome = await fetch({ root, args, selection: selectionFor(request, window, cursor) });
  const rows = stretchRows(order, stretch, outcome.data);
  if (!isJsonObject(outcome.data)) return outcome;
  if (cursor && nodeId(rows.edges[cursor.position - stretch.skip]) !== cursor.id) return locate(request, fetch, cursor);
  return { ...outcome, data: pageOf(request, window, { ...rows, skip: stretch.skip }, outcome.data) };
}

/** Returns the cursor of a page; undefined without one, and for a text that is no cursor of this list. */
export function cursorOfPage({ page, order }: ConnectionRequest): Cursor | undefined {
  const text = page.after ?? page.before;
  return text === undefined ? undefined : decodeCursor(text, order);
}

/** Counts the records up to a cursor and requests the page again. If it cannot count, uses the cursor's old place. */
async function locate(request: ConnectionRequest, fetch: FetchRoot, cursor: Cursor): Promise<FieldOutcome> {
  const { root, condition, order, page, filter } = request;
  const before = recordsBefore(filter, order, cursor, page.after !== undefined);
  if (before === undefined) return fetchConnection(request, fetch, cursor.position);
  const args = { filter: filterOf(every([condition, before])) };
  const outcome = await fetch({ root, args, selection: TOTAL });
  const count = property(outcome.data, 'totalCount');
  return typeof count === 'number' ? fetchConnection(request, fetch, count) : { ...outcome, data: null };
}

function filterOf(condition: Condition): JsonObject | undefined {
  if (condition === false) return NOTHING;
  return condition === true ? undefined : condition;
}

/** Whether the selection has fields other than edges, the count and the page information. */
export function wantsAggregates(selection: Selection): boolean {
  return Object.keys(selection).some((name) => !(name in EMPTY));
}

function wantsCursors({ edges, pageInfo }: Selection): boolean {
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
