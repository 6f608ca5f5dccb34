const SECOND = 1_000;
const MINUTE = 60 * SECOND;

/** Bounds of a process's subscriptions, in milliseconds. The bounds of each caller are in limits/bounds.ts. */
export interface SubscriptionBounds {
  /** Maximum number of subscriptions of the process. */
  readonly total: number;
  /** Lifetime of a subscription, plus or minus a tenth; after it the client should subscribe again. */
  readonly lifetimeMs: number;
  /**
   * Interval of checks of credentials. With the cached verdicts (identity/index.ts), a subscription ends at most 4.5 s
   * after its credential was revoked.
   */
  readonly checkMs: number;
  /** Time for a client to read the end of a subscription, before its connection is cut. */
  readonly graceMs: number;
  /** Interval of pings to a subscriber without events. */
  readonly pingMs: number;
  /** Period over which the ends of subscriptions are spread when the process ends. */
  readonly spreadMs: number;
}

export const SUBSCRIPTION_BOUNDS: SubscriptionBounds = {
  total: 5_000,
  lifetimeMs: 60 * MINUTE,
  checkMs: SECOND,
  graceMs: 10 * SECOND,
  pingMs: 12 * SECOND,
  spreadMs: 3 * SECOND,
};
