import type { UpstreamContext } from '../../subgraphs/upstream.ts';
import { ageOf, type Entry } from './entry.ts';
import type { Ttl } from './ttls.ts';

/** Remaining TTLs, in seconds; negative once they have passed. */
export interface RemainingTtl {
  readonly fresh: number;
  readonly stale: number;
  readonly staleIfError: number;
}

declare module '../../subgraphs/upstream.ts' {
  interface UpstreamContext {
    /** The least of the cached entries that were used for it so far. */
    remainingTtl?: RemainingTtl;
  }
}

/** Notes cached entries that an answer is made of: it may not be cached for longer than they. */
export function noteUsed(
  context: UpstreamContext,
  used: readonly { readonly entry: Entry | undefined }[],
  now: number,
): void {
  for (const { entry } of used) {
    if (!entry) continue;
    const age = ageOf(entry, now);
    const { maxAge, staleWhileRevalidate, staleIfError } = entry.ttl;
    const { fresh, stale, ...rest } = context.remainingTtl ?? UNBOUNDED;
    context.remainingTtl = {
      fresh: Math.min(fresh, maxAge - age),
      stale: Math.min(stale, maxAge + staleWhileRevalidate - age),
      staleIfError: Math.min(rest.staleIfError, maxAge + staleIfError - age),
    };
  }
}

const UNBOUNDED: RemainingTtl = {
  fresh: Number.POSITIVE_INFINITY,
  stale: Number.POSITIVE_INFINITY,
  staleIfError: Number.POSITIVE_INFINITY,
};

/** Returns how long an answer for a context may be cached, in whole seconds. */
export function ttlWithin(ttl: Ttl, { remainingTtl }: UpstreamContext): Ttl {
  if (!remainingTtl) return ttl;
  const maxAge = Math.max(0, Math.floor(Math.min(ttl.maxAge, remainingTtl.fresh)));
  const beyond = (own: number, ofOthers: number) =>
    Math.max(0, Math.floor(Math.min(ttl.maxAge + own, ofOthers)) - maxAge);
  return {
    maxAge,
    staleWhileRevalidate: beyond(ttl.staleWhileRevalidate, remainingTtl.stale),
    staleIfError: beyond(ttl.staleIfError, remainingTtl.staleIfError),
  };
}
