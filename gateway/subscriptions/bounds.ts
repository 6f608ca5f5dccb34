const SECOND = 1_000;
const MINUTE = 60 * SECOND;

/** How many subscriptions a process holds, and for how long. How many each caller may have stands in limits/bounds.ts. */
export interface SubscriptionBounds {
  /** In all. */
  readonly total: number;
  /** How old one becomes, give or take a tenth; then its client is to subscribe again. Milliseconds, as all of these. */
  readonly lifetimeMs: number;
  /**
   * How often credentials of subscriptions are checked. With the time that a verdict holds (identity/index.ts) it takes at most
   * 4.5 s until a subscription ends whose credential was revoked.
   */
  readonly checkMs: number;
  /** How long after its end a client may take to read it before its connection is broken off. */
  readonly graceMs: number;
  /** How often a subscriber that gets no events gets a sign that the connection is there. */
  readonly pingMs: number;
  /** Over how long the ends of subscriptions are spread, as the process ends. */
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
