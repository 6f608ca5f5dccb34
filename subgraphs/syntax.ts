import { type FieldNode, Kind, type NameNode, type SelectionNode, type SelectionSetNode } from 'graphql';

/** A name, as a node of GraphQL's syntax tree. */
export const named = (value: string): NameNode => ({ kind: Kind.NAME, value });

/** A selection set: GraphQL knows none that is empty. */
export const selectionOf = (selections: readonly SelectionNode[]): SelectionSetNode => ({
  kind: Kind.SELECTION_SET,
  selections,
});

/** A field without arguments, under its own name where no alias is given. */
export function fieldNamed(name: string, selectionSet?: SelectionSetNode, alias?: string): FieldNode {
  return {
    kind: Kind.FIELD,
    name: named(name),
    ...(alias !== undefined && { alias: named(alias) }),
    ...(selectionSet && { selectionSet }),
  };
}
