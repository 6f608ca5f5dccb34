import { type ExecutionArgs, getOperationAST, getVariableValues } from 'graphql';
import type { Plugin } from 'graphql-yoga';
import type { GraphContext } from '../graph/context.ts';
import { plainDocument } from '../graph/plain-document.ts';
import { runPlan } from '../plan/execute.ts';
import { recordOf } from './use-observation.ts';
import { noteWaves } from './use-server-timing.ts';

/** Executes an operation by its plan. Who wraps that stands behind it. */
export function usePlans(): Plugin {
  return {
    onExecute({ args, setExecuteFn }) {
      const { plans, request } = args.contextValue as unknown as GraphContext & { readonly request: Request };
      const { schema, document, operationName } = args;
      const variables = args.variableValues ?? {};
      const operation = getOperationAST(document, operationName);
      if (!operation) return;
      const { coerced } = getVariableValues(schema, operation.variableDefinitions ?? [], variables);
      if (!coerced) return;
      const plan = plans.of(schema, plainDocument(schema, document, operation, coerced));
      const record = recordOf(request);
      if (record) record.execution = { by: 'plan' };
      noteWaves(request, plan.waves);
      setExecuteFn(({ contextValue }: ExecutionArgs) =>
        runPlan(plan, { variables, coerced, context: (contextValue as GraphContext).upstream }),
      );
    },
  };
}
