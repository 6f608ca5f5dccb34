import { hash as digest } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { createMemo } from '../../subgraphs/common/memo.ts';
import type { Deployment } from '../config/deployment.ts';
import { requestError } from '../errors.ts';
import type { Audience } from '../graph/audiences.ts';

export interface PersistedDocumentsOptions {
  /** Documents that every audience may request by their hashes. */
  readonly trusted: Documents;
  /** The audiences that may request no other documents. */
  readonly enforcedFor: readonly Audience[];
}

/** The document or hash in a request. */
export interface RequestedDocument {
  /** The text; undefined where the request has only a hash. */
  readonly query: string | undefined;
  /** The hash from `documentHash`; undefined without one. */
  readonly hash: string | undefined;
}

/** The document of a request. */
export interface DocumentFound {
  readonly query: string;
  /** Whether it was requested by the hash of a trusted document. */
  readonly isTrusted: boolean;
}

/**
 * Finds the document of a request.
 * @throws GraphQLError PERSISTED_QUERY_NOT_FOUND, TRUSTED_DOCUMENTS_ONLY, PERSISTED_QUERY_MISMATCH, BAD_REQUEST
 */
export type FindDocument = (requested: RequestedDocument, audience: Audience) => DocumentFound;

/**
 * Finds documents by their hashes: trusted documents, and recent documents that a client sent together with their hash
 * (automatic persisted queries).
 */
export function createPersistedDocuments({ trusted, enforcedFor }: PersistedDocumentsOptions): FindDocument {
  const recent = createMemo<string>();

  return function find({ query, hash }: RequestedDocument, audience: Audience): DocumentFound {
    const isEnforced = enforcedFor.includes(audience);
    if (query) {
      if (isEnforced) {
        const message = 'Only known documents are answered here: send the hash of one as "documentId".';
        throw refused(403, 'TRUSTED_DOCUMENTS_ONLY', message);
      }
      if (hash !== undefined && hash !== sha256(query)) {
        const message = 'The hash is not that of the document: it must be its SHA-256.';
        throw refused(400, 'PERSISTED_QUERY_MISMATCH', message);
      }
      if (hash !== undefined) recent.set(hash, query, 2 * query.length);
      return { query, isTrusted: false };
    }
    if (hash === undefined) {
      const message = 'Send an operation as "query", or the hash of a known one as "documentId".';
      throw requestError(400, 'BAD_REQUEST', message);
    }
    const document = trusted.get(hash);
    if (document !== undefined) return { query: document, isTrusted: true };
    const known = isEnforced ? undefined : recent.get(hash);
    // Apollo's clients recognise this message, and send the document.
    if (known === undefined) throw refused(404, 'PERSISTED_QUERY_NOT_FOUND', 'PersistedQueryNotFound');
    return { query: known, isTrusted: false };
  };
}

/** The parameters of a request that can have a hash. */
export interface HashParameters {
  readonly documentId?: unknown;
  readonly extensions?: { readonly persistedQuery?: { readonly sha256Hash?: unknown } | null } | null;
}

/**
 * Reads the hash of a request: the parameter `documentId` of GraphQL over HTTP's appendix on persisted documents, or
 * Apollo's `extensions.persistedQuery.sha256Hash`.
 */
export function documentHash({ documentId, extensions }: HashParameters): string | undefined {
  const id = extensions?.persistedQuery?.sha256Hash ?? documentId;
  return typeof id === 'string' ? hashIn(id) : undefined;
}

/** Makes the error of a refused request. A client that accepts only application/json gets 200, by GraphQL over HTTP. */
const refused = (status: number, code: string, message: string) => requestError({ status, spec: true }, code, message);

/** Documents by their SHA-256, in hexadecimal digits. */
export type Documents = ReadonlyMap<string, string>;

/**
 * Reads the operations of a deployment's clients from the manifests that codegen writes next to the types. A manifest
 * that does not exist yet counts as empty.
 * @throws Error where a document does not match its hash
 */
export function trustedDocuments({ folder, operations }: Pick<Deployment, 'folder' | 'operations'>): Documents {
  const files = operations.map(({ output }) => new URL(`${output}persisted-documents.json`, folder));
  const manifests = files.filter((file) => existsSync(file)).map((file) => JSON.parse(readFileSync(file, 'utf8')));
  return documentsOf(Object.assign({}, ...manifests));
}

/** Reads a manifest. @throws Error where a document does not match its hash */
export function documentsOf(manifest: Readonly<Record<string, string>>): Documents {
  return new Map(
    Object.entries(manifest).map(([id, document]) => {
      const hash = hashIn(id);
      if (hash !== sha256(document)) {
        throw new Error(`The document "${id}" of the manifest is not what its hash is of: run npm run codegen.`);
      }
      return [hash, document];
    }),
  );
}

/** Returns the hash in a document's id: "sha256:4f1c…" by GraphQL over HTTP, or only the digits. */
function hashIn(id: string): string {
  return id.replace(/^sha256:/, '').toLowerCase();
}

/** Returns the SHA-256 of a text, in hexadecimal digits. */
export const sha256 = (text: string): string => digest('sha256', text);
