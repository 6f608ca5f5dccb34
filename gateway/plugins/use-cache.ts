import { type ExecutionArgs, getOperationAST, getVariableValues } from 'graphql';
import type { Plugin } from 'graphql-yoga';
import type { Answers, Served } from '../cache/index.ts';
import { noteServed } from '../cache/note.ts';
import type { GraphContext } from '../graph/context.ts';
import { identityOf } from './use-identity.ts';
import { recordOf } from './use-observation.ts';

const kept = new WeakMap<Request, Served['kept']>();

/** How long the answer to a request may be kept by others; undefined: not at all, or there is no cache. */
export function keptOf(request: Request): Served['kept'] {
  return kept.get(request);
}

/**
 * Answers from what is kept in place of executing, however that is done: so it stands behind what decides that. What limits
 * and observes requests is not spared.
 */
export function useCache(answers: Answers): Plugin {
  return {
    onExecute({ args, executeFn, setExecuteFn }) {
      const context = args.contextValue as unknown as GraphContext & { readonly request: Request };
      const { schema, document, operationName, variableValues } = args;
      const record = recordOf(context.request);
      const operation = getOperationAST(document, operationName);
      const { coerced } = getVariableValues(schema, operation?.variableDefinitions ?? [], variableValues ?? {});
      if (!record?.operation || !coerced) return;
      const asked = { asker: identityOf(context.request), schema, document, hash: record.operation.hash, coerced };
      setExecuteFn(async (executed: ExecutionArgs) => {
        const served = await answers.answer(asked, context.upstream, (upstream) =>
          executeFn(upstream === context.upstream ? executed : { ...executed, contextValue: { ...context, upstream } }),
        );
        noteServed(record, served);
        kept.set(context.request, served.kept);
        return served.result;
      });
    },
  };
}
