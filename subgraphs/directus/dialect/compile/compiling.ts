import type { Finds } from '../filter/finds.ts';

/** Where the files of Directus are, and what transforms pictures. */
export interface Assets {
  /** URL of Directus, or of a CDN in front of it. */
  readonly base: string;
  /** `cloudflare`: Cloudflare's image transformations, on the zone of `base`. */
  readonly transforms: 'directus' | 'cloudflare';
}

/** The settings of the compilation of a root field. */
export interface Compiling {
  /** Directus's QUERY_LIMIT_MAX. */
  readonly queryLimitMax: number;
  readonly assets: Assets;
  readonly finds: Finds;
}

/** Directus's MAX_RELATIONAL_DEPTH, including the root's rows. Directus refuses a document with a deeper selection. */
export const MAX_DEPTH = 10;
