import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { createMemo } from '../../subgraphs/memo.ts';
import type { Deployment } from '../config/deployment.ts';
import { requestError } from '../errors.ts';
import type { Audience } from '../graph/audiences.ts';

export interface PersistedDocumentsOptions {
  /** Answered to everyone by their hashes. */
  readonly trusted: Documents;
  /** The audiences that are answered no others. */
  readonly enforcedFor: readonly Audience[];
}

/** What a request says of its document. */
export interface DocumentAsked {
  /** Its text; undefined where it is requested by its hash alone. */
  readonly query: string | undefined;
  /** As `documentHash` reads it; undefined where there is none. */
  readonly hash: string | undefined;
}

/** The document that a request asks for. */
export interface DocumentFound {
  readonly query: string;
  /** Whether it was requested by the hash of a trusted document. */
  readonly isTrusted: boolean;
}

/**
 * Finds the document that a request of an audience asks for.
 * @throws GraphQLError PERSISTED_QUERY_NOT_FOUND, TRUSTED_DOCUMENTS_ONLY, PERSISTED_QUERY_MISMATCH, BAD_REQUEST
 */
export type FindDocument = (asked: DocumentAsked, audience: Audience) => DocumentFound;

/**
 * Operations by the hash of their documents: trusted ones, and next to them those that a client has sent with their hash
 * before (automatic persisted queries), which are remembered.
 */
export function createPersistedDocuments({ trusted, enforcedFor }: PersistedDocumentsOptions): FindDocument {
  const recent = createMemo<string>();

  return function find({ query, hash }: DocumentAsked, audience: Audience): DocumentFound {
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
    // Apollo's clients know this message, and send the document.
    if (known === undefined) throw refused(404, 'PERSISTED_QUERY_NOT_FOUND', 'PersistedQueryNotFound');
    return { query: known, isTrusted: false };
  };
}

/** The parameters of a request, as far as they are about a hash. */
export interface HashParameters {
  readonly documentId?: unknown;
  readonly extensions?: { readonly persistedQuery?: { readonly sha256Hash?: unknown } | null } | null;
}

/**
 * The hash that a request asks by: the parameter `documentId` of GraphQL over HTTP's appendix on persisted documents, or
 * Apollo's `extensions.persistedQuery.sha256Hash`.
 */
export function documentHash({ documentId, extensions }: HashParameters): string | undefined {
  const id = extensions?.persistedQuery?.sha256Hash ?? documentId;
  return typeof id === 'string' ? hashIn(id) : undefined;
}

/** Who accepts no more than application/json gets 200, as GraphQL over HTTP has it there. */
const refused = (status: number, code: string, message: string) => requestError({ status, spec: true }, code, message);

/** Documents by their SHA-256, in hexadecimal digits. */
export type Documents = ReadonlyMap<string, string>;

/**
 * The operations of a deployment's clients: the manifests that codegen writes next to their types. One that was not written yet
 * has none.
 * @throws Error where a document is not the one that its hash is of
 */
export function trustedDocuments({ folder, operations }: Pick<Deployment, 'folder' | 'operations'>): Documents {
  const files = operations.map(({ output }) => new URL(`${output}persisted-documents.json`, folder));
  const manifests = files.filter((file) => existsSync(file)).map((file) => JSON.parse(readFileSync(file, 'utf8')));
  return documentsOf(Object.assign({}, ...manifests));
}

/** @throws Error where a document is not the one that its hash is of */
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

/** The hash in a document's id: "sha256:4f1c…" as GraphQL over HTTP writes it, or the digits alone. */
function hashIn(id: string): string {
  return id.replace(/^sha256:/, '').toLowerCase();
}

export function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
