import type { Operation } from './documents.ts';
import { type ErrorCode, GraphError, hasCode } from './errors.ts';
import type { ExchangeResult, OperationMessage } from './exchange.ts';

/** Asks for a document by its text or by its hash. */
export type Send = (question: Pick<OperationMessage, 'query' | 'documentId'>) => Promise<ExchangeResult>;

/**
 * Asks for an operation by the hash that it is persisted by, and by its text alone where the graph does not know that.
 * A graph that enforces trusted documents refuses the text: that refusal is then the reply.
 * (The hash does not go with the text, as Apollo's clients have it: codegen hashes the document laid out otherwise.)
 * @param unknownHashes those that are not tried any more; one is added where the graph took the text
 */
export async function askPersisted(
  { text, hash }: Operation,
  send: Send,
  unknownHashes: Set<string>,
): Promise<ExchangeResult> {
  if (hash === undefined || unknownHashes.has(hash)) return send({ query: text });
  const known = await send({ documentId: hash });
  if (!refuses(known, 'PERSISTED_QUERY_NOT_FOUND')) return known;
  const reply = await send({ query: text });
  const isAnswered = !(reply.answer instanceof GraphError) && !refuses(reply, 'TRUSTED_DOCUMENTS_ONLY');
  if (isAnswered) unknownHashes.add(hash);
  return reply;
}

function refuses({ answer }: ExchangeResult, code: ErrorCode): boolean {
  return !(answer instanceof GraphError) && answer.errors.some((error) => hasCode(error, code));
}
