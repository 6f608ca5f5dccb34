import type { Change } from './change.ts';

export type { Change } from './change.ts';

/** What becomes known of changes in the upstreams, for whoever keeps something of theirs or tells clients. */
export interface Changes {
  /** Tells every listener of this process, and those of the other processes that share changes with it, once each. */
  publish(change: Change): void;
  /** @returns stops listening */
  listen(listener: (change: Change) => void): () => void;
  close(): Promise<void>;
}

/** The other processes that serve the same graph, as far as they can be reached. */
export interface Others {
  /** Tells them, without waiting; what cannot be told is lost. */
  tell(change: Change): void;
  /** Says who is told of what they tell: one listener, from then on. */
  hear(listener: (change: Change) => void): void;
  close(): Promise<void>;
}

export interface ChangesOptions {
  /** The ways to them. None: this process is the only one. */
  readonly others?: readonly Others[];
  /** Told of a listener that failed, which keeps no other from hearing. */
  readonly warn?: (message: string) => void;
}

/** How many of the last changes are known, so that none is heard twice, whichever ways it came. */
const REMEMBERED = 10_000;

/** Nothing is kept: who listens hears what is published from then on. */
export function createChanges({ others = [], warn = console.warn }: ChangesOptions = {}): Changes {
  const listeners = new Set<(change: Change) => void>();
  const ids = new Set<string>();

  /** @returns whether it was news */
  function hear(change: Change): boolean {
    if (ids.has(change.id)) return false;
    ids.add(change.id);
    for (const oldest of ids) {
      if (ids.size <= REMEMBERED) break;
      ids.delete(oldest);
    }
    for (const listener of [...listeners]) {
      try {
        listener(change);
      } catch (error) {
        warn(`A change of ${change.typeName} was not acted on: ${error instanceof Error ? error.message : error}`);
      }
    }
    return true;
  }

  for (const each of others) each.hear(hear);
  return {
    publish(change) {
      if (!hear(change)) return;
      for (const each of others) each.tell(change);
    },
    listen(listener) {
      // Who listens twice is told twice, and each stops for itself.
      const own = (change: Change) => listener(change);
      listeners.add(own);
      return () => listeners.delete(own);
    },
    async close() {
      listeners.clear();
      await Promise.all(others.map((each) => each.close()));
    },
  };
}
