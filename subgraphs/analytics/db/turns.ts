/** How much is asked of a bounded number of things: what is so now, and what has been since the start. */
export interface Load {
  /** How many there are. */
  readonly size: number;
  /** How many are taken right now. */
  readonly taken: number;
  /** How many wait for one right now. */
  readonly waiting: number;
  /** How often one was handed out. */
  readonly turns: number;
  /** How many were turned away, since too many waited already. */
  readonly refused: number;
  /** How long all who got one have waited for it, in milliseconds, and the one who waited longest. */
  readonly waitedMs: number;
  readonly longestWaitMs: number;
}

/** The `code` of the error for whom there was no more room to wait. */
export const OVERLOADED = 'POOL_OVERLOADED';

/** Hands out things that one alone may use at a time. Who waits is served in turn. */
export interface Turns<Item> {
  readonly load: Load;
  /**
   * @param stop whoever waits leaves with its reason when it is aborted
   * @throws Error OVERLOADED when too many wait already
   */
  take(stop: AbortSignal): Promise<Item>;
  /** Ends a turn: with what was taken, or with another in its place. */
  giveBack(item: Item): void;
}

/** @param maxWaiting how many may wait at a time */
export function createTurns<Item extends object>(items: readonly Item[], maxWaiting: number): Turns<Item> {
  const free = [...items];
  const waiting = new Set<(item: Item) => void>();
  const counts = { turns: 0, refused: 0, waitedMs: 0, longestWaitMs: 0 };

  async function wait(stop: AbortSignal): Promise<Item> {
    if (waiting.size >= maxWaiting) {
      counts.refused += 1;
      throw Object.assign(new Error(`${maxWaiting} wait already.`), { code: OVERLOADED });
    }
    const since = performance.now();
    const { promise, resolve, reject } = Promise.withResolvers<Item>();
    const leave = () => {
      waiting.delete(resolve);
      reject(stop.reason);
    };
    waiting.add(resolve);
    stop.addEventListener('abort', leave);
    try {
      const item = await promise;
      const waitedMs = performance.now() - since;
      counts.waitedMs += waitedMs;
      counts.longestWaitMs = Math.max(counts.longestWaitMs, waitedMs);
      return item;
    } finally {
      stop.removeEventListener('abort', leave);
    }
  }

  return {
    get load() {
      return { size: items.length, taken: items.length - free.length, waiting: waiting.size, ...counts };
    },
    async take(stop) {
      stop.throwIfAborted();
      // The one that was used last: the others may go idle.
      const item = free.pop() ?? (await wait(stop));
      counts.turns += 1;
      return item;
    },
    giveBack(item) {
      const [next] = waiting;
      if (!next) free.push(item);
      else {
        waiting.delete(next);
        next(item);
      }
    },
  };
}
