import type { Redis } from '../redis.ts';
import { type AnswerEntry, lifetimeOf } from './entry.ts';
import { createMemory, type MemoryBounds, type MemorySize } from './memory.ts';
import { createShared } from './shared.ts';

/** The entries: in this process, and in Redis where it is configured. */
export type AnswerStore = ReturnType<typeof createStore>;

/** @param now in milliseconds since 1970 */
export function createStore(bounds: MemoryBounds, redis: Redis | undefined, now: () => number) {
  const memory = createMemory<AnswerEntry['json']>(bounds, now);
  const shared = redis && createShared(redis, now);
  return {
    /** Looks in this process. */
    local: (key: string): AnswerEntry | undefined => memory.find(key),
    /**
     * Looks in Redis, and takes a slot for a new entry, before its operation is executed.
     * @param types the types that the entry depends on
     */
    async remote(key: string, types: readonly string[]) {
      const mark = memory.mark();
      const { entry, versions } = (await shared?.find(key, types)) ?? {};
      if (entry) memory.save(key, entry, mark);
      return {
        entry: entry && memory.find(key),
        slot: {
          /** Saves the entry, unless one of its types has changed since the slot was taken. */
          save(fresh: AnswerEntry): void {
            if (lifetimeOf(fresh.ttl) === 0) return;
            memory.save(key, fresh, mark);
            if (versions !== undefined && fresh.json.length <= bounds.charactersOfOne)
              shared?.save(key, fresh, versions);
          },
          drop(): void {
            memory.drop(key);
            shared?.drop(key);
          },
        },
      };
    },
    /** Invalidates the entries that depend on a type. */
    forget(type: string): void {
      memory.forget(type);
      shared?.forget(type);
    },
    get size(): MemorySize {
      return memory.size;
    },
  };
}
