import { type DocumentNode, type FieldNode, getOperationAST, Kind, type SelectionSetNode } from 'graphql';
import type { Plan } from '../plan.ts';

/** An operation and its root fields, in order. */
export interface ParsedOperation {
  readonly operation: Plan['operation'];
  readonly fields: readonly FieldNode[];
}

/**
 * Reads the operation of a document in its plainest form: see `plainDocument`.
 * @throws Error where the document has no operation, or several
 */
export function parseOperation(document: DocumentNode): ParsedOperation {
  const operation = getOperationAST(document);
  if (!operation) throw new Error('A document in its plainest form has one operation.');
  return { operation, fields: fieldsOf(operation.selectionSet) };
}

/**
 * Returns the fields of a plain selection set on an object type.
 * @throws Error for a fragment
 */
export function fieldsOf({ selections }: SelectionSetNode): readonly FieldNode[] {
  return selections.map((selection) => {
    if (selection.kind !== Kind.FIELD) throw new Error('A plain selection on an object type has fields alone.');
    return selection;
  });
}

export function responseKeyOf({ alias, name }: FieldNode): string {
  return alias?.value ?? name.value;
}
