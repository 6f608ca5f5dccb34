import type { Finds } from '../filter/finds.ts';

/** The settings of the compilation of a root field. */
export interface Compiling {
  /** Directus's QUERY_LIMIT_MAX. */
  readonly queryLimitMax: number;
  /** The base of files' URLs: Directus, or a CDN in front of it. */
  readonly assetBase: string;
  readonly finds: Finds;
}

/** Directus's MAX_RELATIONAL_DEPTH, the root's rows included. Directus answers nothing at all where a selection is deeper. */
export const MAX_DEPTH = 10;
