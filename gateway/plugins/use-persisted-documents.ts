import { usePersistedOperations } from '@graphql-yoga/plugin-persisted-operations';
import { GraphQLError } from 'graphql';
import type { GraphQLParams, Plugin } from 'graphql-yoga';
import { createRecentDocuments } from '../documents/recent-documents.ts';
import { type Documents, hashIn, sha256 } from '../documents/trusted-documents.ts';
import type { Audience } from '../graph/audiences.ts';
import { identityOf } from './use-identity.ts';

export interface PersistedDocumentsOptions {
  /** Answered to everyone by their hashes. */
  readonly trusted: Documents;
  /** The audiences that are answered no others. */
  readonly enforcedFor: readonly Audience[];
}

const trustedRequests = new WeakSet<Request>();

/** Whether a request asked for a trusted document by its hash. */
export function isTrusted(request: Request): boolean {
  return trustedRequests.has(request);
}

/**
 * Operations by the hash of their documents: trusted ones, and beside them those that a client has sent with their hash
 * before (automatic persisted queries). A hash is the parameter `documentId` of GraphQL over HTTP's appendix on persisted
 * documents, or Apollo's `extensions.persistedQuery.sha256Hash`.
 */
export function usePersistedDocuments({ trusted, enforcedFor }: PersistedDocumentsOptions): Plugin {
  const recent = createRecentDocuments();
  const isEnforced = (request: Request) => enforcedFor.includes(identityOf(request).audience);
  return {
    onPluginInit({ addPlugin }) {
      addPlugin(
        usePersistedOperations({
          allowArbitraryOperations: (request) => !isEnforced(request),
          extractPersistedOperationId: documentHash,
          getPersistedOperation(hash, request) {
            const document = trusted.get(hash);
            if (document !== undefined) trustedRequests.add(request);
            return document ?? (isEnforced(request) ? undefined : recent.get(hash)) ?? null;
          },
          customErrors: { notFound, keyNotFound, persistedQueryOnly },
        }),
      );
    },
    onParams({ params, request }) {
      const hash = documentHash(params, request);
      if (hash === null || typeof params.query !== 'string' || isEnforced(request)) return;
      if (hash !== sha256(params.query)) throw mismatch();
      recent.set(hash, params.query);
    },
  };
}

function documentHash(params: GraphQLParams & { readonly documentId?: unknown }, request: Request): string | null {
  const { persistedQuery } = params.extensions ?? {};
  const id =
    persistedQuery?.sha256Hash ??
    params.documentId ??
    (request.method === 'GET' ? new URL(request.url).searchParams.get('documentId') : null);
  return typeof id === 'string' ? hashIn(id) : null;
}

/** Apollo's clients know this message, and send the document. */
function notFound(): GraphQLError {
  return refused('PersistedQueryNotFound', 'PERSISTED_QUERY_NOT_FOUND', 404);
}

function keyNotFound(): GraphQLError {
  const message = 'Send an operation as "query", or the hash of a known one as "documentId".';
  return new GraphQLError(message, { extensions: { code: 'BAD_REQUEST', http: { status: 400 } } });
}

function persistedQueryOnly(): GraphQLError {
  const message = 'Only known documents are answered here: send the hash of one as "documentId".';
  return refused(message, 'TRUSTED_DOCUMENTS_ONLY', 403);
}

function mismatch(): GraphQLError {
  return refused('The hash is not that of the document: it must be its SHA-256.', 'PERSISTED_QUERY_MISMATCH', 400);
}

/** With `spec`, who accepts no more than application/json gets 200, as GraphQL over HTTP has it there. */
function refused(message: string, code: string, status: number): GraphQLError {
  return new GraphQLError(message, { extensions: { code, http: { status, spec: true } } });
}
