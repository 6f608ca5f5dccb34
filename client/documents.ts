import { print } from '@0no-co/graphql.web';
import type { DocumentTypeDecoration } from '@graphql-typed-document-node/core';
import { type ErrorCode, GraphError, hasCode } from './errors.ts';
import type { ExchangeResult, OperationMessage } from './exchange.ts';

/**
 * An operation that knows the types of its result and of its variables: a `TypedDocumentString` of GraphQL Code Generator, or
 * a `TypedDocumentNode`, as GraphQL Code Generator, gql.tada and `gql` tags write them. A plain string, and a parsed document
 * without types, are operations of unknown types.
 */
export type TypedDocument<Data, Variables> = TypedText<Data, Variables> | TypedNode<Data, Variables>;

/** The text of an operation, with the hash that it is persisted by, if it is. */
export interface TypedText<Data, Variables> extends DocumentTypeDecoration<Data, Variables> {
  toString(): string;
  valueOf(): string;
  readonly __meta__?: Meta | undefined;
}

/** A parsed operation: `DocumentNode` of graphql-js, without its package. */
export interface TypedNode<Data, Variables> extends DocumentTypeDecoration<Data, Variables> {
  readonly kind: string;
  readonly definitions: readonly object[];
  readonly __meta__?: Meta | undefined;
  /** As gql.tada's `graphql.persisted` sets it. */
  readonly documentId?: string | undefined;
}

/**
 * Data of which any part may be missing: each field may be null, for which an error has the reason. Types of results leave
 * out those nulls where the graph says that a field is null only with an error.
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

/** What of an operation is sent. */
export interface Operation {
  readonly text: string;
  /** Its id as GraphQL over HTTP writes it: "sha256:4f1c…". Not the hash of `text` if the text has another layout. */
  readonly hash: string | undefined;
  /** Whether it can be sent again without harm. */
  readonly isQuery: boolean;
}

/** @throws TypeError for what is neither a text nor a parsed document */
export function operationOf(document: TypedDocument<unknown, never>): Operation {
  const text = textOf(document);
  const id = 'documentId' in Object(document) ? (document as TypedNode<unknown, never>).documentId : undefined;
  return { text, hash: document.__meta__?.hash ?? id, isQuery: !MAY_WRITE.test(text) };
}

function textOf(document: TypedDocument<unknown, never>): string {
  const value: unknown = document.valueOf();
  if (typeof value === 'string') return value;
  if ('definitions' in document) return print(document as Parameters<typeof print>[0]);
  throw new TypeError('The document is neither a text nor a parsed document: pass what graphql(…) or gql`…` returns.');
}

/** A name or a comment may have these words, too: such a query is sent once only. */
const MAY_WRITE = /\b(mutation|subscription)\b/;

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
