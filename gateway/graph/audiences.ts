import type { GraphQLSchema } from 'graphql';
import type { Caller } from '../../subgraphs/contract/upstream.ts';
import type { LinkFilters } from '../links/filters.ts';
import { cut, matcherOf } from './cut.ts';
import { hiddenFilters } from './filter-arguments.ts';
import { OPENED_BY, SCOPES, type Scope } from './scopes.ts';

/** The audience of a schema. */
export type Audience = Caller['audience'];

/** Coordinates that only staff may use, in every deployment: the CRM, all writes, and the data ingestion. */
const STAFF_ONLY = [
  'Crm*',
  'Query.crm*',
  'Subscription.crm*',
  'Mutation.*',
  // Unpublished content.
  '*ContentVersion',
  'Query.*(version:)',
  ...OPENED_BY['ingestion:read'],
];

/** Coordinates (see cut.ts) that each audience may not use: they are absent from its schema. */
const HIDDEN: Readonly<Record<Audience, readonly string[]>> = {
  public: [...STAFF_ONLY, ...OPENED_BY['analytics:bulk']],
  partner: STAFF_ONLY,
  internal: [],
};

/** The types and arguments that links add to the graph. */
interface LinkParts {
  /** The types of located links, which count nodes of another type. */
  readonly lists: readonly { readonly type: string; readonly node: string }[];
  readonly filters: readonly LinkFilters[];
}

/**
 * Cuts the graph to the types and fields that an audience may use.
 * @param scopes the caller's scopes: what only other scopes open is hidden
 * @param hidden further hidden coordinates: those of the deployment's file, and lookups, which only links use
 * @param parts additions of links, which are hidden together with their targets
 */
export function cutFor(
  audience: Audience,
  scopes: ReadonlySet<Scope>,
  graph: GraphQLSchema,
  hidden: readonly string[],
  { lists, filters }: LinkParts,
): GraphQLSchema {
  const gated = SCOPES.filter((scope) => !scopes.has(scope)).flatMap((scope) => OPENED_BY[scope]);
  const all = [...HIDDEN[audience], ...gated, ...hidden];
  const isHidden = matcherOf(all);
  return cut(graph, [
    ...all,
    ...lists.filter(({ node }) => isHidden(node)).map(({ type }) => type),
    ...hiddenFilters(filters, isHidden),
  ]);
}
