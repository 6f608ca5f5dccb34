import {
  type DocumentNode,
  type FieldNode,
  getOperationAST,
  Kind,
  type OperationDefinitionNode,
  OperationTypeNode,
  type SelectionSetNode,
  visit,
} from 'graphql';
import { isReservedKey } from '../graph/reserved-keys.ts';

/** Why an operation has no plan: it runs through stitching. Each is the value of a metric's label. */
export type Reason = 'mutation' | 'introspection' | 'response_key' | 'fragment' | 'unknown_field';

/** What a plan can't express, it refuses: a plan never guesses. */
export class Unplannable extends Error {
  readonly reason: Reason;

  constructor(reason: Reason) {
    super(`There is no plan for this operation: ${reason}.`);
    this.reason = reason;
  }
}

/** A query, read: the root fields that it asks for, in its order. */
export interface ParsedQuery {
  readonly operation: OperationDefinitionNode;
  readonly fields: readonly FieldNode[];
}

/**
 * Reads an operation in its plainest form: see `plainDocument`.
 * @throws Unplannable for what is no query over the upstreams
 */
export function parseQuery(document: DocumentNode): ParsedQuery {
  const operation = getOperationAST(document);
  if (!operation) throw new Unplannable('fragment');
  if (operation.operation !== OperationTypeNode.QUERY) throw new Unplannable('mutation');
  const fields = fieldsOf(operation.selectionSet).filter((field) => !isLeftOut(field));
  visit(operation, { Field: refuseKey, FragmentSpread: refuseSpread });
  return { operation, fields };
}

/**
 * The plain fields of a selection set on an object type.
 * @throws Unplannable for one that is not plain
 */
export function fieldsOf({ selections }: SelectionSetNode): readonly FieldNode[] {
  return selections.map((selection) => {
    if (selection.kind !== Kind.FIELD) throw new Unplannable('fragment');
    return selection;
  });
}

/** In its plainest form an operation has no directives but on what stands for nothing being asked. */
export const isLeftOut = ({ directives = [] }: FieldNode): boolean => directives.length > 0;

export function responseKeyOf({ alias, name }: FieldNode): string {
  return alias?.value ?? name.value;
}

/** Keys that mean something to JavaScript, or to links. */
function refuseKey(node: FieldNode): void {
  if (isReservedKey(responseKeyOf(node))) throw new Unplannable('response_key');
  if (node.name.value === '__schema' || node.name.value === '__type') throw new Unplannable('introspection');
}

function refuseSpread(): never {
  throw new Unplannable('fragment');
}
