import type { Lookup } from './link.ts';

/** The lookups that links use, by upstream: where the names of other people's root fields stand once. */
export const analytics = {
  seriesByCodes: { upstream: 'analytics', field: 'seriesByCodes', keys: 'codes' },
  regionsByCodes: { upstream: 'analytics', field: 'regionsByCodes', keys: 'codes' },
  regionsAt: { upstream: 'analytics', field: 'regionsAt', keys: 'places' },
  indicatorsByCodes: { upstream: 'analytics', field: 'indicatorsByCodes', keys: 'codes' },
} as const satisfies Record<string, Lookup>;

export const directus = {
  articlesBySeriesCodes: { upstream: 'directus', field: 'cmsArticlesBySeriesCodes', keys: 'keys' },
  articlesByRegionCode: { upstream: 'directus', field: 'cmsArticlesByRegionCode', keys: 'keys' },
  articlesByCompanyIds: { upstream: 'directus', field: 'cmsArticlesByCompanyIds', keys: 'keys' },
} as const satisfies Record<string, Lookup>;

export const twenty = {
  companiesByIds: { upstream: 'twenty', field: 'crmCompaniesByIds', keys: 'ids' },
} as const satisfies Record<string, Lookup>;
