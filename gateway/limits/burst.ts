import { LRUCache } from 'lru-cache';
import type { Allowance } from './allowance.ts';

/** The capacity of a bucket, and the rate at which it fills, in points. */
export interface TokenBucket {
  readonly capacity: number;
  readonly perSecond: number;
}

/** Maximum number of stored callers: an evicted caller has a full bucket again. */
const MAX_CALLERS = 100_000;

/**
 * Bounds the points that a caller uses at once in this process. Each process counts for itself, because a burst delays
 * all other callers of the process, even where it is a small part of the day's quota.
 */
export function createBursts(name: string) {
  /**
   * The time at which each caller's bucket is full, by `performance.now()` (the generic cell rate algorithm). With
   * `max`, the cache would reserve 3 MB for all callers at once.
   */
  const fullAt = new LRUCache<string, number>({ maxSize: MAX_CALLERS, sizeCalculation: () => 1 });
  return {
    /** Takes points, where enough are left. `resetSeconds` of a refusal is the time until enough are left. */
    take(caller: string, points: number, { capacity, perSecond }: TokenBucket): Allowance {
      const now = performance.now();
      const secondsOf = (at: number) => Math.max(0, at - now) / 1_000;
      const before = fullAt.get(caller) ?? now;
      const after = Math.max(before, now) + (points / perSecond) * 1_000;
      const missing = Math.ceil(secondsOf(after) - capacity / perSecond);
      const exceeded = missing > 0;
      if (!exceeded) fullAt.set(caller, after);
      const lacking = secondsOf(exceeded ? before : after);
      return {
        name,
        limit: capacity,
        windowSeconds: Math.ceil(capacity / perSecond),
        remaining: Math.max(0, Math.floor(capacity - lacking * perSecond)),
        resetSeconds: exceeded ? missing : Math.ceil(lacking),
        exceeded,
      };
    },
  };
}
