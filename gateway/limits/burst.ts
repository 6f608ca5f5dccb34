import { LRUCache } from 'lru-cache';
import type { Allowance } from './allowance.ts';

/** How much of something may be used at once, and how quickly that is there again. */
export interface TokenBucket {
  readonly capacity: number;
  readonly perSecond: number;
}

/** How many callers are remembered at most: who gives way to others has a full bucket. */
const MAX_CALLERS = 100_000;

/**
 * Bounds what a caller uses of this process at once. It is counted by each process, since it is for its sake: what is spent in
 * one moment has all others wait, however little it is over a day.
 */
export function createBursts(name: string) {
  /** When each caller's bucket is full again, by `performance.now()` (the generic cell rate algorithm). */
  const fullAt = new LRUCache<string, number>({ max: MAX_CALLERS });
  return {
    /** Takes points, if there are as many. `resetSeconds` of a refusal is until there are. */
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
