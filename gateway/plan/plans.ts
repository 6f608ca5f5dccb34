import type { DocumentNode, GraphQLSchema } from 'graphql';
import { nodeBytes } from '../../subgraphs/common/estimate.ts';
import type { Upstream } from '../../subgraphs/contract/upstream.ts';
import type { EventField } from '../events/index.ts';
import type { LinkFilters } from '../links/filters.ts';
import { fieldNameOf, type Link, type LocatedLink } from '../links/link.ts';
import { planOperation } from './compile/plan-operation.ts';
import { createPrefetchHistory } from './execute/prefetch-history.ts';
import type { Plan } from './plan.ts';
import { freePrefix, withoutProto } from './response-keys.ts';

/**
 * Compiles an operation. Plans are not cached here: a caller that reuses a plan stores it.
 * @param schema the audience's view of the graph, against which the document is valid
 * @param document in its plainest form, with one operation: see `plainDocument`
 * @throws Error where the schema has no operations of that type: the document is then not valid
 */
export type PlanOf = (schema: GraphQLSchema, document: DocumentNode) => Plan;

/** Ratio of a plan's memory, including data that upstreams derive from it, to its document's memory. */
const PLAN_FACTOR = 4;

/** Estimates the memory of a plan, in bytes. @param document in its plainest form */
export const planBytes = (document: DocumentNode): number => PLAN_FACTOR * nodeBytes(document);

/** Creates the compiler of plans for one generation of the graph. */
export function createPlanOf(
  upstreams: readonly Upstream[],
  links: readonly (Link | LocatedLink)[],
  events: readonly EventField[],
  filters: readonly LinkFilters[],
): PlanOf {
  const sources = {
    upstreams: new Map(upstreams.map((upstream) => [upstream.name, upstream])),
    links: new Map(links.map((link) => [`${link.on}.${fieldNameOf(link)}`, link])),
    events: new Map(events.map((event) => [event.name, event])),
    filters,
  };
  return (schema, document) => {
    const prefix = freePrefix(document);
    const key = `${prefix}__proto__`;
    const own = withoutProto(document, key);
    return {
      ...planOperation({ ...sources, schema, prefix }, own),
      protoKey: own === document ? undefined : key,
      history: createPrefetchHistory(),
    };
  };
}
