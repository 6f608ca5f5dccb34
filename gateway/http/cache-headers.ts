import { createDerived } from '../../subgraphs/common/memo.ts';
import { ANALYTICS_TTLS, OWN_CHANGES, type Ttl } from '../cache/ttls.ts';
import { EVERYTHING } from '../changes/edge.ts';

/**
 * Maximum length of a response's tags, in characters. Cloudflare reads 16 kB, and Node's clients no more than that for
 * all headers. A response with more has no tags, so that no cache stores what it could not purge.
 */
const MAX_TAGS = 8_000;

/** How long caches may store a public response, and what it is made of. */
interface Stored {
  readonly ttl: Ttl;
  /** The types whose changes invalidate it, as in the gateway's own cache. */
  readonly types: readonly string[];
}

/** Tables of the analytics, as tiles or files: anything that is loaded may change them. */
export const FIGURES: Stored = { ttl: ANALYTICS_TTLS.Observation, types: OWN_CHANGES };

/** The tags of an answer's types: entries of one operation share the list. */
const tags = createDerived<Stored['types'], string>();

/** Makes the headers of a public response: `Cache-Control`, and `Cache-Tag` with its types. */
export function publicHeaders({ ttl, types }: Stored): Readonly<Record<string, string>> {
  const { maxAge, staleWhileRevalidate, staleIfError } = ttl;
  const tag = tags.derive(types, () => [EVERYTHING, ...types].join(','));
  return {
    'cache-control': `public, max-age=${maxAge}, stale-while-revalidate=${staleWhileRevalidate}, stale-if-error=${staleIfError}`,
    ...(tag.length <= MAX_TAGS && { 'cache-tag': tag }),
  };
}
