import type { Profiler } from 'node:inspector';

/** What a process that runs with `hook.ts` can be asked. */
export type Question =
  | { readonly kind: 'profile' }
  /** Ends the profile that was begun. */
  | { readonly kind: 'profiled' }
  /** Collects garbage first. */
  | { readonly kind: 'memory' };

/** What it answers, one answer for each question. */
export type Answer =
  | { readonly kind: 'begun' }
  | { readonly kind: 'profile'; readonly profile: Profiler.Profile }
  | { readonly kind: 'memory'; readonly heapMb: number }
  | { readonly kind: 'failed'; readonly message: string };
