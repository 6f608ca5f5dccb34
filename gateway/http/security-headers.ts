import type { CORSOptions, Plugin } from 'graphql-yoga';
import { METHODS } from './decode.ts';

const HEADERS = {
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'x-permitted-cross-domain-policies': 'none',
};

/**
 * Allows only scripts from the gateway's own files, and no requests to other hosts. Allows inline styles, which the
 * editor of GraphiQL writes.
 */
const PAGE_POLICY =
  "default-src 'none'; script-src 'self'; worker-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; " +
  "font-src 'self' data:; connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'";
const DATA_POLICY = "default-src 'none'; frame-ancestors 'none'";

const OF_DATA = { ...HEADERS, 'content-security-policy': DATA_POLICY };
const OF_PAGES = { ...HEADERS, 'content-security-policy': PAGE_POLICY };

/**
 * Returns the headers that keep browsers from sniffing, framing or executing an answer. HSTS is absent: a proxy ends
 * TLS, and sets it.
 * @param contentType the answer's content type
 */
export function securityHeaders(contentType: string | null): Readonly<Record<string, string>> {
  return contentType?.startsWith('text/html') ? OF_PAGES : OF_DATA;
}

/**
 * Adds the headers of `securityHeaders` to every answer, `Vary` so that caches separate the answers by origin, and `Allow`
 * to answers to OPTIONS of operations (RFC 9110, section 9.3.7).
 */
export function useSecurityHeaders(): Plugin {
  return {
    onResponse({ request, response: { headers } }) {
      if (request.method === 'OPTIONS' && /\/graphql\/?$/.test(new URL(request.url).pathname))
        headers.set('allow', METHODS.join(', '));
      for (const [name, value] of Object.entries(securityHeaders(headers.get('content-type')))) {
        headers.set(name, value);
      }
      if (!/\borigin\b/.test(headers.get('vary') ?? '')) headers.append('vary', 'origin');
    },
  };
}

const OPTIONS: CORSOptions = {
  credentials: false,
  methods: [...METHODS],
  allowedHeaders: [
    ...['authorization', 'content-type', 'x-chronos-cost', 'x-chronos-csrf', 'x-chronos-explain'],
    // For files that are read in parts.
    ...['if-range', 'range'],
    // For the Model Context Protocol, at /mcp.
    ...['mcp-method', 'mcp-name', 'mcp-protocol-version'],
  ],
  exposedHeaders: [
    ...['accept-ranges', 'content-range', 'etag', 'ratelimit', 'ratelimit-policy', 'retry-after'],
    ...['server-timing', 'x-request-id'],
  ],
  maxAge: 3_600,
};

/**
 * Lets pages of the listed origins ("https://app.example") read answers, without cookies. Answers to other pages have
 * no CORS headers (Fetch standard, "CORS check"); by default Yoga sends `access-control-allow-origin: null`.
 */
export function corsFor(origins: readonly string[]) {
  return ({ headers }: Request): CORSOptions => {
    const origin = headers.get('origin');
    return origin !== null && origins.includes(origin) && { ...OPTIONS, origin };
  };
}
