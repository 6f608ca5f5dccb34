import { getOperationAST, getVariableValues } from 'graphql';
import { isAsyncIterable, type Plugin } from 'graphql-yoga';
import { plainDocument } from '../graph/plain-document.ts';
import { withoutReservedKeys, withReservedKeys } from '../graph/reserved-keys.ts';

/**
 * Executes an operation in its plainest form: see `plainDocument`, and without reserved response keys. One that cannot be
 * executed is left to be refused.
 */
export function usePlainDocuments(): Plugin {
  return {
    onExecute({ args }) {
      const { schema, document, operationName, variableValues } = args;
      const operation = getOperationAST(document, operationName);
      if (!operation) return;
      const { coerced } = getVariableValues(schema, operation.variableDefinitions ?? [], variableValues ?? {});
      if (!coerced) return;
      const plain = plainDocument(schema, document, operation, coerced);
      const changed = withoutReservedKeys(plain);
      args.document = changed ?? plain;
      if (!changed) return;
      return {
        onExecuteDone({ result, setResult }) {
          if (!isAsyncIterable(result)) setResult(withReservedKeys(result));
        },
      };
    },
  };
}
