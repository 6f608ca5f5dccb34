import type { CORSOptions, Plugin } from 'graphql-yoga';

const HEADERS = {
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'x-permitted-cross-domain-policies': 'none',
};

/**
 * Of scripts, files of the gateway's own alone run, and nothing reaches another host. Styles may stand in the page: the
 * editor of GraphiQL writes its own.
 */
const PAGE_POLICY =
  "default-src 'none'; script-src 'self'; worker-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; " +
  "font-src 'self' data:; connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'";
const DATA_POLICY = "default-src 'none'; frame-ancestors 'none'";

const OF_DATA = { ...HEADERS, 'content-security-policy': DATA_POLICY };
const OF_PAGES = { ...HEADERS, 'content-security-policy': PAGE_POLICY };

/**
 * Headers by which browsers use an answer only by its type: never sniffed, framed, or run. TLS, and with it HSTS, is the
 * proxy's.
 * @param contentType the answer's own
 */
export function securityHeaders(contentType: string | null): Readonly<Record<string, string>> {
  return contentType?.startsWith('text/html') ? OF_PAGES : OF_DATA;
}

/** Gives every answer the headers of `securityHeaders`, and keeps caches from giving one page's answer to another's. */
export function useSecurityHeaders(): Plugin {
  return {
    onResponse({ response: { headers } }) {
      for (const [name, value] of Object.entries(securityHeaders(headers.get('content-type')))) {
        headers.set(name, value);
      }
      if (!/\borigin\b/.test(headers.get('vary') ?? '')) headers.append('vary', 'origin');
    },
  };
}

const OPTIONS: CORSOptions = {
  credentials: false,
  methods: ['GET', 'POST'],
  allowedHeaders: [
    ...['authorization', 'content-type', 'x-chronos-cost', 'x-chronos-csrf', 'x-chronos-explain'],
    // Of files that are read in parts.
    ...['if-range', 'range'],
    // Of the Model Context Protocol, at /mcp.
    ...['mcp-method', 'mcp-name', 'mcp-protocol-version'],
  ],
  exposedHeaders: [
    ...['accept-ranges', 'content-range', 'etag', 'ratelimit', 'ratelimit-policy', 'retry-after'],
    ...['server-timing', 'x-request-id'],
  ],
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
