import { type ExecutionResult, getOperationAST } from 'graphql';
import { isAsyncIterable, type Plugin } from 'graphql-yoga';
import type { Negotiated } from '../ready/negotiated.ts';
import type { ReadyOperations } from '../ready/operations.ts';
import { recordOf } from './use-observation.ts';

export interface ReadyPluginOptions {
  readonly operations: ReadyOperations;
  readonly negotiated: Negotiated;
}

/** Makes operations that were answered by a plan ready to be answered ahead of the pipeline the next time. */
export function useReadyOperations({ operations, negotiated }: ReadyPluginOptions): Plugin {
  const answered = new WeakSet<Request>();
  return {
    onExecute({ args }) {
      const { request, params } = args.contextValue;
      const { schema, document } = args;
      return {
        onExecuteDone({ result }) {
          const record = recordOf(request);
          if (record?.execution?.by !== 'plan' || isAsyncIterable(result) || failed(result)) return;
          const operationName = params.operationName ?? undefined;
          const operation = getOperationAST(document, operationName);
          if (!operation || !params.query) return;
          answered.add(request);
          operations.keep(schema, params.query, operationName, { document, operation, facts: record.operation });
        },
      };
    },
    onResponse({ request, response: { headers, status } }) {
      const contentType = headers.get('content-type');
      if (!answered.has(request) || status !== 200 || contentType === null) return;
      negotiated.learn(request.headers.get('accept'), contentType);
    },
  };
}

/** Of what came to nothing it is not known whether it can come to anything. */
function failed({ data }: ExecutionResult): boolean {
  return data === null || data === undefined;
}
