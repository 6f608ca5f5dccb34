import { type DocumentNode, GraphQLError, type GraphQLSchema, type OperationDefinitionNode } from 'graphql';
import { createMemo } from '../../subgraphs/memo.ts';
import { plainDocument } from '../graph/plain-document.ts';
import { costOf, decidingVariables, variablesCost, variantKey } from '../limits/cost.ts';
import type { Plan } from '../plan/plan.ts';
import { type Plans, planBytes } from '../plan/plans.ts';

/** What an operation comes to, with its variables. */
export interface Prepared {
  /** The operation in its plainest form. */
  readonly document: DocumentNode;
  readonly plan: Plan;
  /** Without its variables, in points: see limits/cost.ts. */
  readonly cost: number;
}

/**
 * @param coerced the variables, as the schema has them
 * @returns undefined where there is no cost, or a null for a directive: the pipeline says what is wrong
 */
export type Prepare = (coerced: Readonly<Record<string, unknown>>) => Prepared | undefined;

/** Works out what an operation comes to, once for each variant: what it is with other values of the variables that decide it. */
export function createPrepare(
  plans: Plans,
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
): Prepare {
  const variants = createMemo<Prepared>();
  const names = decidingVariables(document);

  function prepare(coerced: Readonly<Record<string, unknown>>): Prepared | undefined {
    const plain = plainDocument(schema, document, operation, coerced);
    const cost = costOf({ schema, document, operationName: operation.name?.value, coerced });
    if (cost === undefined) return undefined;
    return { document: plain, plan: plans.of(schema, plain), cost: cost - variablesCost(coerced) };
  }

  return (coerced) => {
    const key = variantKey(names, coerced);
    const known = variants.get(key);
    if (known) return known;
    const prepared = orNothing(() => prepare(coerced));
    if (prepared) variants.set(key, prepared, planBytes(prepared.document));
    return prepared;
  };
}

/** A directive's argument can be null where its variable has a default, and may not be. */
function orNothing<Made>(make: () => Made): Made | undefined {
  try {
    return make();
  } catch (error) {
    if (error instanceof GraphQLError) return undefined;
    throw error;
  }
}
