import { type PoolEntry, UnorderedPool } from '../common/unordered-pool.ts';

export interface WaitDeadline {
  /** By `performance.now()`. */
  readonly until: number;
  onTimeout(): void;
}

export type Deadlines = ReturnType<typeof createDeadlines>;

/** Maximum delay of a timeout, in milliseconds. */
const TICK_MS = 20;

/**
 * Creates deadlines that share one timer. Nearly all requests end long before their deadline, and to set and clear a
 * timer for each costs more than to scan the few that wait.
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
    /** Removes a deadline, also after it has timed out. */
    delete: (entry: PoolEntry<WaitDeadline>): void => waiting.delete(entry),
  };
}
