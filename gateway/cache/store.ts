import type { Redis } from '../redis.ts';
import type { Entry } from './entry.ts';
import { createMemory, type MemoryBounds, type MemorySize } from './memory.ts';
import { createShared } from './shared.ts';

/** A place for an entry, taken before the entry is asked for. */
export interface Slot {
  /** Keeps what came, unless something of it has changed since. */
  keep(entry: Entry): void;
  drop(): void;
}

export interface Looked {
  readonly entry?: Entry | undefined;
  readonly slot: Slot;
}

/** What is kept: in this process, and in Redis, where there is one. */
export interface Store {
  /** In this process alone: at once. */
  near(key: string): Entry | undefined;
  /** In Redis, and where what is asked for now goes. @param types of the entry, whether there is one or not */
  far(key: string, types: readonly string[]): Promise<Looked>;
  /** Values of a type have changed. */
  forget(type: string): void;
  readonly size: MemorySize;
}

export interface StoreOptions {
  readonly bounds: MemoryBounds;
  readonly redis?: Redis | undefined;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

export function createStore({ bounds, redis, now }: StoreOptions): Store {
  const memory = createMemory(bounds, now);
  const shared = redis && createShared(redis, now);
  return {
    near: (key) => memory.find(key),
    async far(key, types) {
      const mark = memory.mark();
      const { entry, versions } = (await shared?.find(key, types)) ?? {};
      if (entry) memory.keep(key, entry, mark);
      return {
        entry: entry && memory.find(key),
        slot: {
          keep(fresh) {
            memory.keep(key, fresh, mark);
            if (versions !== undefined && fresh.text.length <= bounds.charactersOfOne)
              shared?.keep(key, fresh, versions);
          },
          drop() {
            memory.drop(key);
            shared?.drop(key);
          },
        },
      };
    },
    forget(type) {
      memory.forget(type);
      shared?.forget(type);
    },
    get size() {
      return memory.size;
    },
  };
}
