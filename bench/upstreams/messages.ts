import type { ViewItem } from '../world.ts';

/** The names of the three upstreams, as figures are told by. */
export const UPSTREAMS = ['cms', 'crm', 'analytics'] as const;

export type UpstreamName = (typeof UPSTREAMS)[number];

export type Urls = Readonly<Record<UpstreamName, string>>;

/** Requests by upstream. */
export type Counts = Readonly<Record<UpstreamName, number>>;

/** What the process of the upstreams is told. */
export type Order =
  /** Hold every answer back for so many milliseconds. */
  | { readonly kind: 'delay'; readonly ms: number }
  /** Be away, as a server that was stopped, or be there again. */
  | { readonly kind: 'away'; readonly upstream: UpstreamName; readonly isAway: boolean }
  /** Say how many requests were answered since the last time. */
  | { readonly kind: 'count' }
  /** Say what those requests were. */
  | { readonly kind: 'record' };

/** A request that an upstream was asked. */
export interface Recorded {
  readonly url: string;
  readonly authorization: string | undefined;
  readonly body: string;
}

/** What it tells. */
export type Report =
  | {
      readonly kind: 'ready';
      readonly urls: Urls;
      readonly items: readonly ViewItem[];
      readonly firstOffset: number;
    }
  | { readonly kind: 'done' }
  | { readonly kind: 'recorded'; readonly requests: readonly Recorded[] }
  /** `statements`: of SQL, for what was not yet in memory. */
  | { readonly kind: 'counts'; readonly counts: Counts; readonly statements: number };
