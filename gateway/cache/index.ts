import type { Changes } from '../changes/index.ts';
import type { Redis } from '../redis.ts';
import { type Answers, createAnswers } from './answers.ts';
import type { MemoryBounds, MemorySize } from './memory.ts';
import { createStore } from './store.ts';
import { TTLS } from './ttls.ts';

export type { Answers, Served } from './answers.ts';

/** What the gateway keeps of what upstreams answered. */
export interface Cache {
  readonly answers: Answers;
  /** What this process holds of it. */
  readonly size: MemorySize;
}

export interface CacheOptions {
  /**
   * Which upstreams are asked, and what else all answers of this deployment depend on: gateways that share a Redis share
   * what they keep where this is the same word.
   */
  readonly deployment?: string;
  /** Where gateways share what they keep; undefined: each keeps for itself. */
  readonly redis?: Redis | undefined;
  /** By which is forgotten what has changed; undefined: it is kept until its time is over. */
  readonly changes?: Changes | undefined;
  /** How long what is asked for anew beside a request may take, in milliseconds. */
  readonly timeoutMs: number;
  readonly bounds?: MemoryBounds;
  /** The time, in milliseconds since 1970; a test's own. */
  readonly now?: () => number;
}

/** Up to 64 MB, where every character takes two bytes. */
const BOUNDS: MemoryBounds = { entries: 10_000, characters: 32_000_000, charactersOfOne: 1_000_000 };

export function createCache(options: CacheOptions): Cache {
  const { deployment = '', redis, changes, timeoutMs, bounds = BOUNDS, now = Date.now } = options;
  const store = createStore({ bounds, redis, now });
  changes?.listen(({ typeName }) => {
    if (Object.hasOwn(TTLS, typeName)) store.forget(typeName);
  });
  return {
    answers: createAnswers({ store, deployment, timeoutMs, now }),
    get size() {
      return store.size;
    },
  };
}
