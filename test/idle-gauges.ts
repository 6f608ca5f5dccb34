import type { GaugeSources } from '../gateway/observe/gauges.ts';

/** The state of a gateway without requests, a cache, an edge, and Redis. */
export const idleGauges: GaugeSources = {
  webhooks: { counts: [] },
  generations: {
    current: { upstreams: [] },
    state: {
      generation: 1,
      composedAt: new Date(0),
      upstreams: [],
      reloads: { swapped: 0, kept: 0 },
      changes: {},
      changedIn: undefined,
      findings: [],
      problem: undefined,
    },
  },
  door: { admission: { inFlight: 0, limit: 1, shed: 0, delayMs: 0 } },
  memos: () => ({ entries: 0, bytes: 0 }),
  subscriptions: { count: 0 },
  cache: undefined,
  edge: undefined,
  redis: undefined,
};
