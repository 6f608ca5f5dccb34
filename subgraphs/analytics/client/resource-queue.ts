/** How much is asked of a bounded number of resources: what is so now, and what has been since the start. */
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

/** Hands out resources that one alone may use at a time. */
export interface ResourceQueue<Item> {
  readonly load: Load;
  /**
   * @param caller who it is taken for
   * @param stop whoever waits leaves with its reason when it is aborted
   * @throws Error OVERLOADED when too many wait already
   */
  take(caller: string, stop: AbortSignal): Promise<Item>;
  /** Gives back what was taken for a caller, or another in its place. */
  giveBack(caller: string, item: Item): void;
}

interface Waiting<Item> {
  readonly caller: string;
  readonly serve: (item: Item) => void;
  readonly refuse: (reason: Error) => void;
}

/**
 * Serves of those who wait the caller that has fewest, and in their order: where three callers or more ask for all that they
 * can have, none gets more than a third. Where no more may wait, the last one of the caller that has most waiting makes room for
 * callers that have fewer.
 * @param maxWaiting how many may wait at a time
 */
export function createResourceQueue<Item extends object>(
  items: readonly Item[],
  maxWaiting: number,
): ResourceQueue<Item> {
  const free = [...items];
  const taken = new Map<string, number>();
  const waiting = new Set<Waiting<Item>>();
  const counts = { turns: 0, refused: 0, waitedMs: 0, longestWaitMs: 0 };
  const takenBy = (caller: string): number => taken.get(caller) ?? 0;

  function note(caller: string, change: 1 | -1): void {
    const count = takenBy(caller) + change;
    if (count > 0) taken.set(caller, count);
    else taken.delete(caller);
  }

  /** @throws Error OVERLOADED where the caller has no fewer waiting than any other */
  function makeRoom(caller: string): void {
    if (waiting.size < maxWaiting) return;
    counts.refused += 1;
    const refusal = Object.assign(new Error(`${maxWaiting} wait already.`), { code: OVERLOADED });
    const byCaller = Map.groupBy(waiting, (each) => each.caller);
    const own = byCaller.get(caller)?.length ?? 0;
    let most: readonly Waiting<Item>[] = [];
    for (const group of byCaller.values()) if (group.length > most.length) most = group;
    const last = most.at(-1);
    if (!last || most.length <= own + 1) throw refusal;
    waiting.delete(last);
    last.refuse(refusal);
  }

  async function wait(caller: string, stop: AbortSignal): Promise<Item> {
    makeRoom(caller);
    const since = performance.now();
    const { promise, resolve: serve, reject: refuse } = Promise.withResolvers<Item>();
    const own = { caller, serve, refuse };
    const leave = () => {
      waiting.delete(own);
      refuse(stop.reason);
    };
    waiting.add(own);
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

  function next(): Waiting<Item> | undefined {
    let best: Waiting<Item> | undefined;
    for (const each of waiting) if (!best || takenBy(each.caller) < takenBy(best.caller)) best = each;
    return best;
  }

  return {
    get load() {
      return { size: items.length, taken: items.length - free.length, waiting: waiting.size, ...counts };
    },
    async take(caller, stop) {
      stop.throwIfAborted();
      // The one that was used last: the others may go idle.
      const item = free.pop();
      if (item) note(caller, 1);
      // Whoever gives one back notes whom it goes to.
      const own = item ?? (await wait(caller, stop));
      counts.turns += 1;
      return own;
    },
    giveBack(caller, item) {
      note(caller, -1);
      const served = next();
      if (!served) {
        free.push(item);
        return;
      }
      waiting.delete(served);
      note(served.caller, 1);
      served.serve(item);
    },
  };
}
