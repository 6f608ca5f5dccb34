import { type FieldNode, Kind, type SelectionSetNode } from 'graphql';

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
