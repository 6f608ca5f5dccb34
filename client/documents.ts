import { print } from '@0no-co/graphql.web';
import type { DocumentTypeDecoration } from '@graphql-typed-document-node/core';
import { type ErrorCode, GraphError, hasCode } from './errors.ts';
import type { ExchangeResult, OperationMessage } from './exchange.ts';

/**
 * An operation with the types of its result and its variables: a `TypedDocumentString` of GraphQL Code Generator, or a
 * `TypedDocumentNode` of GraphQL Code Generator, gql.tada or a `gql` tag. A plain string, and a parsed document without
 * types, are operations of unknown types.
 */
export type TypedDocument<Data, Variables> = TypedText<Data, Variables> | TypedNode<Data, Variables>;

/** The text of an operation, with its hash if it is persisted. */
export interface TypedText<Data, Variables> extends DocumentTypeDecoration<Data, Variables> {
  toString(): string;
  valueOf(): string;
  readonly __meta__?: Meta | undefined;
}

/** A parsed operation: graphql-js's `DocumentNode`, without a dependency on its package. */
export interface TypedNode<Data, Variables> extends DocumentTypeDecoration<Data, Variables> {
  readonly kind: string;
  readonly definitions: readonly object[];
  readonly __meta__?: Meta | undefined;
  /** Set by gql.tada's `graphql.persisted`. */
  readonly documentId?: string | undefined;
}

/**
 * Data with nulls for missing fields, whose reasons are in the errors. (Types of results omit these nulls where the
 * schema states that a field is null only with an error.)
 */
export type PartialData<Data> = Data extends readonly (infer Item)[]
  ? readonly PartialData<Item>[]
  : Data extends { readonly type: string; readonly [member: string]: unknown }
    ? Data
    : Data extends object
      ? { readonly [Key in keyof Data]: Key extends '__typename' ? Data[Key] : PartialData<Data[Key]> | null }
      : Data;

interface Meta {
  readonly hash?: string;
}

/** The parts of an operation that are sent. */
export interface Operation {
  readonly text: string;
  /** The document's id by GraphQL over HTTP: "sha256:4f1c…". Can differ from the hash of `text` (other layout). */
  readonly hash: string | undefined;
  /** Whether a retry is safe. */
  readonly isQuery: boolean;
}

/** Reads a document. @throws TypeError for a value that is neither a text nor a parsed document */
export function operationOf(document: TypedDocument<unknown, never>): Operation {
  const text = textOf(document);
  const id = 'documentId' in Object(document) ? (document as TypedNode<unknown, never>).documentId : undefined;
  return { text, hash: document.__meta__?.hash ?? id, isQuery: !MAY_WRITE.test(text) };
}

function textOf(document: TypedDocument<unknown, never>): string {
  const value: unknown = document?.valueOf();
  if (typeof value === 'string') return value;
  if ('definitions' in Object(document)) return print(document as Parameters<typeof print>[0]);
  throw new TypeError('The document is neither a text nor a parsed document: pass what graphql(…) or gql`…` returns.');
}

/** Matches in names and comments too: such a query is not retried. */
const MAY_WRITE = /\b(mutation|subscription)\b/;

/** Sends a request with a document's text or hash. */
export type Send = (document: Pick<OperationMessage, 'query' | 'documentId'>) => Promise<ExchangeResult>;

/**
 * Sends an operation by its hash, then by its text if the graph does not have the hash. A graph that enforces trusted
 * documents refuses the text: the result is then that refusal.
 * (Unlike Apollo's clients, it sends no hash with the text, as codegen hashes another layout of the document.)
 * @param unknownHashes hashes that are not sent any more; receives the hash if the graph accepts the text
 */
export async function sendPersisted(
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
