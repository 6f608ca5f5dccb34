/**
 * What each scope opens, as schema coordinates: see audiences.ts. Who lacks the scope lacks these, whatever the audience;
 * who has it still lacks what the audience does not have.
 */
export const OPENED_BY = {
  'crm:read': ['Crm*', 'Query.crm*', 'Subscription.crm*'],
  'crm:write': ['Mutation.crm*'],
  'cms:write': ['Mutation.cms*'],
  'analytics:bulk': ['Series.observationColumns', 'ObservationColumns', 'Query.panel', 'Panel'],
  /** Nothing of the graph, but `POST /admin/reload`. */
  'gateway:reload': [],
  'ingestion:read': ['Query.ingestion*', 'Ingestion*'],
} as const satisfies Readonly<Record<string, readonly string[]>>;

/** What an identity may be allowed in addition to what its audience has. */
export type Scope = keyof typeof OPENED_BY;

export const SCOPES = Object.keys(OPENED_BY) as readonly Scope[];

/** What a partner's key may be given: the others open nothing that its audience has. */
export const PARTNER_SCOPES = ['analytics:bulk'] as const satisfies readonly Scope[];
