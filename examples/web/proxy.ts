import { type NextRequest, NextResponse } from 'next/server';

/** Pages alone: what they are made of runs no script by itself. */
export const config = { matcher: ['/((?!_next/|tiles/|icon\\.svg).*)'] };

/**
 * Gives each page a policy of its own: scripts that this page brings along, and nothing from another host: no font, no
 * base map, no telemetry. Next reads the nonce in the request and puts it onto its own scripts.
 */
export function proxy(request: NextRequest): NextResponse {
  const nonce = Buffer.from(crypto.getRandomValues(new Uint8Array(16))).toString('base64');
  const headers = new Headers(request.headers);
  headers.set('content-security-policy', policy(nonce));
  const response = NextResponse.next({ request: { headers } });
  response.headers.set('content-security-policy', policy(nonce));
  return response;
}

function policy(nonce: string): string {
  // React's tools for developers make code of texts.
  const tools = process.env.NODE_ENV === 'development' ? " 'unsafe-eval'" : '';
  return [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${tools}`,
    // Attributes: the colours of a legend, where a tooltip stands.
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    // MapLibre's.
    "worker-src 'self' blob:",
    "object-src 'none'",
    "base-uri 'self'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; ');
}
