import { type ExecutionArgs, getOperationAST, getVariableValues } from 'graphql';
import type { Plugin } from 'graphql-yoga';
import type { GraphContext } from '../graph/context.ts';
import { runPlan } from '../plan/execute.ts';
import { recordOf } from './use-observation.ts';
import { noteWaves } from './use-server-timing.ts';

/** Executes an operation by its plan, where it has one, in place of stitching. */
export function usePlans(): Plugin {
  return {
    onExecute({ args, setExecuteFn }) {
      const { plans, request } = args.contextValue as unknown as GraphContext & { readonly request: Request };
      const { schema, document, operationName } = args;
      const variables = args.variableValues ?? {};
      const operation = getOperationAST(document, operationName);
      if (!operation) return;
      const { coerced } = getVariableValues(schema, operation.variableDefinitions ?? [], variables);
      const planned = coerced && plans?.of(schema, document);
      if (!planned) return;
      const record = recordOf(request);
      if (record) record.execution = 'reason' in planned ? { by: 'stitch', ...planned } : { by: 'plan' };
      if ('reason' in planned) return;
      noteWaves(request, planned.plan.waves);
      setExecuteFn(({ contextValue }: ExecutionArgs) =>
        runPlan(planned.plan, { variables, coerced, context: (contextValue as GraphContext).upstream }),
      );
    },
  };
}
