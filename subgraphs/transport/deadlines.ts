import { Bag, type Place } from '../unordered-pool.ts';

/** Somebody whose time is up at some time. */
export interface Deadline {
  /** By `performance.now()`. */
  readonly until: number;
  onTime(): void;
}

export interface Deadlines {
  add(deadline: Deadline): Place<Deadline>;
  /** Who has been told is to be taken out, too. */
  delete(place: Place<Deadline>): void;
}

/** How late somebody may hear of it, in milliseconds. */
const TICK_MS = 20;

/**
 * Tells each when their time is up, by one timer for all of them: nearly everybody is done long before, and to set and clear
 * a timer of one's own costs more than all the looks at those who wait.
 */
export function createDeadlines(): Deadlines {
  const waiting = new Bag<Deadline>();
  let isLooking = false;

  function lookLater(): void {
    if (isLooking) return;
    isLooking = true;
    setTimeout(look, TICK_MS);
  }

  function look(): void {
    isLooking = false;
    const now = performance.now();
    for (const deadline of waiting) if (deadline.until <= now) deadline.onTime();
    if (waiting.size > 0) lookLater();
  }

  return {
    add(deadline) {
      lookLater();
      return waiting.add(deadline);
    },
    delete: (place) => waiting.delete(place),
  };
}
