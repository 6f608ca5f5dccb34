import { LRUCache } from 'lru-cache';
import { type Entry, freshnessOf } from './entry.ts';

/** How the types were at some moment: by that it is known later whether any of them has changed since. */
export type Mark = number;

/** Entries in this process. What is not used goes first. */
export interface Memory {
  /** To be taken before an entry is asked for: what changes meanwhile may or may not be in it. */
  mark(): Mark;
  /** An entry of which nothing has changed since its mark. */
  find(key: string): Entry | undefined;
  keep(key: string, entry: Entry, mark: Mark): void;
  drop(key: string): void;
  /** Values of a type have changed: whatever is made of them is forgotten. */
  forget(type: string): void;
  readonly size: MemorySize;
}

export interface MemorySize {
  readonly entries: number;
  /** Characters of JSON, each of them a byte or two. */
  readonly characters: number;
}

/** Of all entries together and of one, in characters; more than this is not kept. */
export interface MemoryBounds {
  readonly entries: number;
  readonly characters: number;
  readonly charactersOfOne: number;
}

export function createMemory(bounds: MemoryBounds, now: () => number): Memory {
  const kept = new LRUCache<string, { readonly entry: Entry; readonly mark: Mark }>({
    max: bounds.entries,
    maxSize: bounds.characters,
    maxEntrySize: bounds.charactersOfOne,
    sizeCalculation: ({ entry }) => entry.text.length + 1,
  });
  const changed = new Map<string, Mark>();
  let last: Mark = 0;
  return {
    mark: () => last,
    find(key) {
      const found = kept.get(key);
      if (!found) return undefined;
      const { entry, mark } = found;
      const isGood =
        freshnessOf(entry, now()) !== 'dead' && entry.types.every((type) => (changed.get(type) ?? 0) <= mark);
      if (isGood) return entry;
      kept.delete(key);
      return undefined;
    },
    keep: (key, entry, mark) => void kept.set(key, { entry, mark }),
    drop: (key) => void kept.delete(key),
    forget(type) {
      last += 1;
      changed.set(type, last);
    },
    get size() {
      return { entries: kept.size, characters: kept.calculatedSize };
    },
  };
}
