import type { FieldRequest } from '../../request.ts';
import type { UpstreamRoot } from '../mapping.ts';
import type { Ask } from './ask.ts';
import { ROOT, settled, succeeded } from './ask.ts';
import type { Fetch } from './document.ts';
import { fault, type Outcome } from './errors.ts';
import type { Condition } from './filter.ts';
import { elements, isObject, type JsonObject, property } from './json.ts';
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
  const plan = planPage(request.page, orderBy);
  const filter = condition === false ? NOTHING : condition === true ? undefined : condition;
  const wanted = request.selection.pageInfo;
  const probe = plan.probe && wanted?.[BEYOND[plan.probe.side]] ? plan.probe : undefined;
  const selection = wanted ? [PAGE_INFO, EDGE_IDS].reduce(merge, request.selection) : request.selection;
  const main: Fetch = { root, args: { filter, orderBy: plan.orderBy, ...plan.page }, selection };
  const probing: Fetch[] = probe
    ? [{ root, args: { filter, orderBy: probe.orderBy, first: 1 }, selection: EDGE_IDS }]
    : [];
  return {
    fetches: [main, ...probing],
    read([outcome = succeeded(null), probed]) {
      const mended = mend(outcome, plan.isTurned, probe && probed && { side: probe.side, outcome: probed });
      return { arrivals: [{ field, parent, outcome: mended }] };
    },
  };
}

/** Whether more is asked than edges, the count and the page information, which can be had from the edges alone. */
export function wantsAggregates(selection: Selection): boolean {
  return Object.keys(selection).some((name) => !(name in EMPTY));
}

function mend(
  outcome: Outcome,
  isTurned: boolean,
  probe: { readonly side: 'start' | 'end'; readonly outcome: Outcome } | undefined,
): Outcome {
  if (!isObject(outcome.data)) return outcome;
  const connection = isTurned ? turn(outcome.data) : outcome.data;
  if (!probe) return { ...outcome, data: connection };
  if (probe.outcome.faults.length > 0) return { data: null, faults: probe.outcome.faults };
  const ids = nodeIds(connection);
  const [outermost] = nodeIds(probe.outcome.data);
  const isMore = outermost !== undefined && outermost !== ids.at(probe.side === 'start' ? 0 : -1);
  const pageInfo = {
    ...Object(connection.pageInfo),
    [BEYOND[probe.side]]: isMore,
  };
  return { ...outcome, data: { ...connection, pageInfo } };
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
