import { isAsyncIterable, type Plugin } from 'graphql-yoga';
import { isCacheable, markCacheable, PRIVATE } from '../http/cache.ts';
import { keptOf } from './use-cache.ts';
import { identityOf } from './use-identity.ts';
import { isTrusted } from './use-persisted-documents.ts';

/**
 * Lets caches keep the public views. Nothing else may be kept by anyone, unless it says so itself, as map tiles do.
 * @param byTtls whether the gateway keeps answers too: then those that it may not keep are nobody's to keep
 */
export function useHttpCache(byTtls: boolean): Plugin {
  const cacheable = new WeakSet<Request>();
  return {
    onExecutionResult({ request, result }) {
      if (!result || Array.isArray(result) || isAsyncIterable(result)) return;
      const { method } = request;
      if (byTtls && !keptOf(request)) return;
      if (isCacheable({ method, identity: identityOf(request), isTrusted: isTrusted(request), result })) {
        cacheable.add(request);
      }
    },
    async onResponse({ request, response, setResponse, fetchAPI }) {
      const { headers } = response;
      if (!cacheable.has(request) || response.status !== 200) {
        if (!headers.has('cache-control')) headers.set('cache-control', PRIVATE);
        return;
      }
      const body = await response.text();
      const isKnown = markCacheable(headers, body, request.headers.get('if-none-match'), keptOf(request));
      setResponse(new fetchAPI.Response(isKnown ? null : body, { status: isKnown ? 304 : 200, headers }));
    },
  };
}
