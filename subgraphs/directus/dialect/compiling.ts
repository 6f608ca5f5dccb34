import type { Finds } from './finds.ts';

/** What compiling a root field needs besides the field. */
export interface Compiling {
  /** The most rows that Directus gives at once: its QUERY_LIMIT_MAX. */
  readonly queryLimitMax: number;
  /** Where files can be had: URL of Directus, or of what stands in front of it. */
  readonly assetBase: string;
  readonly finds: Finds;
}

/** How deep Directus follows relations, the root's rows among them: its MAX_RELATIONAL_DEPTH. Of what is deeper it gives nothing at all. */
export const MAX_DEPTH = 10;
