import type { GraphQLParams, Plugin } from 'graphql-yoga';
import { documentHash, type FindDocument, type HashParameters } from '../documents/persisted-documents.ts';
import { identityOf } from './use-identity.ts';

const trustedRequests = new WeakSet<Request>();

/** Whether a request asked for a trusted document by its hash. */
export function isTrusted(request: Request): boolean {
  return trustedRequests.has(request);
}

/** Puts the document that a hash names in its place, or refuses the request: see `createPersistedDocuments`. */
export function usePersistedDocuments(find: FindDocument): Plugin {
  return {
    onParams({ params, request, setParams }) {
      const { query } = params as { readonly query?: unknown };
      // Yoga refuses what is no text.
      if (query != null && typeof query !== 'string') return;
      const asked = { query: query ?? undefined, hash: documentHash(withUrl(params, request)) };
      const found = find(asked, identityOf(request).audience);
      if (found.refusal) throw found.refusal;
      if (found.isTrusted) trustedRequests.add(request);
      if (found.query !== query) setParams({ ...params, query: found.query });
    },
  };
}

/** Of a GET, Yoga reads the parameters that it knows alone. */
function withUrl(params: GraphQLParams & HashParameters, { method, url }: Request): HashParameters {
  if (method !== 'GET' || params.documentId !== undefined) return params;
  return { ...params, documentId: new URL(url).searchParams.get('documentId') ?? undefined };
}
