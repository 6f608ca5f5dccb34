import { elements, isJsonObject, type JsonObject, property } from '../../json.ts';
import type { FieldRequest } from '../../request.ts';
import type { UpstreamRoot } from '../mapping.ts';
import type { Ask } from './ask.ts';
import { ROOT, settled, succeeded } from './ask.ts';
import type { Fetch } from './document.ts';
import { fault, type Outcome } from './errors.ts';
import { type Condition, every } from './filter.ts';
import { beyond, type Listed } from './keyset.ts';
import { type PageArguments, pageProblem, planPage } from './page.ts';
import { merge, type Selection } from './selection.ts';

/** A connection to ask for: which records, in which order, and what of them. */
export interface ConnectionRequest {
  readonly field: FieldRequest;
  readonly root: UpstreamRoot;
  readonly condition: Condition;
  readonly page: PageArguments;
  readonly orderBy: readonly unknown[] | undefined;
  readonly selection: Selection;
  readonly listed: Listed;
}

const PAGE_INFO: Selection = { pageInfo: { hasNextPage: {}, hasPreviousPage: {}, startCursor: {}, endCursor: {} } };
const EDGE_IDS: Selection = { edges: { node: { id: {} } } };

/** What says whether there is more beyond a side of the page. */
const BEYOND = { start: 'hasPreviousPage', end: 'hasNextPage' } as const;

/** Matches no record, and so gives each aggregate its value over none. */
const NOTHING = { id: { is: 'NULL' } };

/** A problem with what a client asks of a connection, at every parent; undefined where there is none. */
export function refused({ field, page }: ConnectionRequest, parents: readonly string[]): Ask | undefined {
  const problem = pageProblem(page);
  return problem === undefined
    ? undefined
    : settled(field, parents, { data: null, faults: [fault('BAD_USER_INPUT', problem)] });
}

/** A connection that matches nothing. */
export const EMPTY: JsonObject = {
  totalCount: 0,
  edges: [],
  pageInfo: { hasNextPage: false, hasPreviousPage: false, startCursor: null, endCursor: null },
};

/** Asks for a page by Twenty's own paging, and mends what Twenty gets wrong in it. */
export function askConnection(request: ConnectionRequest, parent = ROOT): Ask {
  const { field, root, condition, orderBy } = request;
  const impossible = refused(request, [parent]);
  if (impossible) return impossible;
  if (condition === false && !wantsAggregates(request.selection)) return settled(field, [parent], succeeded(EMPTY));
  const plan = planPage(request.page, orderBy, (order, cursor) => beyond(request.listed, order, cursor));
  const { edges: _, pageInfo, ...whole } = request.selection;
  const wantsWhole = plan.bound !== true && Object.keys(whole).length > 0;
  const probe = plan.probe && (pageInfo?.[BEYOND[plan.probe.side]] || wantsWhole) ? plan.probe : undefined;
  const isEmpty = plan.page.first === 0 || plan.page.last === 0;
  const page = probe && isEmpty ? oneOf(plan.page) : plan.page;
  const selection = pageInfo ? [PAGE_INFO, EDGE_IDS].reduce(merge, request.selection) : request.selection;
  const main: Fetch = {
    root,
    args: { filter: filterOf(every([condition, plan.bound])), orderBy: plan.orderBy, ...page },
    selection,
  };
  const probing: Fetch[] = probe
    ? [
        {
          root,
          args: { filter: filterOf(condition), orderBy: probe.orderBy, first: 1 },
          selection: wantsWhole ? merge(EDGE_IDS, whole) : EDGE_IDS,
        },
      ]
    : [];
  return {
    fetches: [main, ...probing],
    read([outcome = succeeded(null), probed]) {
      const mended = mend(outcome, plan.isTurned, probe && probed && { side: probe.side, outcome: probed, isEmpty });
      return { arrivals: [{ field, parent, outcome: mended }] };
    },
  };
}

/** A page of no record as one of one record: of no record nothing can be told that is before it or after it. */
function oneOf({ first, last, ...page }: PageArguments): PageArguments {
  return { ...page, ...(first === 0 && { first: 1 }), ...(last === 0 && { last: 1 }) };
}

function filterOf(condition: Condition): JsonObject | undefined {
  if (condition === false) return NOTHING;
  return condition === true ? undefined : condition;
}

/** Whether more is asked than edges, the count and the page information, which can be had from the edges alone. */
export function wantsAggregates(selection: Selection): boolean {
  return Object.keys(selection).some((name) => !(name in EMPTY));
}

/** What came of looking beyond a side of the page. */
interface Probed {
  readonly side: 'start' | 'end';
  readonly outcome: Outcome;
  /** The page is of no record, and one was asked for in its place. */
  readonly isEmpty: boolean;
}

function mend(outcome: Outcome, isTurned: boolean, probed: Probed | undefined): Outcome {
  if (!isJsonObject(outcome.data)) return outcome;
  const connection = isTurned ? turn(outcome.data) : outcome.data;
  if (!probed) return { ...outcome, data: connection };
  if (probed.outcome.faults.length > 0) return { data: null, faults: probed.outcome.faults };
  const ids = nodeIds(connection);
  const [outermost] = nodeIds(probed.outcome.data);
  const isMore = outermost !== undefined && outermost !== ids.at(probed.side === 'start' ? 0 : -1);
  const { edges: _, ...whole } = Object(probed.outcome.data);
  const page = probed.isEmpty ? emptied(connection, probed.side) : connection;
  const pageInfo = { ...Object(page.pageInfo), [BEYOND[probed.side]]: isMore };
  return { ...outcome, data: { ...page, ...whole, pageInfo } };
}

/** The page of no record in place of the one of one record. */
function emptied(connection: JsonObject, side: 'start' | 'end'): JsonObject {
  const ahead = BEYOND[side === 'start' ? 'end' : 'start'];
  return {
    ...connection,
    edges: [],
    pageInfo: { [ahead]: nodeIds(connection).length > 0, startCursor: null, endCursor: null },
  };
}

/** The page of a reversed order, the right way round. */
function turn(connection: JsonObject): JsonObject {
  const info = connection.pageInfo;
  return {
    ...connection,
    edges: elements(connection.edges).toReversed(),
    pageInfo: {
      hasNextPage: false,
      hasPreviousPage: property(info, 'hasNextPage'),
      startCursor: property(info, 'endCursor'),
      endCursor: property(info, 'startCursor'),
    },
  };
}

function nodeIds(connection: unknown): readonly unknown[] {
  return elements(property(connection, 'edges')).map((edge) => property(property(edge, 'node'), 'id'));
}
