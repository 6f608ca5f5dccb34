import { hash } from 'node:crypto';

/** Returns a weak ETag: equal for equal bodies, whatever their content encoding. */
export function etagOf(body: string | Uint8Array): string {
  return `W/"${hash('sha256', body, 'base64url')}"`;
}

/** Whether an If-None-Match matches an ETag: a list of tags, compared weakly, or `*` (RFC 9110, section 13.1.2). */
export function isNamed(etag: string, ifNoneMatch: string | null): boolean {
  const named = ifNoneMatch?.split(',').map(opaque) ?? [];
  return named.includes('*') || named.includes(opaque(etag));
}

function opaque(tag: string): string {
  return tag.trim().replace(/^W\//, '');
}
