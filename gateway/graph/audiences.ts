import type { GraphQLSchema } from 'graphql';
import type { Caller } from '../../subgraphs/upstream.ts';
import type { LinkFilters } from '../links/filters.ts';
import { cut, matcherOf } from './cut.ts';
import { hiddenFilters } from './filter-arguments.ts';
import { OPENED_BY, SCOPES, type Scope } from './scopes.ts';

/** Who a schema is for. */
export type Audience = Caller['audience'];

/** What only staff may use, in every deployment: the CRM, all writes, and the loads of data. */
const STAFF_ONLY = [
  'Crm*',
  'Query.crm*',
  'Subscription.crm*',
  'Mutation.*',
  // Content before it is published.
  '*ContentVersion',
  'Query.*(version:)',
  ...OPENED_BY['ingestion:read'],
];

/** What each audience may not use, as coordinates of cut.ts: it is absent from the audience's schema. */
const HIDDEN: Readonly<Record<Audience, readonly string[]>> = {
  public: [...STAFF_ONLY, ...OPENED_BY['analytics:bulk']],
  partner: STAFF_ONLY,
  internal: [],
};

/** What links add to the graph beyond fields. */
interface LinkParts {
  /** The types of located links, which count nodes of another type. */
  readonly lists: readonly { readonly type: string; readonly node: string }[];
  readonly filters: readonly LinkFilters[];
}

/**
 * The graph cut to what an audience may know of.
 * @param scopes what of it the scopes gate is hidden, but for these
 * @param hidden what it may not use in addition to that, by the deployment's file; and lookups, which exist for links alone
 * @param parts what links add to it, which is hidden with what it leads to
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
