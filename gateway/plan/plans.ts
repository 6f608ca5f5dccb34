import type { DocumentNode, GraphQLSchema } from 'graphql';
import { nodeBytes } from '../../subgraphs/common/estimate.ts';
import type { Upstream } from '../../subgraphs/contract/upstream.ts';
import type { EventField } from '../events/index.ts';
import type { LinkFilters } from '../links/filters.ts';
import { fieldNameOf, type Link, type LocatedLink } from '../links/link.ts';
import { planOperation } from './compile/plan-operation.ts';
import type { Sources } from './compile/sources.ts';
import { createPrefetchHistory } from './execute/prefetch-history.ts';
import type { Plan } from './plan.ts';
import { freePrefix, withoutProto } from './response-keys.ts';

/** Compiles operations. */
export type Plans = ReturnType<typeof createPlans>;

/** Ratio of a plan's memory, including data that upstreams derive from it, to its document's memory. */
const PLAN_FACTOR = 4;

/** Estimates the memory of a plan, in bytes. @param document in its plainest form */
export const planBytes = (document: DocumentNode): number => PLAN_FACTOR * nodeBytes(document);

/** Creates the compiler of plans for one generation of the graph. */
export function createPlans(
  upstreams: readonly Upstream[],
  links: readonly (Link | LocatedLink)[],
  events: readonly EventField[],
  filters: readonly LinkFilters[],
) {
  const sources: Omit<Sources, 'schema' | 'prefix'> = {
    upstreams: new Map(upstreams.map((upstream) => [upstream.name, upstream])),
    links: new Map(links.map((link) => [`${link.on}.${fieldNameOf(link)}`, link])),
    events: new Map(events.map((event) => [event.name, event])),
    filters,
  };
  return {
    /**
     * Compiles an operation. Plans are not cached here: a caller that reuses a plan stores it.
     * @param schema the audience's view of the graph, against which the document is valid
     * @param document in its plainest form, with one operation: see `plainDocument`
     * @throws Error where the schema has no operations of that type: the document is then not valid
     */
    of: (schema: GraphQLSchema, document: DocumentNode): Plan => make({ ...sources, schema }, document),
  };
}

function make(sources: Omit<Sources, 'prefix'>, document: DocumentNode): Plan {
  const prefix = freePrefix(document);
  const key = `${prefix}__proto__`;
  const own = withoutProto(document, key);
  return {
    ...planOperation({ ...sources, prefix }, own),
    protoKey: own === document ? undefined : key,
    history: createPrefetchHistory(),
  };
}
