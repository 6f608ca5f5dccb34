import { randomUUID } from 'node:crypto';
import { parseJson } from '../../subgraphs/common/json.ts';
import type { Redis } from '../redis.ts';
import { type AnswerEntry, freshnessOf, lifetimeOf, SharedEntry } from './entry.ts';

/** The versions of an entry's types in all gateways, read before the execution. */
export type Versions = string;

interface Found {
  /** An entry none of whose types has changed. */
  readonly entry?: AnswerEntry;
  /** Undefined where Redis is unreachable: then nothing is saved there. */
  readonly versions?: Versions;
}

const PREFIX = 'chronos:cache:';
const entryKey = (key: string) => `${PREFIX}entry:${key}`;

/**
 * Returns the key of a type's version: a random id, set with each change and where it is missing. An entry is saved
 * with the versions of its types, and is invalid when one differs. Keys are never searched by a pattern.
 */
const versionKey = (type: string) => `${PREFIX}version:${type}`;

const VERSION_LIVES = { type: 'EX', value: 30 * 24 * 3_600 } as const;

/** Creates the cache of entries in Redis, for all gateways that share it. It is empty while Redis is unreachable. */
export function createShared(redis: Redis, now: () => number) {
  /** Changed types whose new versions are not in Redis yet. */
  const unsent = new Set<string>();

  async function sendVersions(): Promise<void> {
    for (const type of unsent) {
      await redis.run((commands) => commands.set(versionKey(type), randomUUID(), { expiration: VERSION_LIVES }));
      unsent.delete(type);
    }
  }

  /** Returns versions. A version that Redis has evicted gets a new id, never its old one. */
  async function versionsOf(types: readonly string[], words: readonly (string | null)[]): Promise<Versions> {
    if (!words.includes(null)) return JSON.stringify(words);
    for (const type of types) {
      const options = { condition: 'NX', expiration: VERSION_LIVES } as const;
      await redis.run((commands) => commands.set(versionKey(type), randomUUID(), options));
    }
    return JSON.stringify(await redis.run((commands) => commands.mGet(types.map(versionKey))));
  }

  async function read(key: string, types: readonly string[]): Promise<Found> {
    // Entries in Redis may depend on changed types.
    if (unsent.size > 0) await sendVersions();
    const [text, ...words] = await redis.run((commands) => commands.mGet([entryKey(key), ...types.map(versionKey)]));
    const versions = await versionsOf(types, words);
    const entry = SharedEntry.safeParse(parseJson(text ?? '')).data;
    if (entry?.versions !== versions || freshnessOf(entry, now()) === 'expired') return { versions };
    return { entry: { ...entry, json: Buffer.from(entry.json) }, versions };
  }

  return {
    // Without an entry, the caller executes the operation.
    /** @param types the types that the entry depends on */
    find: (key: string, types: readonly string[]): Promise<Found> => read(key, types).catch(() => ({})),
    /** Saves in the background. */
    save(key: string, entry: AnswerEntry, versions: Versions): void {
      const value = JSON.stringify({ ...entry, json: entry.json.toString(), versions } satisfies SharedEntry);
      const expiration = { type: 'EX', value: lifetimeOf(entry.ttl) } as const;
      redis.run((commands) => commands.set(entryKey(key), value, { expiration })).catch(ignore);
    },
    drop(key: string): void {
      redis.run((commands) => commands.del(entryKey(key))).catch(ignore);
    },
    /** Invalidates the entries that depend on a type, as soon as Redis is reachable. */
    forget(type: string): void {
      unsent.add(type);
      sendVersions().catch(ignore);
    },
  };
}

/** Ignores an error: the Redis client logs it, and requests continue without Redis. */
function ignore(): void {}
