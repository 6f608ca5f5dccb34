import {
  type ASTNode,
  type DirectiveNode,
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  Kind,
  type NameNode,
  type SelectionNode,
  type SelectionSetNode,
  visit,
} from 'graphql';

/** Builds a name, as a node of GraphQL's syntax tree. */
export const named = (value: string): NameNode => ({ kind: Kind.NAME, value });

/** Builds a selection set. GraphQL allows no empty one. */
export const selectionOf = (selections: readonly SelectionNode[]): SelectionSetNode => ({
  kind: Kind.SELECTION_SET,
  selections,
});

/** Builds a field without arguments. */
export function fieldNamed(name: string, selectionSet?: SelectionSetNode, alias?: string): FieldNode {
  return {
    kind: Kind.FIELD,
    name: named(name),
    ...(alias !== undefined && { alias: named(alias) }),
    ...(selectionSet && { selectionSet }),
  };
}

/** Returns the fragments of a document, by name. */
export function fragmentsOf({ definitions }: DocumentNode): ReadonlyMap<string, FragmentDefinitionNode> {
  const fragments = definitions.filter((each) => each.kind === Kind.FRAGMENT_DEFINITION);
  return new Map(fragments.map((each) => [each.name.value, each]));
}

/** Returns the directives of a document: the variables in them determine an operation's plainest form. */
export function directivesIn(document: DocumentNode): readonly DirectiveNode[] {
  const directives: DirectiveNode[] = [];
  visit(document, { Directive: (directive) => void directives.push(directive) });
  return directives;
}

/** Returns the distinct names of the variables in the nodes. */
export function variablesIn(nodes: readonly ASTNode[]): string[] {
  const names = new Set<string>();
  for (const node of nodes) visit(node, { Variable: ({ name }) => void names.add(name.value) });
  return [...names];
}
