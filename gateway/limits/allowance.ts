import cluster from 'node:cluster';
import {
  type RateLimiterAbstract,
  RateLimiterCluster,
  RateLimiterMemory,
  RateLimiterRedis,
  RateLimiterRes,
} from 'rate-limiter-flexible';
import type { Redis } from '../redis.ts';

/** The quota of a caller in a window of time, and its remaining part. */
export interface Allowance {
  readonly name: string;
  readonly limit: number;
  readonly windowSeconds: number;
  readonly remaining: number;
  /** Seconds until the full quota is available again, rounded up. */
  readonly resetSeconds: number;
  /** Whether the request exceeded the remaining quota; then nothing was taken. */
  readonly exceeded: boolean;
}

/** The used methods of a limiter: `consume` rejects with the remaining points where these are too few. */
type Limiter = Pick<RateLimiterAbstract, 'consume' | 'reward'>;

/** Time that a worker waits for the primary's count, in milliseconds. */
const PRIMARY_TIMEOUT_MS = 1_000;

/**
 * Counts the use of callers in Redis, which replicas share; else in the primary's memory, which workers share; else in
 * this process's memory, which is also the fallback when the others do not answer. A caller's window begins with its
 * first use.
 */
export function createAllowances(name: string, windowSeconds: number, redis?: Redis) {
  // A limiter has one limit; callers have different limits.
  const limiters = new Map<number, Limiter>();

  function limiterOf(limit: number): Limiter {
    const limiter = limiters.get(limit) ?? createLimiter(limit);
    limiters.set(limit, limiter);
    return limiter;
  }

  function createLimiter(points: number): Limiter {
    const options = { points, duration: windowSeconds, keyPrefix: `chronos:${name}:${points}` };
    const inMemory = new RateLimiterMemory(options);
    if (redis) {
      return new RateLimiterRedis({
        ...options,
        storeClient: clientOf(redis),
        useRedisPackage: true,
        rejectIfRedisNotReady: true,
        insuranceLimiter: inMemory,
      });
    }
    return cluster.isWorker
      ? insured(new RateLimiterCluster({ ...options, timeoutMs: PRIMARY_TIMEOUT_MS }), inMemory)
      : inMemory;
  }

  function allowance(limit: number, { remainingPoints, msBeforeNext }: RateLimiterRes, exceeded: boolean): Allowance {
    const resetSeconds = Math.ceil(msBeforeNext / 1000);
    return { name, limit, windowSeconds, remaining: Math.max(remainingPoints, 0), resetSeconds, exceeded };
  }

  return {
    /** Takes points from the remaining quota of `caller`, of `limit` points. */
    async take(caller: string, points: number, limit: number): Promise<Allowance> {
      const limiter = limiterOf(limit);
      try {
        return allowance(limit, await limiter.consume(caller, points), false);
      } catch (refusal) {
        if (!(refusal instanceof RateLimiterRes)) throw refusal;
        // The limiter counts refused points too.
        return allowance(limit, await limiter.reward(caller, points), true);
      }
    },
    /** Returns points that were taken. */
    async giveBack(caller: string, points: number, limit: number): Promise<void> {
      await limiterOf(limit).reward(caller, points);
    },
  };
}

/** Returns a limiter that uses the other one where the first does not answer. */
function insured(limiter: Limiter, other: Limiter): Limiter {
  const orElse = (retry: () => Promise<RateLimiterRes>) => (error: unknown) => {
    if (error instanceof RateLimiterRes) throw error;
    return retry();
  };
  return {
    consume: (...args) => limiter.consume(...args).catch(orElse(() => other.consume(...args))),
    reward: (...args) => limiter.reward(...args).catch(orElse(() => other.reward(...args))),
  };
}

/** Returns the part of a Redis client that a limiter uses. */
function clientOf(redis: Redis) {
  return {
    get isReady() {
      return redis.isUsable;
    },
    eval: (script: string, options: { keys: string[]; arguments: string[] }) =>
      redis.run((commands) => commands.eval(script, options)),
  };
}
