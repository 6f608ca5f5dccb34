interface Caller<Waiter> {
  readonly waiting: Set<Waiter>;
  held: number;
  /** For how long it has held resources, from where the clock stood when it came. */
  usedMs: number;
}

/** A caller's share while others wait: one of so many parts. */
const PARTS = 3;

/**
 * Serves the caller that holds fewest resources; of several, the one that has held them for the shortest time (start-time fair
 * queuing: Goyal, Vin and Cheng, 1996). So a caller of short statements waits for none of the long ones that wait, however
 * many do. While others wait, nobody holds more than a third: what is left is for callers that come.
 * @param size how many resources there are
 */
export function createFairShares<Waiter>(size: number) {
  const share = Math.max(1, Math.floor(size / PARTS));
  const callers = new Map<string, Caller<Waiter>>();
  let waiting = 0;
  /** What the caller that was served last had used: who comes now begins there, and gains nothing by having been away. */
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

  /** What a caller has used matters while others wait who have used less. */
  function forgetIdle(): void {
    for (const [name, caller] of callers) {
      const isIdle = caller.held === 0 && caller.waiting.size === 0;
      if (isIdle && (waiting === 0 || caller.usedMs <= clock)) callers.delete(name);
    }
  }

  return {
    /** How many wait. */
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
     * Removes the one that is served next, and counts a resource as held by its caller.
     * @returns undefined where nobody waits, or where all who wait hold their shares
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
    /** Counts a resource as given back. @param heldMs for how long it was held */
    giveBack(name: string, heldMs: number): void {
      const caller = callerOf(name);
      caller.held -= 1;
      caller.usedMs = Math.max(caller.usedMs, clock) + heldMs;
      forgetIdle();
    },
    /** Removes the last waiter of the caller that has most waiting: this one, where no other has more. */
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
