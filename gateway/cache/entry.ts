import { z } from 'zod';
import type { Ttl } from './ttls.ts';

/** What is kept. */
export interface Entry {
  /** JSON. */
  readonly text: string;
  /** When it began to be asked for, in milliseconds since 1970. */
  readonly at: number;
  readonly ttl: Ttl;
  /** Whose change makes it worthless. */
  readonly types: readonly string[];
}

/** An entry as Redis holds it, with how its types were when it began to be asked for. */
export type SharedEntry = Entry & { readonly versions: string };

export const SharedEntry: z.ZodType<SharedEntry> = z.object({
  text: z.string(),
  at: z.number(),
  ttl: z.object({ maxAge: z.number(), staleWhileRevalidate: z.number(), staleIfError: z.number() }),
  types: z.array(z.string()),
  versions: z.string(),
});

/**
 * What an entry is good for: `fresh`, to be told; `stale`, to be told while it is asked for anew; `spare`, to be told where an
 * upstream fails; `dead`, for nothing.
 */
export type Freshness = 'fresh' | 'stale' | 'spare' | 'dead';

/** @param now in milliseconds since 1970 */
export function freshnessOf(entry: Entry, now: number): Freshness {
  const { maxAge, staleWhileRevalidate, staleIfError } = entry.ttl;
  const age = ageOf(entry, now);
  if (age < maxAge) return 'fresh';
  if (age < maxAge + staleWhileRevalidate) return 'stale';
  return age < maxAge + staleIfError ? 'spare' : 'dead';
}

/** In seconds; of an entry of another machine, whose clock is ahead, 0. */
export function ageOf({ at }: Entry, now: number): number {
  return Math.max(0, now - at) / 1_000;
}

/** Whether an entry may also stand in for an upstream that fails, at this age. */
export function standsIn(entry: Entry, now: number): boolean {
  return ageOf(entry, now) < entry.ttl.maxAge + entry.ttl.staleIfError;
}

/** How long an entry is of any use, in seconds. */
export function lifetimeOf({ maxAge, staleWhileRevalidate, staleIfError }: Ttl): number {
  return maxAge + Math.max(staleWhileRevalidate, staleIfError);
}
