import type { GraphQLSchema, OperationDefinitionNode } from 'graphql';
import { nodeBytes } from '../../subgraphs/estimate.ts';
import { createMemo, type Memo } from '../../subgraphs/memo.ts';
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

/** By the schema first: what an operation may ask differs between audiences, and so do the bounds of documents. */
export function createReadyOperations(): ReadyOperations {
  const bySchema = new WeakMap<GraphQLSchema, Memo<ReadyOperation>>();
  return {
    find: (schema, text, operationName) => bySchema.get(schema)?.get(keyOf(text, operationName)),
    keep(schema, text, operationName, operation) {
      const ofSchema = bySchema.get(schema) ?? createMemo<ReadyOperation>();
      bySchema.set(schema, ofSchema);
      ofSchema.set(keyOf(text, operationName), operation, nodeBytes(operation.operation));
    },
  };
}

/** No name has an equals sign in it, and no document begins with one. */
const keyOf = (text: string, name: string | undefined): string => (name === undefined ? text : `=${name}=${text}`);
