import { createFairShares } from './fair-shares.ts';

/** How much is requested of a bounded number of resources: now, and since the start. */
export interface QueueLoad {
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

/** The `code` of the error of a caller for which the queue had no more room. */
export const OVERLOADED = 'POOL_OVERLOADED';

/** A resource that one caller alone uses. */
export interface Turn<Item> {
  readonly item: Item;
  /** Ends the turn. @param other given back in the item's place */
  giveBack(other?: Item): void;
}

interface Waiter<Item> {
  readonly serve: (turn: Turn<Item>) => void;
  readonly refuse: (reason: Error) => void;
}

/** Hands out resources that one alone may use at a time. @param maxWaiting how many may wait at a time */
export function createResourceQueue<Item extends object>(items: readonly Item[], maxWaiting: number) {
  const free = [...items];
  const shares = createFairShares<Waiter<Item>>(items.length);
  const counts = { turns: 0, refused: 0, waitedMs: 0, longestWaitMs: 0 };

  function serve(): void {
    while (free.length > 0) {
      const next = shares.next();
      // The one that was used last: the others may go idle.
      const item = next && free.pop();
      if (!item) return;
      counts.turns += 1;
      next.waiter.serve(turnOf(next.caller, item));
    }
  }

  function turnOf(caller: string, item: Item): Turn<Item> {
    const since = performance.now();
    return {
      item,
      giveBack(other = item) {
        shares.giveBack(caller, performance.now() - since);
        free.push(other);
        serve();
      },
    };
  }

  function makeRoom(caller: string): void {
    if (shares.waiting <= maxWaiting) return;
    counts.refused += 1;
    const refusal = Object.assign(new Error(`${maxWaiting} wait already.`), { code: OVERLOADED });
    shares.evict(caller)?.refuse(refusal);
  }

  async function waited(turn: Promise<Turn<Item>>): Promise<Turn<Item>> {
    const since = performance.now();
    const taken = await turn;
    const waitedMs = performance.now() - since;
    counts.waitedMs += waitedMs;
    counts.longestWaitMs = Math.max(counts.longestWaitMs, waitedMs);
    return taken;
  }

  return {
    get load(): QueueLoad {
      return { size: items.length, taken: items.length - free.length, waiting: shares.waiting, ...counts };
    },
    /**
     * Waits for a resource, in the order of fair-shares.ts. Where no more may wait, the last waiter of the caller that has most
     * waiting makes room for callers that have fewer.
     * @param caller who it is taken for
     * @param stop whoever waits leaves with its reason when it is aborted
     * @throws Error OVERLOADED when too many wait already
     */
    async take(caller: string, stop: AbortSignal): Promise<Turn<Item>> {
      stop.throwIfAborted();
      const { promise, resolve, reject: refuse } = Promise.withResolvers<Turn<Item>>();
      let isServed = false;
      const waiter: Waiter<Item> = {
        refuse,
        serve(turn) {
          isServed = true;
          resolve(turn);
        },
      };
      shares.join(caller, waiter);
      serve();
      if (isServed) return promise;
      makeRoom(caller);
      const leave = () => {
        if (!shares.leave(caller, waiter)) return;
        refuse(stop.reason);
        // One caller that waits alone may take more than its share.
        serve();
      };
      stop.addEventListener('abort', leave);
      return waited(promise).finally(() => stop.removeEventListener('abort', leave));
    },
  };
}
