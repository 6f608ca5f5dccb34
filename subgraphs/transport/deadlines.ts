import { type PoolEntry, UnorderedPool } from '../unordered-pool.ts';

export interface WaitDeadline {
  /** By `performance.now()`. */
  readonly until: number;
  onTimeout(): void;
}

export type Deadlines = ReturnType<typeof createDeadlines>;

/** How late a timeout may be noticed, in milliseconds. */
const TICK_MS = 20;

/**
 * Calls each deadline when it has passed, by one timer for all of them: nearly all requests end long before, and to set and
 * clear a timer for each costs more than to scan the few that wait.
 */
export function createDeadlines() {
  const waiting = new UnorderedPool<WaitDeadline>();
  let isScheduled = false;

  function schedule(): void {
    if (isScheduled) return;
    isScheduled = true;
    setTimeout(scan, TICK_MS);
  }

  function scan(): void {
    isScheduled = false;
    const now = performance.now();
    for (const deadline of waiting) if (deadline.until <= now) deadline.onTimeout();
    if (waiting.size > 0) schedule();
  }

  return {
    add(deadline: WaitDeadline): PoolEntry<WaitDeadline> {
      schedule();
      return waiting.add(deadline);
    },
    /** Removes a deadline; one that has timed out is removed in the same way. */
    delete: (entry: PoolEntry<WaitDeadline>): void => waiting.delete(entry),
  };
}
