const HEADERS = {
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'x-permitted-cross-domain-policies': 'none',
};

/** GraphiQL brings its scripts and styles in the page, and makes a worker and pictures of its own. */
const PAGE_POLICY =
  "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval'; style-src 'self' 'unsafe-inline'; " +
  "img-src 'self' data: https:; font-src 'self' data:; worker-src 'self' blob:; frame-ancestors 'none'; base-uri 'none'";
const DATA_POLICY = "default-src 'none'; frame-ancestors 'none'";

const OF_DATA = { ...HEADERS, 'content-security-policy': DATA_POLICY };
const OF_PAGES = { ...HEADERS, 'content-security-policy': PAGE_POLICY };

/**
 * What tells browsers to take an answer for what it is: never sniffed, framed, or run. TLS, and with it HSTS, is the
 * proxy's.
 * @param contentType the answer's own
 */
export function securityHeaders(contentType: string | null): Readonly<Record<string, string>> {
  return contentType?.startsWith('text/html') ? OF_PAGES : OF_DATA;
}
