import { LRUCache } from 'lru-cache';

/*
 * What this process remembers of documents, schemas and selections. A memo holds what was used last, and all memos together
 * hold at most `MEMO_BYTES`, by estimate: however many different operations clients send, the process stays as large.
 */

/** The budget of all memos together, in estimated bytes. docs/operations.md states it. */
export const MEMO_BYTES = 32 * 1024 * 1024;

/** How many entries all memos hold together. */
const MEMO_ENTRIES = 50_000;

/** What is larger is not remembered: it would cost too many others their place. In estimated bytes. */
const MAX_ENTRY_BYTES = MEMO_BYTES / 16;

/** What an entry takes besides its key and its value, in bytes. */
const ENTRY_BYTES = 300;

/** A bounded map. What is not there was never set, or gave way to what was used later: make it again. */
export interface Memo<Made> {
  get(key: string): Made | undefined;
  /** @param bytes an estimate of what the value holds, with all that is derived from it: see estimate.ts */
  set(key: string, made: Made, bytes: number): void;
  /** Returns what is there, or makes it, and remembers it. @param bytesOf see `set` */
  of(key: string, make: () => Made, bytesOf: (made: Made) => number): Made;
}

/** How much the memos of this process hold. */
export interface MemoLoad {
  readonly entries: number;
  /** By estimate. */
  readonly bytes: number;
}

/** The claim of an entry on the budget. It does not hold the value: a memo that nobody uses is freed with all it has. */
interface Claim {
  readonly bytes: number;
  readonly release: () => void;
}

const claims = new LRUCache<Claim, true>({
  max: MEMO_ENTRIES,
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

/** Makes a memo. It is freed with whatever holds it, such as a generation of the graph. */
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

/** Apart from `set`, whose value its closure must not hold. */
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

/** How many values are derived from one object. */
const MAX_DERIVED = 32;

/**
 * Remembers what is derived from an object, by the object and a key: for as long as the object is there. It keeps nothing
 * alive. Whoever holds the object in a memo counts what is derived from it, too.
 */
export function createDerived<Of extends object, Made>() {
  const derived = new WeakMap<Of, Map<string, Made>>();
  const get = (of: Of, key = ''): Made | undefined => derived.get(of)?.get(key);
  function set(of: Of, made: Made, key = ''): void {
    const ofObject = derived.get(of) ?? new Map<string, Made>();
    derived.set(of, ofObject);
    const [oldest] = ofObject.keys();
    if (ofObject.size >= MAX_DERIVED && !ofObject.has(key) && oldest !== undefined) ofObject.delete(oldest);
    ofObject.set(key, made);
  }
  /** Returns what is there, or makes it, and remembers it. */
  function derive(of: Of, make: () => Made, key = ''): Made {
    const known = get(of, key);
    if (known !== undefined) return known;
    const made = make();
    set(of, made, key);
    return made;
  }
  return { get, set, derive };
}

/** Numbers objects, so that they can be part of a key: the same object has the same number. */
export function createNumbering(): (of: object) => number {
  const numbers = new WeakMap<object, number>();
  let last = 0;
  return (of) => {
    const number = numbers.get(of) ?? ++last;
    numbers.set(of, number);
    return number;
  };
}
