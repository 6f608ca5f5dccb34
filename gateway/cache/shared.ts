import { randomUUID } from 'node:crypto';
import type { Redis } from '../redis.ts';
import { type Entry, freshnessOf, lifetimeOf, SharedEntry } from './entry.ts';

/** How the types of an entry are, as all gateways know it; to be taken before the entry is asked for. */
export type Versions = string;

export interface Found {
  /** An entry of which nothing has changed since. */
  readonly entry?: Entry;
  /** Undefined where Redis is away: then nothing can be kept there either. */
  readonly versions?: Versions;
}

/** Entries in Redis, for all gateways that share it. While it is away there are none. */
export interface Shared {
  /** @param types of the entry, whether there is one or not */
  find(key: string, types: readonly string[]): Promise<Found>;
  /** Does not wait for it. */
  keep(key: string, entry: Entry, versions: Versions): void;
  drop(key: string): void;
  /** Values of a type have changed: whatever is made of them is forgotten, as soon as Redis can be told. */
  forget(type: string): void;
}

const PREFIX = 'chronos:cache:';
const entryKey = (key: string) => `${PREFIX}entry:${key}`;

/**
 * A version is a word that is like no other, made with each change, and for a type that has none: an entry is kept with those
 * of its types, and is as good as gone once one is another. Nothing is ever looked for by a pattern.
 */
const versionKey = (type: string) => `${PREFIX}version:${type}`;

const VERSION_LIVES = { type: 'EX', value: 30 * 24 * 3_600 } as const;

export function createShared(redis: Redis, now: () => number): Shared {
  /** Changes that Redis has not heard of yet. */
  const untold = new Set<string>();

  async function tell(): Promise<void> {
    for (const type of untold) {
      await redis.run((commands) => commands.set(versionKey(type), randomUUID(), { expiration: VERSION_LIVES }));
      untold.delete(type);
    }
  }

  /** Whatever Redis has lost of them, by its own bounds or in time, is never there again. */
  async function versionsOf(types: readonly string[], words: readonly (string | null)[]): Promise<Versions> {
    if (!words.includes(null)) return JSON.stringify(words);
    for (const type of types) {
      const options = { condition: 'NX', expiration: VERSION_LIVES } as const;
      await redis.run((commands) => commands.set(versionKey(type), randomUUID(), options));
    }
    return JSON.stringify(await redis.run((commands) => commands.mGet(types.map(versionKey))));
  }

  async function read(key: string, types: readonly string[]): Promise<Found> {
    // What it holds may be made of what has changed.
    if (untold.size > 0) await tell();
    const [text, ...words] = await redis.run((commands) => commands.mGet([entryKey(key), ...types.map(versionKey)]));
    const versions = await versionsOf(types, words);
    const entry = parsed(text);
    if (entry?.versions !== versions || freshnessOf(entry, now()) === 'dead') return { versions };
    return { entry, versions };
  }

  return {
    // Who finds nothing asks the upstreams.
    find: (key, types) => read(key, types).catch(() => ({})),
    keep(key, entry, versions) {
      const value = JSON.stringify({ ...entry, versions } satisfies SharedEntry);
      const expiration = { type: 'EX', value: lifetimeOf(entry.ttl) } as const;
      redis.run((commands) => commands.set(entryKey(key), value, { expiration })).catch(ignore);
    },
    drop(key) {
      redis.run((commands) => commands.del(entryKey(key))).catch(ignore);
    },
    forget(type) {
      untold.add(type);
      tell().catch(ignore);
    },
  };
}

function parsed(text: string | null | undefined): SharedEntry | undefined {
  try {
    return text == null ? undefined : SharedEntry.parse(JSON.parse(text));
  } catch {
    return undefined;
  }
}

/** Redis being away is told by its client, and stops nothing. */
function ignore(): void {}
