import type { Lookup } from './link.ts';

/** The lookups of the analytics subgraph, which every deployment has. */
export const analytics = {
  seriesByCodes: { upstream: 'analytics', field: 'seriesByCodes', keys: 'codes' },
  regionsByCodes: { upstream: 'analytics', field: 'regionsByCodes', keys: 'codes' },
  regionsAt: { upstream: 'analytics', field: 'regionsAt', keys: 'places' },
  indicatorsByCodes: { upstream: 'analytics', field: 'indicatorsByCodes', keys: 'codes' },
} as const satisfies Record<string, Lookup>;
