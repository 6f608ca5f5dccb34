import type { CORSOptions } from 'graphql-yoga';

/**
 * Whose pages may read answers: the listed origins ("https://app.example"), without cookies. With none listed, no other
 * site's. (Yoga takes an empty list for all.)
 */
export function corsFor(origins: readonly string[]): CORSOptions {
  if (origins.length === 0) return false;
  return {
    origin: [...origins],
    credentials: false,
    methods: ['GET', 'POST'],
    allowedHeaders: ['authorization', 'content-type', 'x-chronos-cost', 'x-chronos-csrf', 'x-chronos-explain'],
    exposedHeaders: ['etag', 'ratelimit', 'ratelimit-policy', 'retry-after', 'server-timing', 'x-request-id'],
    maxAge: 3_600,
  };
}
