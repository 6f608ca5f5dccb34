interface Caller<Waiter> {
  readonly waiting: Set<Waiter>;
  held: number;
  /** How long it has held resources, counted from the clock's time when it first came. */
  usedMs: number;
}

/** Number of shares of the resources: while others wait, a caller may hold one share. */
const PARTS = 3;

/**
 * Creates a fair queue. It serves the caller that holds the fewest resources; of several, the caller that has held them
 * for the shortest time (start-time fair queuing: Goyal, Vin and Cheng, 1996). A caller of short statements does not
 * wait for other callers' queued long statements. While others wait, no caller may take more than a third: the rest is
 * for new callers.
 * @param size number of resources
 */
export function createFairShares<Waiter>(size: number) {
  const share = Math.max(1, Math.floor(size / PARTS));
  const callers = new Map<string, Caller<Waiter>>();
  let waiting = 0;
  /** Used time of the last served caller. New callers begin there, so that an absence is no advantage. */
  let clock = 0;

  function callerOf(name: string): Caller<Waiter> {
    const caller = callers.get(name) ?? { waiting: new Set(), held: 0, usedMs: clock };
    callers.set(name, caller);
    return caller;
  }

  function remove({ waiting: own }: Caller<Waiter>, waiter: Waiter): boolean {
    const wasWaiting = own.delete(waiter);
    if (wasWaiting) waiting -= 1;
    return wasWaiting;
  }

  /** Forgets idle callers if no caller waits or the clock has reached their used time. */
  function forgetIdle(): void {
    for (const [name, caller] of callers) {
      const isIdle = caller.held === 0 && caller.waiting.size === 0;
      if (isIdle && (waiting === 0 || caller.usedMs <= clock)) callers.delete(name);
    }
  }

  return {
    /** Number of waiters. */
    get waiting(): number {
      return waiting;
    },
    join(name: string, waiter: Waiter): void {
      callerOf(name).waiting.add(waiter);
      waiting += 1;
    },
    /** @returns whether it was still waiting */
    leave: (name: string, waiter: Waiter): boolean => remove(callerOf(name), waiter),
    /**
     * Removes the next waiter to serve, and counts a resource as held by its caller.
     * @returns undefined if there is no waiter, or if all waiting callers hold their full shares
     */
    next(): { readonly caller: string; readonly waiter: Waiter } | undefined {
      const candidates = [...callers].filter(([, caller]) => caller.waiting.size > 0);
      const isAlone = candidates.length === 1;
      const [first] = candidates.filter(([, { held }]) => isAlone || held < share).sort(byUse);
      if (!first) return undefined;
      const [name, caller] = first;
      const [waiter] = caller.waiting;
      if (waiter === undefined) return undefined;
      clock = Math.max(clock, caller.usedMs);
      caller.held += 1;
      remove(caller, waiter);
      return { caller: name, waiter };
    },
    /** Counts a resource as returned. @param heldMs how long it was held, in milliseconds */
    giveBack(name: string, heldMs: number): void {
      const caller = callerOf(name);
      caller.held -= 1;
      caller.usedMs = Math.max(caller.usedMs, clock) + heldMs;
      forgetIdle();
    },
    /** Removes the last waiter of the caller with most waiters: of the named caller, if no other has more. */
    evict(name: string): Waiter | undefined {
      let most = callerOf(name);
      for (const caller of callers.values()) if (caller.waiting.size > most.waiting.size) most = caller;
      const last = [...most.waiting].at(-1);
      if (last !== undefined) remove(most, last);
      return last;
    },
  };
}

type Ranked = readonly [name: string, caller: Pick<Caller<unknown>, 'held' | 'usedMs'>];

function byUse([, one]: Ranked, [, other]: Ranked): number {
  return one.held - other.held || one.usedMs - other.usedMs;
}
