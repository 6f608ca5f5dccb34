import cluster from 'node:cluster';
import {
  type RateLimiterAbstract,
  RateLimiterCluster,
  RateLimiterMemory,
  RateLimiterRedis,
  RateLimiterRes,
} from 'rate-limiter-flexible';
import type { Redis } from '../redis.ts';

/** What a caller has left of what it may use in a window of time. */
export interface Allowance {
  readonly name: string;
  readonly limit: number;
  readonly windowSeconds: number;
  readonly remaining: number;
  /** Until all of it is there again: whole seconds, rounded up. */
  readonly resetSeconds: number;
  /** Whether this was more than what was left; then nothing was taken. */
  readonly exceeded: boolean;
}

/** What is asked of a limiter here: each rejects with what is left where it is too little. */
type Limiter = Pick<RateLimiterAbstract, 'consume' | 'reward'>;

/** How long a worker waits for the primary's count, in milliseconds. */
const PRIMARY_TIMEOUT_MS = 1_000;

/**
 * Counts what callers use: in Redis, where replicas share what is left; else in the primary's memory, where workers do;
 * else in this process's. That also stands in while the others do not answer. A caller's window begins when it first uses
 * something.
 */
export function createAllowances(name: string, windowSeconds: number, redis?: Redis) {
  // A limiter holds one limit; callers differ in theirs.
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
    /** Takes points from what `caller` has left of `limit`. */
    async take(caller: string, points: number, limit: number): Promise<Allowance> {
      const limiter = limiterOf(limit);
      try {
        return allowance(limit, await limiter.consume(caller, points), false);
      } catch (refusal) {
        if (!(refusal instanceof RateLimiterRes)) throw refusal;
        // It counts what it refuses, too.
        return allowance(limit, await limiter.reward(caller, points), true);
      }
    },
    /** Returns points that were taken. */
    async giveBack(caller: string, points: number, limit: number): Promise<void> {
      await limiterOf(limit).reward(caller, points);
    },
  };
}

/** Asks the other limiter where the first does not answer. */
function insured(limiter: Limiter, other: Limiter): Limiter {
  const orElse = (ask: () => Promise<RateLimiterRes>) => (error: unknown) => {
    if (error instanceof RateLimiterRes) throw error;
    return ask();
  };
  return {
    consume: (...asked) => limiter.consume(...asked).catch(orElse(() => other.consume(...asked))),
    reward: (...asked) => limiter.reward(...asked).catch(orElse(() => other.reward(...asked))),
  };
}

/** What a limiter asks of Redis's client: whether it is there, and a script. */
function clientOf(redis: Redis) {
  return {
    get isReady() {
      return redis.isUsable;
    },
    eval: (script: string, options: { keys: string[]; arguments: string[] }) =>
      redis.run((commands) => commands.eval(script, options)),
  };
}
