import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';

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

/**
 * Counts what callers use, in this process's memory. A caller's window begins when it first uses something.
 * @returns takes from what `caller` has left of `limit`
 */
export function createAllowances(name: string, windowSeconds: number) {
  // A limiter holds one limit; callers differ in theirs.
  const limiters = new Map<number, RateLimiterMemory>();

  function limiterOf(limit: number): RateLimiterMemory {
    const limiter = limiters.get(limit) ?? new RateLimiterMemory({ points: limit, duration: windowSeconds });
    limiters.set(limit, limiter);
    return limiter;
  }

  return async function take(caller: string, points: number, limit: number): Promise<Allowance> {
    const limiter = limiterOf(limit);
    const allowance = ({ remainingPoints, msBeforeNext }: RateLimiterRes, exceeded: boolean): Allowance => {
      const resetSeconds = Math.ceil(msBeforeNext / 1000);
      return { name, limit, windowSeconds, remaining: Math.max(remainingPoints, 0), resetSeconds, exceeded };
    };
    try {
      return allowance(await limiter.consume(caller, points), false);
    } catch (refusal) {
      if (!(refusal instanceof RateLimiterRes)) throw refusal;
      // It counts what it refuses, too.
      return allowance(await limiter.reward(caller, points), true);
    }
  };
}
