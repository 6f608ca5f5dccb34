import { GraphQLError, type GraphQLSchema } from 'graphql';
import { readOperation } from './request.ts';
import { resultOf } from './response/index.ts';
import type { Upstream } from './upstream.ts';

/** Executes documents by asking for the operations that they are. */
export function executeBy(schema: GraphQLSchema, ask: Upstream['ask']): Upstream['execute'] {
  return async ({ document, variables, operationName, context }) => {
    try {
      const operation = readOperation(schema, document, variables, operationName);
      return resultOf(operation.fields, await ask(operation, context));
    } catch (error) {
      if (error instanceof GraphQLError) return { errors: [error] };
      throw error;
    }
  };
}
