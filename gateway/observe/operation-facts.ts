import { type DocumentNode, getOperationAST } from 'graphql';
import { type Documents, sha256 } from '../documents/persisted-documents.ts';
import type { OperationFacts } from './record.ts';

/**
 * Tells operations apart for logs and metrics. What a document comes to is remembered with it.
 * @param trusted those whose names are few and known
 */
export function createOperationFacts(trusted: Documents) {
  const hashes = new WeakMap<DocumentNode, string>();

  /** @param text what `document` was parsed from */
  return function factsOf(
    document: DocumentNode,
    text: string,
    operationName: string | null | undefined,
  ): OperationFacts {
    const hash = hashes.get(document) ?? sha256(text);
    hashes.set(document, hash);
    const name = getOperationAST(document, operationName)?.name?.value ?? null;
    return { name, hash, isTrusted: trusted.has(hash) };
  };
}
