import { LRUCache } from 'lru-cache';
import { type CacheEntry, freshnessOf } from './entry.ts';

/** A point in time, to compare with later changes of types. */
export type Mark = number;

export type Memory = ReturnType<typeof createMemory<string>>;

export interface MemorySize {
  readonly entries: number;
  /** Number of characters of JSON, or of bytes where entries are bytes. */
  readonly characters: number;
}

/** Maximum sizes; `charactersOfOne` is the maximum of a single entry. */
export interface MemoryBounds extends MemorySize {
  readonly charactersOfOne: number;
}

/** Creates the entries of this process; the least recently used are evicted first. */
export function createMemory<Json extends string | Buffer = string>(bounds: MemoryBounds, now: () => number) {
  const entries = new LRUCache<string, { readonly entry: CacheEntry<Json>; readonly mark: Mark }>({
    max: bounds.entries,
    maxSize: bounds.characters,
    maxEntrySize: bounds.charactersOfOne,
    sizeCalculation: ({ entry }) => entry.json.length + 1,
  });
  const changed = new Map<string, Mark>();
  let last: Mark = 0;
  return {
    /** Returns a mark to take before an execution, because its result may miss a change during it. */
    mark: () => last,
    /** Finds an entry whose types have not changed since its mark. */
    find(key: string): CacheEntry<Json> | undefined {
      const found = entries.get(key);
      if (!found) return undefined;
      const { entry, mark } = found;
      const isValid =
        freshnessOf(entry, now()) !== 'expired' && entry.types.every((type) => (changed.get(type) ?? 0) <= mark);
      if (isValid) return entry;
      entries.delete(key);
      return undefined;
    },
    save: (key: string, entry: CacheEntry<Json>, mark: Mark) => void entries.set(key, { entry, mark }),
    drop: (key: string) => void entries.delete(key),
    /** Invalidates the entries that depend on a type. */
    forget(type: string): void {
      last += 1;
      changed.set(type, last);
    },
    get size(): MemorySize {
      return { entries: entries.size, characters: entries.calculatedSize };
    },
  };
}
