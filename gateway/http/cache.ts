import { etagOf, isNamed } from '../../subgraphs/etag.ts';
import type { Served } from '../cache/index.ts';
import type { Exchange, Outcome } from '../pipeline/index.ts';

/**
 * For how long a public view may be answered from a cache, and for how long then while it is asked for anew: where the
 * gateway keeps none itself, and so goes by no TTLs.
 */
const PUBLIC = 'public, max-age=60, stale-while-revalidate=300';

/** Of what no cache may keep. */
export const PRIVATE = 'private, no-store';

/** What an answer depends on next to its URL: none that was made for one caller is given to another. */
const VARY = [
  'origin',
  'accept',
  'accept-encoding',
  'authorization',
  'cookie',
  'x-chronos-cost',
  'x-chronos-csrf',
  'x-chronos-explain',
].join(', ');

/** Whether caches may store an answer: a GET of a trusted document by an anonymous caller that had no error. */
export function isCacheable({ method, identity, isTrusted }: Exchange, { result, text }: Outcome): boolean {
  if (method !== 'GET' || !isTrusted || identity?.kind !== 'anonymous') return false;
  if (!result || result.extensions?.explain !== undefined || result.errors) return false;
  return text !== undefined || result.data != null;
}

/**
 * Makes the headers by which caches store an answer, with an ETag to revalidate it by.
 * @param lifetime how long the gateway caches it itself, and for how long it has
 */
export function cacheHeaders(body: string, lifetime: Served['kept']): CacheHeaders {
  return {
    'cache-control': lifetime ? policyOf(lifetime.ttl) : PUBLIC,
    ...(lifetime && { age: String(lifetime.ageSeconds) }),
    etag: etagOf(body),
    vary: VARY,
  };
}

type CacheHeaders = Readonly<Record<'cache-control' | 'etag' | 'vary', string>> & { readonly age?: string };

/** Whether the client has this answer already: HTTP 304, without a body. */
export function isKnown({ etag }: Pick<CacheHeaders, 'etag'>, ifNoneMatch: string | null): boolean {
  return isNamed(etag, ifNoneMatch);
}

function policyOf({ maxAge, staleWhileRevalidate, staleIfError }: NonNullable<Served['kept']>['ttl']): string {
  return `public, max-age=${maxAge}, stale-while-revalidate=${staleWhileRevalidate}, stale-if-error=${staleIfError}`;
}
