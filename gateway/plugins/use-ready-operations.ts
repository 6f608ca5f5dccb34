import { type ExecutionResult, getOperationAST, OperationTypeNode } from 'graphql';
import { isAsyncIterable, type Plugin } from 'graphql-yoga';
import type { GraphContext } from '../graph/context.ts';
import type { Negotiated } from '../ready/negotiated.ts';
import type { ReadyOperations } from '../ready/operations.ts';
import { createPrepare } from '../ready/prepare.ts';
import { recordOf } from './use-observation.ts';

export interface ReadyPluginOptions {
  readonly operations: ReadyOperations;
  readonly negotiated: Negotiated;
}

/** Makes queries that were answered by a plan ready to be answered ahead of the pipeline the next time. */
export function useReadyOperations({ operations, negotiated }: ReadyPluginOptions): Plugin {
  const answered = new WeakSet<Request>();
  return {
    onExecute({ args }) {
      const { request, params, plans } = args.contextValue as typeof args.contextValue & GraphContext;
      const { schema, document } = args;
      return {
        onExecuteDone({ result }) {
          const record = recordOf(request);
          if (record?.execution?.by !== 'plan' || isAsyncIterable(result) || failed(result)) return;
          const operationName = params.operationName ?? undefined;
          const operation = getOperationAST(document, operationName);
          if (operation?.operation !== OperationTypeNode.QUERY || !params.query) return;
          answered.add(request);
          const prepare = createPrepare(plans, schema, document, operation);
          operations.keep(schema, params.query, operationName, { operation, facts: record.operation, prepare });
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
