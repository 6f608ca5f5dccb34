import type { UpstreamContext } from '../../subgraphs/upstream.ts';
import { ageOf, type Entry } from './entry.ts';
import type { Ttl } from './ttls.ts';

/** For how long more something is fresh, may be told at all, and may stand in: in seconds, below zero where it no more is. */
export interface Left {
  readonly fresh: number;
  readonly stale: number;
  readonly spare: number;
}

declare module '../../subgraphs/upstream.ts' {
  interface UpstreamContext {
    /** Of what was told from memory for it so far: the least. */
    left?: Left;
  }
}

/** Notes that entries were told: an answer that is made of them may not be kept for longer than they. */
export function noteTold(context: UpstreamContext, entries: readonly (Entry | undefined)[], now: number): void {
  for (const entry of entries) {
    if (!entry) continue;
    const age = ageOf(entry, now);
    const { maxAge, staleWhileRevalidate, staleIfError } = entry.ttl;
    const { fresh, stale, spare } = context.left ?? UNBOUNDED;
    context.left = {
      fresh: Math.min(fresh, maxAge - age),
      stale: Math.min(stale, maxAge + staleWhileRevalidate - age),
      spare: Math.min(spare, maxAge + staleIfError - age),
    };
  }
}

const UNBOUNDED: Left = {
  fresh: Number.POSITIVE_INFINITY,
  stale: Number.POSITIVE_INFINITY,
  spare: Number.POSITIVE_INFINITY,
};

/** For how long an answer may be kept that was made for a context: in whole seconds. */
export function ttlWithin(ttl: Ttl, { left }: UpstreamContext): Ttl {
  if (!left) return ttl;
  const maxAge = Math.max(0, Math.floor(Math.min(ttl.maxAge, left.fresh)));
  const beyond = (own: number, ofOthers: number) =>
    Math.max(0, Math.floor(Math.min(ttl.maxAge + own, ofOthers)) - maxAge);
  return {
    maxAge,
    staleWhileRevalidate: beyond(ttl.staleWhileRevalidate, left.stale),
    staleIfError: beyond(ttl.staleIfError, left.spare),
  };
}
