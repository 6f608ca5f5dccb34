import type { GraphQLSchema } from 'graphql';
import type { Caller } from '../../subgraphs/upstream.ts';
import { cut } from './cut.ts';
import { OPENED_BY, SCOPES, type Scope } from './scopes.ts';

/** Who a schema is for. */
export type Audience = Caller['audience'];

/** What only staff may know of: the CRM, and what the CMS holds beside what it publishes. */
const STAFF_ONLY = [
  'Crm*',
  'CompaniesInRegion',
  'Query.crm*',
  'Subscription.crm*',
  'Mutation.*',
  'Cms*.internalNote',
  'Cms*.INTERNAL_NOTE*',
  'Cms*.status',
  'Cms*.STATUS*',
  // Ids of the CRM, as the content model keeps them.
  'Cms*.companyIds',
  'Cms*.COMPANY_IDS*',
  '*ContentVersion',
  'Query.*(version:)',
  ...OPENED_BY['ingestion:read'],
];

/** What each audience does not have, as coordinates of cut.ts. What an audience lacks does not exist for it. */
const HIDDEN: Readonly<Record<Audience, readonly string[]>> = {
  public: [...STAFF_ONLY, ...OPENED_BY['analytics:bulk']],
  partner: STAFF_ONLY,
  internal: [],
};

/**
 * The graph cut to what an audience may know of.
 * @param scopes what of it the scopes gate is hidden, but for these
 * @param lookups root fields that exist for links alone: no audience has them
 */
export function cutFor(
  audience: Audience,
  scopes: ReadonlySet<Scope>,
  graph: GraphQLSchema,
  lookups: readonly string[],
): GraphQLSchema {
  const gated = SCOPES.filter((scope) => !scopes.has(scope)).flatMap((scope) => OPENED_BY[scope]);
  return cut(graph, [...HIDDEN[audience], ...gated, ...lookups.map((lookup) => `Query.${lookup}`)]);
}
