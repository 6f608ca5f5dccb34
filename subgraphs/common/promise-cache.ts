import { LRUCache } from 'lru-cache';

export interface PromiseCacheOptions {
  /** Maximum number of entries; the least recently used is evicted first. */
  readonly max: number;
  /** Lifetime of an entry, in milliseconds; undefined: until it is evicted. */
  readonly ttlMs?: number;
  /** Whether a failure is cached like a result. By default, no failure is. */
  readonly isResult?: (failure: unknown) => boolean;
}

/** A clock that is never set back; a test may replace `performance` at any time. */
const CLOCK = { now: () => performance.now() };

/** Creates a cache of asynchronous results, by key. Concurrent calls with one key share one call of `make`. */
export function createPromiseCache<Value>({ max, ttlMs = 0, isResult = () => false }: PromiseCacheOptions) {
  const cache = new LRUCache<string, Promise<Value>>({ max, ttl: ttlMs, ttlResolution: 0, perf: CLOCK });
  return (key: string, make: () => Promise<Value>): Promise<Value> => {
    const cached = cache.get(key);
    if (cached) return cached;
    const made = make();
    cache.set(key, made);
    made.catch((failure) => {
      if (!isResult(failure) && cache.peek(key) === made) cache.delete(key);
    });
    return made;
  };
}
