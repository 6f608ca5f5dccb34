import { getOperationAST, getVariableValues } from 'graphql';
import type { Plugin } from 'graphql-yoga';
import { plainDocument } from '../graph/plain-document.ts';

/**
 * Executes an operation in its plainest form: see `plainDocument`. One that cannot be executed is left to be refused.
 */
export function usePlainDocuments(): Plugin {
  return {
    onExecute({ args }) {
      const { schema, document, operationName, variableValues } = args;
      const operation = getOperationAST(document, operationName);
      if (!operation) return;
      const { coerced } = getVariableValues(schema, operation.variableDefinitions ?? [], variableValues ?? {});
      if (!coerced) return;
      args.document = plainDocument(schema, document, operation, coerced);
    },
  };
}
