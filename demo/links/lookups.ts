import type { Lookup } from 'chronos-graph/config';

/** The root fields of Directus and Twenty that the demo's links look up by. */
export const directus = {
  articlesBySeriesCodes: { upstream: 'directus', field: 'cmsArticlesBySeriesCodes', keys: 'keys' },
  articlesByRegionCode: { upstream: 'directus', field: 'cmsArticlesByRegionCode', keys: 'keys' },
  articlesByCompanyIds: { upstream: 'directus', field: 'cmsArticlesByCompanyIds', keys: 'keys' },
} as const satisfies Record<string, Lookup>;

export const twenty = {
  companiesByIds: { upstream: 'twenty', field: 'crmCompaniesByIds', keys: 'ids' },
} as const satisfies Record<string, Lookup>;
