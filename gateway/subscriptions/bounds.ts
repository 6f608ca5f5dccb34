const SECOND = 1_000;
const MINUTE = 60 * SECOND;

/** How many subscriptions a process holds, and for how long. How many each caller may have stands in limits/bounds.ts. */
export interface SubscriptionBounds {
  /** In all. */
  readonly total: number;
  /** How old one becomes, give or take a tenth; then its client is told to subscribe again. Milliseconds, as all of these. */
  readonly lifetimeMs: number;
  /** How long it takes at most until one ends whose credential is not good any more; at an event, that is seen at once. */
  readonly checkMs: number;
  /** How long after its end a client may take to read it before its connection is broken off. */
  readonly graceMs: number;
  /** How often one that is told nothing is told that it still is there. */
  readonly pingMs: number;
  /** Over how long clients are spread that are told to subscribe again, as the process ends. */
  readonly spreadMs: number;
}

export const SUBSCRIPTION_BOUNDS: SubscriptionBounds = {
  total: 5_000,
  lifetimeMs: 60 * MINUTE,
  checkMs: 30 * SECOND,
  graceMs: 10 * SECOND,
  pingMs: 12 * SECOND,
  spreadMs: 3 * SECOND,
};
