import type { ExecutionResult } from 'graphql';
import { etagOf, isNamed } from '../../subgraphs/etag.ts';
import type { Served } from '../cache/index.ts';
import type { Identity } from '../identity/index.ts';

/**
 * For how long a public view may be answered from a cache, and for how long then while it is asked for anew: where the
 * gateway keeps none itself, and so goes by no TTLs.
 */
const PUBLIC = 'public, max-age=60, stale-while-revalidate=300';

/** Of what no cache may keep. */
export const PRIVATE = 'private, no-store';

/** What an answer depends on beside its URL: none that was made for one caller is given to another. */
const VARY = [
  'accept',
  'accept-encoding',
  'authorization',
  'cookie',
  'x-chronos-cost',
  'x-chronos-csrf',
  'x-chronos-explain',
].join(', ');

/** What is true of one request alone. */
const OF_ONE_REQUEST = ['ratelimit', 'ratelimit-policy'];

/** An operation that was executed, as far as caches care. */
export interface Executed {
  readonly method: string;
  readonly identity: Identity;
  /** Whether it was asked for by the hash of a trusted document. */
  readonly isTrusted: boolean;
  readonly result: ExecutionResult;
}

/** Whether caches may keep an answer: a GET of a trusted document by an anonymous caller that had no error. */
export function isCacheable({ method, identity, isTrusted, result }: Executed): boolean {
  if (result.extensions?.explain !== undefined) return false;
  return method === 'GET' && isTrusted && identity.kind === 'anonymous' && result.data != null && !result.errors;
}

/**
 * What caches are told of an answer that they may keep, with an ETag to ask again by.
 * @param headers of the answer; they are changed
 * @param kept how long the gateway keeps it itself, and for how long it has
 * @returns whether the caller has this answer already: HTTP 304, without the body
 */
export function markCacheable(
  headers: Headers,
  body: string,
  ifNoneMatch: string | null,
  kept: Served['kept'],
): boolean {
  const etag = etagOf(body);
  for (const name of OF_ONE_REQUEST) headers.delete(name);
  headers.set('cache-control', kept ? policyOf(kept.ttl) : PUBLIC);
  if (kept) headers.set('age', String(kept.ageSeconds));
  headers.set('etag', etag);
  headers.append('vary', VARY);
  const isKnown = isNamed(etag, ifNoneMatch);
  if (isKnown) headers.delete('content-length');
  return isKnown;
}

function policyOf({ maxAge, staleWhileRevalidate, staleIfError }: NonNullable<Served['kept']>['ttl']): string {
  return `public, max-age=${maxAge}, stale-while-revalidate=${staleWhileRevalidate}, stale-if-error=${staleIfError}`;
}
