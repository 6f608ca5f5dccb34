import { createHash } from 'node:crypto';
import type { Plugin } from 'graphql-yoga';
import { identityOf } from './use-identity.ts';
import { isTrusted } from './use-persisted-documents.ts';

/** For how long a public view may be answered from a cache, and for how long then while it is asked for anew. */
const PUBLIC = 'public, max-age=60, stale-while-revalidate=300';
const PRIVATE = 'private, no-store';

/** What an answer depends on beside its URL: none that was made for one caller is given to another. */
const VARY = ['accept', 'authorization', 'cookie', 'x-chronos-cost', 'x-chronos-csrf'];

/** What is true of one request alone. */
const OF_ONE_REQUEST = ['ratelimit', 'ratelimit-policy'];

/**
 * Lets caches keep the public views: GETs of trusted documents by anonymous callers that had no error, with an ETag to
 * ask again by. Nothing else may be kept by anyone, unless it says so itself, as map tiles do.
 */
export function useHttpCache(): Plugin {
  const cacheable = new WeakSet<Request>();
  return {
    onExecutionResult({ request, result }) {
      const isWhole = result !== undefined && 'data' in result && !result.errors;
      const isPublic = isTrusted(request) && identityOf(request).kind === 'anonymous';
      if (request.method === 'GET' && isWhole && isPublic) cacheable.add(request);
    },
    async onResponse({ request, response, setResponse, fetchAPI }) {
      const { headers } = response;
      if (!cacheable.has(request) || response.status !== 200) {
        if (!headers.has('cache-control')) headers.set('cache-control', PRIVATE);
        return;
      }
      const body = await response.text();
      const etag = `"${createHash('sha256').update(body).digest('base64url')}"`;
      for (const name of OF_ONE_REQUEST) headers.delete(name);
      headers.set('cache-control', PUBLIC);
      headers.set('etag', etag);
      headers.append('vary', VARY.join(', '));
      const isKnown = matches(request.headers.get('if-none-match'), etag);
      if (isKnown) headers.delete('content-length');
      setResponse(new fetchAPI.Response(isKnown ? null : body, { status: isKnown ? 304 : 200, headers }));
    },
  };
}

/** RFC 9110, section 13.1.2: a list of tags, compared weakly, or `*`. */
function matches(ifNoneMatch: string | null, etag: string): boolean {
  const tags = ifNoneMatch?.split(',').map((tag) => tag.trim().replace(/^W\//, '')) ?? [];
  return tags.includes(etag) || tags.includes('*');
}
