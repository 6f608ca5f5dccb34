import { LRUCache } from 'lru-cache';

/** Maximum number of remembered credentials. */
const MAX_CREDENTIALS = 1_000;

/** Default lifetime of denials, in milliseconds: a newly granted permission takes effect after this time. */
const DEFAULT_MS = 60_000;

/**
 * Remembers each role's denials, so that no request fails twice for the same field.
 * @param ttl lifetime of a denial, in milliseconds; 0: for one request
 * @param now milliseconds, of a clock that is never set back
 * @returns a function that returns the known denials of a credential's role, as a set to add to
 */
export function rememberDenials(ttl = DEFAULT_MS, now = () => performance.now()) {
  const known = new LRUCache<string, Set<string>>({ max: MAX_CREDENTIALS, ttl, ttlResolution: 0, perf: { now } });
  return (credential: string): Set<string> => {
    const denials = known.get(credential) ?? new Set();
    if (ttl > 0 && !known.has(credential)) known.set(credential, denials);
    return denials;
  };
}
