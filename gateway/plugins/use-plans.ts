import { getOperationAST, getVariableValues } from 'graphql';
import type { Plugin } from 'graphql-yoga';
import type { GraphContext } from '../graph/context.ts';
import { runPlan } from '../plan/execute.ts';

/** Executes an operation by its plan, where it has one, in place of stitching. */
export function usePlans(): Plugin {
  return {
    onExecute({ args, setExecuteFn }) {
      const { plans, upstream } = args.contextValue as unknown as GraphContext;
      const { schema, document, operationName } = args;
      const variables = args.variableValues ?? {};
      const operation = getOperationAST(document, operationName);
      if (!operation) return;
      const { coerced } = getVariableValues(schema, operation.variableDefinitions ?? [], variables);
      const planned = coerced && plans?.of(schema, document);
      if (!planned || 'reason' in planned) return;
      setExecuteFn(() => runPlan(planned.plan, { variables, coerced, context: upstream }));
    },
  };
}
