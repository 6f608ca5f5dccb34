import type { Finds } from './finds.ts';

/** What compiling a root field needs besides the field. */
export interface Compiling {
  /** The most rows that Directus gives at once: its QUERY_LIMIT_MAX. */
  readonly queryLimitMax: number;
  readonly finds: Finds;
}
