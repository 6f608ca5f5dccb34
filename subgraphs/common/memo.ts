import { LRUCache } from 'lru-cache';

/*
 * Memos cache values of documents, schemas and selections. They evict the least recently used entries, and all memos
 * together hold at most `MEMO_BYTES`, by estimate: so memory does not grow with the number of operations.
 */

/** The budget of all memos together, in estimated bytes. docs/operations.md states it. */
export const MEMO_BYTES = 32 * 1024 * 1024;

/** Maximum size of an entry, in estimated bytes: a larger one would evict too many others. */
const MAX_ENTRY_BYTES = MEMO_BYTES / 16;

/** Overhead of an entry, without its key and its value, in bytes. */
const ENTRY_BYTES = 300;

/** A bounded map. A missing entry was never set, or was evicted: the caller makes it again. */
export interface Memo<Made> {
  get(key: string): Made | undefined;
  /** @param bytes the estimated size of the value, with all values derived from it: see estimate.ts */
  set(key: string, made: Made, bytes: number): void;
  /** Returns the value, or makes and stores it. @param bytesOf see `set` */
  of(key: string, make: () => Made, bytesOf: (made: Made) => number): Made;
}

/** The size of all memos of this process. */
export interface MemoLoad {
  readonly entries: number;
  /** Estimated. */
  readonly bytes: number;
}

/** The claim of an entry on the budget. It does not hold the value, so an unused memo is freed with its entries. */
interface Claim {
  readonly bytes: number;
  readonly release: () => void;
}

const claims = new LRUCache<Claim, true>({
  maxSize: MEMO_BYTES,
  sizeCalculation: (_held, { bytes }) => bytes,
  dispose: (_held, { release }) => release(),
});

export const memoLoad = (): MemoLoad => ({ entries: claims.size, bytes: claims.calculatedSize });

interface MemoEntry<Made> {
  readonly made: Made;
  readonly claim: Claim;
}

/** Ends the claims of a memo that was freed. */
const freed = new FinalizationRegistry<Set<Claim>>((own) => {
  for (const claim of own) claims.delete(claim);
});

/** Creates a memo. It is freed with its owner, such as a generation of the graph. */
export function createMemo<Made>(): Memo<Made> {
  const entries = new Map<string, MemoEntry<Made>>();
  const own = new Set<Claim>();
  const weakly = new WeakRef(entries);
  freed.register(entries, own);
  const memo: Memo<Made> = {
    get(key) {
      const entry = entries.get(key);
      if (!entry) return undefined;
      claims.get(entry.claim);
      return entry.made;
    },
    set(key, made, bytes) {
      const before = entries.get(key);
      if (before) claims.delete(before.claim);
      const all = Math.ceil(bytes) + ENTRY_BYTES + 2 * key.length;
      if (all > MAX_ENTRY_BYTES) return;
      const claim = claimOf(key, all, weakly, own);
      own.add(claim);
      entries.set(key, { made, claim });
      claims.set(claim, true);
    },
    of(key, make, bytesOf) {
      const known = memo.get(key);
      if (known !== undefined) return known;
      const made = make();
      memo.set(key, made, bytesOf(made));
      return made;
    },
  };
  return memo;
}

/** Builds a claim outside `set`, so that its closure does not hold the value. */
function claimOf(key: string, bytes: number, entries: WeakRef<Map<string, unknown>>, own: Set<Claim>): Claim {
  const claim: Claim = {
    bytes,
    release() {
      entries.deref()?.delete(key);
      own.delete(claim);
    },
  };
  return claim;
}

/** Maximum number of values derived from one object. */
const MAX_DERIVED = 32;

/**
 * Creates a cache of values derived from an object, by the object and a key, for the object's lifetime. It references
 * objects weakly. If a memo holds the object, its size includes the derived values.
 */
export function createDerived<Of extends object, Made>() {
  const derived = new WeakMap<Of, Map<unknown, Made>>();
  const get = (of: Of, key: unknown = ''): Made | undefined => derived.get(of)?.get(key);
  function set(of: Of, made: Made, key: unknown = ''): void {
    const ofObject = derived.get(of) ?? new Map<unknown, Made>();
    derived.set(of, ofObject);
    const [oldest] = ofObject.keys();
    if (ofObject.size >= MAX_DERIVED && !ofObject.has(key) && oldest !== undefined) ofObject.delete(oldest);
    ofObject.set(key, made);
  }
  /** Returns the value, or makes and stores it. */
  function derive(of: Of, make: () => Made, key: unknown = ''): Made {
    const known = get(of, key);
    if (known !== undefined) return known;
    const made = make();
    set(of, made, key);
    return made;
  }
  return { get, set, derive };
}

/**
 * Creates a function that returns the object of a key, or makes it: objects with the same key are one object while
 * anything refers to it. It references objects weakly.
 */
export function createShared<Made extends object>(): (key: string, make: () => Made) => Made {
  const shared = new Map<string, WeakRef<Made>>();
  const freed = new FinalizationRegistry<string>((key) => {
    if (!shared.get(key)?.deref()) shared.delete(key);
  });
  return (key, make) => {
    const known = shared.get(key)?.deref();
    if (known) return known;
    const made = make();
    shared.set(key, new WeakRef(made));
    freed.register(made, key);
    return made;
  };
}

/** Creates a function that numbers objects, for keys: the same object always has the same number. */
export function createNumbering(): (of: object) => number {
  const numbers = new WeakMap<object, number>();
  let last = 0;
  return (of) => {
    const number = numbers.get(of) ?? ++last;
    numbers.set(of, number);
    return number;
  };
}
