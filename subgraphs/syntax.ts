import {
  type ASTNode,
  type FieldNode,
  Kind,
  type NameNode,
  type SelectionNode,
  type SelectionSetNode,
  visit,
} from 'graphql';

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

/** Returns the names of the variables that are used in any of the nodes, each once. */
export function variablesIn(nodes: readonly ASTNode[]): readonly string[] {
  const names = new Set<string>();
  for (const node of nodes) visit(node, { Variable: ({ name }) => void names.add(name.value) });
  return [...names];
}
