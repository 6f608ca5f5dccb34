import { LRUCache } from 'lru-cache';
import { messageOf } from '../../subgraphs/common/message-of.ts';
import type { Change } from './change.ts';

export type { Change } from './change.ts';

/** Distributes changes in the upstreams to caches and subscriptions. */
export type Changes = ReturnType<typeof createChanges>;

/** A connection to other processes that serve the same graph. */
export interface ChangeChannel {
  /** Sends in the background; a change that cannot be sent is lost. */
  publish(change: Change): void;
  /** Sets the one listener of changes that other processes publish. */
  subscribe(listener: (change: Change) => void): void;
  close(): Promise<void>;
}

export interface ChangesOptions {
  /** By default none: this process is the only one. */
  readonly channels?: readonly ChangeChannel[];
  /** Reports a listener that failed; the other listeners are still called. */
  readonly warn?: (message: string) => void;
}

/** Number of recent changes that are remembered, so that a change that arrives by two channels is published once. */
const REMEMBERED = 10_000;

/** Opens the distribution of changes. A listener receives changes that are published after it began to listen. */
export function createChanges({ channels = [], warn = console.warn }: ChangesOptions = {}) {
  const listeners = new Set<(change: Change) => void>();
  const known = new LRUCache<string, true>({ max: REMEMBERED });

  /** @returns whether the change was new */
  function receive(change: Change): boolean {
    if (known.has(change.id)) return false;
    known.set(change.id, true);
    for (const listener of [...listeners]) {
      try {
        listener(change);
      } catch (error) {
        warn(`A change of ${change.typeName} was not processed: ${messageOf(error)}`);
      }
    }
    return true;
  }

  for (const channel of channels) channel.subscribe(receive);
  return {
    /** Notifies the listeners of this process, and of the processes that share changes with it, once each. */
    publish(change: Change): void {
      if (!receive(change)) return;
      for (const channel of channels) channel.publish(change);
    },
    /** Adds a listener. @returns a function that removes it */
    listen(listener: (change: Change) => void): () => void {
      // A new function: a listener that is added twice is called twice, and each is removed separately.
      const own = (change: Change) => listener(change);
      listeners.add(own);
      return () => listeners.delete(own);
    },
    async close(): Promise<void> {
      listeners.clear();
      await Promise.all(channels.map((channel) => channel.close()));
    },
  };
}
