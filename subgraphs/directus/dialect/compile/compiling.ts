import type { Layout } from '../../../response/layout.ts';
import type { FetchAll } from '../fetch.ts';
import type { Finds } from '../filter/finds.ts';
import type { DirectusField } from '../requested-field.ts';

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

/** A compiled root field of an operation: the roots that it requests from Directus, and how to read its value. */
export interface CompiledRoot {
  /** Empty if the value is known without a request. */
  readonly requests: readonly DirectusField[];
  readonly layout: Layout;
  /**
   * Reads the value from the answers, or from those of further requests.
   * @throws GraphQLError if they have no valid value
   */
  value(answers: readonly unknown[], fetchMore: FetchAll): unknown;
  /** Converts a path in Directus's answer to a path in the value. Without it, errors concern the whole value. */
  locate?(path: readonly unknown[]): (string | number)[];
}
