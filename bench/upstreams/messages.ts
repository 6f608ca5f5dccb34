import type { ViewItem } from '../world.ts';

/** The names of the three upstreams, as figures are told by. */
export const UPSTREAMS = ['cms', 'crm', 'analytics'] as const;

export type UpstreamName = (typeof UPSTREAMS)[number];

export type Urls = Readonly<Record<UpstreamName, string>>;

export type Counts = Readonly<Record<UpstreamName, number>>;

/** What the process of the upstreams is told. */
export type Order =
  /** Hold every answer back for so many milliseconds. */
  | { readonly kind: 'delay'; readonly ms: number }
  /** Say how many requests were answered since the last time. */
  | { readonly kind: 'count' };

/** What it tells. */
export type Report =
  | {
      readonly kind: 'ready';
      readonly urls: Urls;
      readonly items: readonly ViewItem[];
      readonly firstOffset: number;
    }
  | { readonly kind: 'done' }
  | { readonly kind: 'counts'; readonly counts: Counts };
