import type { GraphQLError } from 'graphql';
import { requestError } from '../errors.ts';
import type { Audience } from '../graph/audiences.ts';
import type { Guess, Identity } from '../identity/index.ts';
import type { Redis } from '../redis.ts';
import { type Allowance, createAllowances } from './allowance.ts';
import { BAD_CREDENTIALS_PER_MINUTE, type Bounds } from './bounds.ts';
import { createBursts, type TokenBucket } from './burst.ts';

/** An allowance after its use; with a refusal, RATE_LIMITED and HTTP 429, where it is exceeded. */
export interface Spending {
  readonly allowance: Allowance;
  readonly refusal?: GraphQLError | undefined;
}

/** The rates of requests and costs of callers, which are identified by the names of identity/caller.ts. */
export type Rates = ReturnType<typeof createRates>;

const MINUTE = 60;
const DAY = 24 * 60 * MINUTE;

/** Share of a day's points that a bucket regains in a minute, and seconds in which an empty bucket fills. */
const MINUTE_SHARE = 1 / 50;
const BURST = 20;

/** Returns a caller's bucket, whose capacity is at least the maximum cost of one operation. */
function bucketOf(costPerDay: number, costOfOne: number): TokenBucket {
  const capacity = Math.max(Math.floor((costPerDay * MINUTE_SHARE * BURST) / MINUTE), costOfOne);
  return { capacity, perSecond: capacity / BURST };
}

/**
 * Creates the rates. A partner's agreement has precedence over its audience's bounds.
 * @param redis in which replicas count together; undefined: each counts for itself
 */
export function createRates(bounds: Readonly<Record<Audience, Bounds>>, redis?: Redis) {
  const requests = createAllowances('requests', MINUTE, redis);
  const costs = createAllowances('cost', DAY, redis);
  const bursts = createBursts('cost-burst');
  const guesses = createAllowances('credentials', MINUTE, redis);
  return {
    /** Counts a request. */
    async request({ audience, limits }: Identity, caller: string): Promise<Spending> {
      const limit = limits?.requestsPerMinute ?? bounds[audience].requestsPerMinute;
      const allowance = await requests.take(caller, 1, limit);
      return allowance.exceeded ? refused(allowance, `At most ${limit} requests a minute`) : { allowance };
    },
    /** Counts the cost of an operation, in points. */
    async cost({ audience, limits }: Identity, caller: string, points: number): Promise<Spending> {
      const limit = limits?.costPerDay ?? bounds[audience].costPerDay;
      const burst = bursts.take(caller, points, bucketOf(limit, bounds[audience].cost));
      if (burst.exceeded) return refused(burst, `This costs ${points} points, of ${burst.limit} at once`);
      const allowance = await costs.take(caller, points, limit);
      return allowance.exceeded ? refused(allowance, `This costs ${points} points, of ${limit} a day`) : { allowance };
    },
    /** Counts a credential as bad before its check: at most `BAD_CREDENTIALS_PER_MINUTE` of a network. */
    async guess(network: string): Promise<Guess> {
      const limit = BAD_CREDENTIALS_PER_MINUTE;
      const allowance = await guesses.take(network, 1, limit);
      const why = `At most ${limit} bad credentials a minute from one network`;
      return {
        refusal: allowance.exceeded ? refused(allowance, why).refusal : undefined,
        giveBack: () => void guesses.giveBack(network, 1, limit).catch(() => undefined),
      };
    },
  };
}

function refused(allowance: Allowance, why: string): Spending {
  const { name, resetSeconds, remaining } = allowance;
  const http = { status: 429, headers: { 'Retry-After': String(resetSeconds) } };
  const message = `${why}; ${remaining} are left. Try again in ${resetSeconds} seconds.`;
  const refusal = requestError(http, 'RATE_LIMITED', message, { allowance: name });
  return { allowance, refusal };
}

/** Returns the headers `RateLimit` and `RateLimit-Policy`: draft-ietf-httpapi-ratelimit-headers-10. */
export function rateLimitHeaders(allowances: readonly Allowance[]): Readonly<Record<string, string>> {
  return {
    'ratelimit-policy': allowances.map((each) => `"${each.name}";q=${each.limit};w=${each.windowSeconds}`).join(', '),
    ratelimit: allowances.map((each) => `"${each.name}";r=${each.remaining};t=${each.resetSeconds}`).join(', '),
  };
}
