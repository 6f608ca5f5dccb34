import type { GraphQLSchema, OperationDefinitionNode } from 'graphql';
import type { OperationFacts } from '../observe/record.ts';
import type { Prepare } from './prepare.ts';

/** An operation that has been through the whole pipeline once, and was answered by a plan. */
export interface ReadyOperation {
  /** Of a document that is valid by the schema, and within the bounds of its audience. */
  readonly operation: OperationDefinitionNode;
  readonly facts: OperationFacts | undefined;
  readonly prepare: Prepare;
}

/** Operations that need not be parsed, validated and measured again. */
export interface ReadyOperations {
  find(schema: GraphQLSchema, text: string, operationName: string | undefined): ReadyOperation | undefined;
  keep(schema: GraphQLSchema, text: string, operationName: string | undefined, operation: ReadyOperation): void;
}

/** How many documents' operations are kept for each schema, and how long a document may be. */
const MAX_DOCUMENTS = 1_000;
const MAX_CHARACTERS = 20_000;

/**
 * By the schema first: what an operation may ask differs between audiences, and so do the bounds of documents. Kept as
 * long as the schema is, that is as long as its generation of the graph.
 */
export function createReadyOperations(): ReadyOperations {
  const bySchema = new WeakMap<GraphQLSchema, Map<string, Named[]>>();
  return {
    find(schema, text, operationName) {
      const named = bySchema.get(schema)?.get(text);
      return named?.find(({ name }) => name === operationName)?.operation;
    },
    keep(schema, text, operationName, operation) {
      if (text.length > MAX_CHARACTERS) return;
      const documents = bySchema.get(schema) ?? new Map<string, Named[]>();
      bySchema.set(schema, documents);
      if (documents.size >= MAX_DOCUMENTS) documents.clear();
      const others = documents.get(text)?.filter(({ name }) => name !== operationName) ?? [];
      documents.set(text, [...others, { name: operationName, operation }]);
    },
  };
}

/** One of a document's operations, by the name that it is asked for by. */
interface Named {
  readonly name: string | undefined;
  readonly operation: ReadyOperation;
}
