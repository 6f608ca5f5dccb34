import { z } from 'zod';
import type { UpstreamContext } from '../../subgraphs/contract/upstream.ts';
import { smallerTtl, type Ttl } from './ttls.ts';

/** A cached value: of a link's key, its JSON; of an answer, the bytes that are sent. */
export interface CacheEntry<Json extends string | Buffer = string> {
  readonly json: Json;
  /** Begin of its execution, in milliseconds since 1970. */
  readonly at: number;
  readonly ttl: Ttl;
  /** The types whose changes invalidate the entry. */
  readonly types: readonly string[];
}

/** An entry in Redis, with the versions that its types had when its execution began. */
export const SharedEntry = z.object({
  json: z.string(),
  at: z.number(),
  ttl: z.object({ maxAge: z.number(), staleWhileRevalidate: z.number(), staleIfError: z.number() }),
  types: z.array(z.string()).readonly(),
  versions: z.string(),
});

export type SharedEntry = z.infer<typeof SharedEntry>;

export type AnswerEntry = CacheEntry<Buffer<ArrayBuffer>>;

type Timed = Pick<CacheEntry, 'at' | 'ttl'>;

/**
 * The permitted use of an entry. `fresh`: always; `stale`: during its revalidation; `stale-if-error`: where an upstream
 * fails; `expired`: none.
 */
type Freshness = 'fresh' | 'stale' | 'stale-if-error' | 'expired';

/** @param now in milliseconds since 1970 */
export function freshnessOf(entry: Timed, now: number): Freshness {
  const { maxAge, staleWhileRevalidate, staleIfError } = entry.ttl;
  const age = ageOf(entry, now);
  if (age < maxAge) return 'fresh';
  if (age < maxAge + staleWhileRevalidate) return 'stale';
  return age < maxAge + staleIfError ? 'stale-if-error' : 'expired';
}

/**
 * Returns the age in seconds. For an entry from the future it is the distance to it: little where the clock of another machine
 * is ahead; as much as the clock was set back by, so that an entry does not stay fresh for as long.
 */
export function ageOf({ at }: Timed, now: number): number {
  return Math.abs(now - at) / 1_000;
}

/** Whether an entry may be served where an upstream fails: this includes fresh and stale entries. */
export function isStaleIfError(entry: Timed, now: number): boolean {
  return ageOf(entry, now) < entry.ttl.maxAge + entry.ttl.staleIfError;
}

/** Returns the time during which an entry may be used in any way, in seconds. */
export function lifetimeOf({ maxAge, staleWhileRevalidate, staleIfError }: Ttl): number {
  return maxAge + Math.max(staleWhileRevalidate, staleIfError);
}

declare module '../../subgraphs/contract/upstream.ts' {
  interface UpstreamContext {
    /** Remaining TTLs, in whole seconds: the smallest of the cached entries that the request has used. */
    remainingTtl?: Ttl;
  }
}

/** Records that an answer uses a cached entry: the answer may not be cached for longer than the entry. */
export function noteUsed(context: UpstreamContext, entry: Timed, now: number): void {
  const { maxAge, staleWhileRevalidate, staleIfError } = entry.ttl;
  const left = (seconds: number) => Math.max(0, Math.floor(seconds - ageOf(entry, now)));
  const fresh = left(maxAge);
  const remaining = {
    maxAge: fresh,
    staleWhileRevalidate: left(maxAge + staleWhileRevalidate) - fresh,
    staleIfError: left(maxAge + staleIfError) - fresh,
  };
  context.remainingTtl = smallerTtl(context.remainingTtl ?? remaining, remaining);
}
