import type { Cancellation } from '../../transport/cancellation.ts';
import { createFairShares } from './fair-shares.ts';

/** Load of a bounded number of resources: now, and since the start. */
export interface QueueLoad {
  /** Number of resources. */
  readonly size: number;
  /** Number of resources in use now. */
  readonly taken: number;
  /** Number of waiters now. */
  readonly waiting: number;
  /** Number of times that a resource was given to a caller. */
  readonly turns: number;
  /** Number of callers refused because too many waited. */
  readonly refused: number;
  /** Total and longest time that callers waited for a resource, in milliseconds. */
  readonly waitedMs: number;
  readonly longestWaitMs: number;
}

/** The error's `code` for a caller that was refused because the queue was full. */
export const OVERLOADED = 'POOL_OVERLOADED';

/** The exclusive use of a resource by one caller. */
export interface Turn<Item> {
  readonly item: Item;
  /** Ends the turn. @param other returned in place of the item */
  giveBack(other?: Item): void;
}

interface Waiter<Item> {
  readonly serve: (turn: Turn<Item>) => void;
  readonly refuse: (reason: Error) => void;
}

/** Creates a queue for resources that one caller at a time may use. @param maxWaiting maximum number of waiters */
export function createResourceQueue<Item extends object>(items: readonly Item[], maxWaiting: number) {
  const free = [...items];
  const shares = createFairShares<Waiter<Item>>(items.length);
  const counts = { turns: 0, refused: 0, waitedMs: 0, longestWaitMs: 0 };

  function serve(): void {
    while (free.length > 0) {
      const next = shares.next();
      // The most recently used one, so that the others can become idle.
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
     * Waits for a resource, in the order of fair-shares.ts. If the queue is full, the last waiter of the caller with
     * most waiters is refused in favour of callers with fewer.
     * @param caller the caller that uses the resource
     * @param cancellation ends the wait
     * @throws Error OVERLOADED if the queue is full
     */
    async take(caller: string, cancellation: Cancellation): Promise<Turn<Item>> {
      if (cancellation.reason) throw cancellation.reason;
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
      cancellation.listener = {
        onCancel(reason) {
          if (!shares.leave(caller, waiter)) return;
          refuse(reason);
          // If only one caller is left waiting, it may take more than its share.
          serve();
        },
      };
      return waited(promise);
    },
  };
}
