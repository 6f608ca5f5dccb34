import type { CORSOptions } from 'graphql-yoga';

const OPTIONS: CORSOptions = {
  credentials: false,
  methods: ['GET', 'POST'],
  allowedHeaders: ['authorization', 'content-type', 'x-chronos-cost', 'x-chronos-csrf', 'x-chronos-explain'],
  exposedHeaders: ['etag', 'ratelimit', 'ratelimit-policy', 'retry-after', 'server-timing', 'x-request-id'],
  maxAge: 3_600,
};

/**
 * Lets pages of the listed origins ("https://app.example") read answers, without cookies. An answer to any other page has no
 * header of CORS (Fetch standard, "CORS check"); Yoga would send it `access-control-allow-origin: null`.
 */
export function corsFor(origins: readonly string[]) {
  return ({ headers }: Request): CORSOptions => {
    const origin = headers.get('origin');
    return origin !== null && origins.includes(origin) && { ...OPTIONS, origin };
  };
}
