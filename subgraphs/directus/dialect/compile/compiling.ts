import type { Finds } from '../filter/finds.ts';

/** The settings of the compilation of a root field. */
export interface Compiling {
  /** Directus's QUERY_LIMIT_MAX. */
  readonly queryLimitMax: number;
  /** The base of files' URLs: Directus, or a CDN in front of it. */
  readonly assetBase: string;
  readonly finds: Finds;
}

/** Directus's MAX_RELATIONAL_DEPTH, including the root's rows. Directus refuses a document with a deeper selection. */
export const MAX_DEPTH = 10;
