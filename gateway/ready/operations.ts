import type { DocumentNode, GraphQLSchema, OperationDefinitionNode } from 'graphql';
import type { OperationFacts } from '../observe/record.ts';

/** An operation that has been through the whole pipeline once, and was answered by a plan. */
export interface ReadyOperation {
  /** Parsed, valid by the schema, and within the bounds of its audience. */
  readonly document: DocumentNode;
  readonly operation: OperationDefinitionNode;
  readonly facts: OperationFacts | undefined;
}

/** Operations that need not be parsed, validated and measured again. */
export interface ReadyOperations {
  find(schema: GraphQLSchema, text: string, operationName: string | undefined): ReadyOperation | undefined;
  keep(schema: GraphQLSchema, text: string, operationName: string | undefined, operation: ReadyOperation): void;
}

/** How many operations are kept for each schema, and how long their documents may be. */
const MAX_OPERATIONS = 1_000;
const MAX_CHARACTERS = 20_000;

/**
 * By the schema first: what an operation may ask differs between audiences, and so do the bounds of documents. Kept as
 * long as the schema is, that is as long as its generation of the graph.
 */
export function createReadyOperations(): ReadyOperations {
  const bySchema = new WeakMap<GraphQLSchema, Map<string, ReadyOperation>>();
  const keyOf = (text: string, operationName: string | undefined) => (operationName ?? '') + ASIDE + text;
  return {
    find: (schema, text, operationName) => bySchema.get(schema)?.get(keyOf(text, operationName)),
    keep(schema, text, operationName, operation) {
      if (text.length > MAX_CHARACTERS) return;
      const operations = bySchema.get(schema) ?? new Map<string, ReadyOperation>();
      bySchema.set(schema, operations);
      if (operations.size >= MAX_OPERATIONS) operations.clear();
      operations.set(keyOf(text, operationName), operation);
    },
  };
}

/** In no name of an operation. */
const ASIDE = ' ';
