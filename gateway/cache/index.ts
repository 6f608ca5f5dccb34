import type { Changes } from '../changes/index.ts';
import type { Redis } from '../redis.ts';
import { createAnswers, type Revalidation } from './answers.ts';
import { createLookupCache } from './lookups.ts';
import { createMemory, type MemoryBounds, type MemorySize } from './memory.ts';
import type { Ttls } from './reach.ts';
import { createStore } from './store.ts';
import { ANALYTICS_TTLS } from './ttls.ts';

export type { Answers, Revalidation, Served } from './answers.ts';
export type { MemorySize } from './memory.ts';

/** The gateway's cache of answers and of link keys. */
export type Cache = ReturnType<typeof createCache>;

export interface CacheOptions {
  /** The TTLs of content by type, from the deployment's file. */
  readonly ttls: Ttls;
  /**
   * The upstreams and other settings that all answers of this deployment depend on: gateways that share a Redis share
   * entries if this is equal.
   */
  readonly deployment?: string;
  /** The Redis with shared entries; undefined: each gateway has its own. */
  readonly redis?: Redis | undefined;
  /** Changes that invalidate entries; undefined: entries only expire by their TTL. */
  readonly changes?: Changes | undefined;
  /** Timeout of a revalidation, in milliseconds. */
  readonly timeoutMs: number;
  /** Receives the result of each revalidation. */
  readonly onRevalidated?: (revalidation: Revalidation) => void;
  readonly bounds?: MemoryBounds;
  /** The clock of tests, in milliseconds since 1970. */
  readonly now?: () => number;
}

/** Bounds of answers: 32 MB. */
const BOUNDS: MemoryBounds = { entries: 10_000, characters: 32_000_000, charactersOfOne: 1_000_000 };

/** Bounds of link keys: 32 MB too, at two bytes for each character. */
const LOOKUP_BOUNDS: MemoryBounds = { entries: 50_000, characters: 16_000_000, charactersOfOne: 100_000 };

export function createCache(options: CacheOptions) {
  const { deployment = '', redis, changes, timeoutMs, bounds = BOUNDS, now = Date.now } = options;
  const ttls = { ...ANALYTICS_TTLS, ...options.ttls };
  const revalidations = { all: 0, failed: 0 };
  const store = createStore(bounds, redis, now);
  const memory = createMemory(LOOKUP_BOUNDS, now);
  changes?.listen(({ typeName }) => {
    memory.forget(typeName);
    if (Object.hasOwn(ttls, typeName)) store.forget(typeName);
  });
  return {
    answers: createAnswers({
      store,
      deployment,
      ttls,
      timeoutMs,
      now,
      onRevalidated(revalidation) {
        revalidations.all += 1;
        if (revalidation.errors.length > 0) revalidations.failed += 1;
        options.onRevalidated?.(revalidation);
      },
    }),
    /** Numbers of revalidations and of failed revalidations, since the start. */
    revalidations: revalidations as Readonly<typeof revalidations>,
    lookups: createLookupCache(ttls, memory, now),
    /** The size of the cached answers in this process. */
    get size(): MemorySize {
      return store.size;
    },
  };
}
