import type { DocumentTypeDecoration } from '@graphql-typed-document-node/core';

/**
 * An operation as GraphQL Code Generator writes it with `documentMode: 'string'`: its text, which knows the types of
 * its answer and of its variables, and the hash that it is persisted by, where it is. A plain string is one of unknown
 * types.
 */
export interface TypedDocument<Data, Variables> extends DocumentTypeDecoration<Data, Variables> {
  toString(): string;
  valueOf(): string;
  readonly __meta__?: { readonly hash?: string } | undefined;
}

/** What of an operation is sent. */
export interface Operation {
  readonly text: string;
  /** Its id as GraphQL over HTTP writes it: "sha256:4f1c…". Not that of `text` where that is laid out otherwise. */
  readonly hash: string | undefined;
  /** Whether it may be asked again without harm. */
  readonly isQuery: boolean;
}

/**
 * @throws TypeError for a parsed document, as gql`…` makes them
 */
export function operationOf(document: TypedDocument<unknown, never>): Operation {
  const text: unknown = document.valueOf();
  if (typeof text !== 'string') {
    throw new TypeError("The document is not a text: set documentMode to 'string' for GraphQL Code Generator.");
  }
  return { text, hash: document.__meta__?.hash, isQuery: !MAY_WRITE.test(text) };
}

/** Errs on the side of asking once: the word may also be in a name or a comment. */
const MAY_WRITE = /\b(mutation|subscription)\b/;
