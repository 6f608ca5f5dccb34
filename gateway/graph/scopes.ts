/**
 * Schema coordinates that each scope opens: see audiences.ts. They are hidden from an identity without the scope, in
 * every audience. A scope does not open coordinates that are hidden from the identity's audience.
 */
export const OPENED_BY = {
  'crm:read': ['Crm*', 'Query.crm*', 'Subscription.crm*'],
  'crm:write': ['Mutation.crm*'],
  'cms:write': ['Mutation.cms*'],
  'analytics:bulk': ['Series.observationColumns', 'ObservationColumns', 'Query.panel', 'Panel'],
  /** Opens only `POST /admin/reload`, and no part of the graph. */
  'gateway:reload': [],
  'ingestion:read': ['Query.ingestion*', 'Ingestion*'],
} as const satisfies Readonly<Record<string, readonly string[]>>;

/** A permission of an identity, within its audience. */
export type Scope = keyof typeof OPENED_BY;

export const SCOPES = Object.keys(OPENED_BY) as readonly Scope[];

/** The scopes that a partner's key may have: other scopes open nothing in its audience. */
export const PARTNER_SCOPES = ['analytics:bulk'] as const satisfies readonly Scope[];
