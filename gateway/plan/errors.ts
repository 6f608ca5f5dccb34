import { type FieldNode, GraphQLError, Kind, type OperationDefinitionNode, type SelectionSetNode } from 'graphql';

/** A place in the response, or in a value. */
export type ResponsePath = readonly (string | number)[];

/** The same error where it stands in the response, and in the client's document. */
export function errorAt(operation: OperationDefinitionNode, error: GraphQLError, path: ResponsePath): GraphQLError {
  const { message, extensions, originalError } = error;
  const nodes = fieldAt(operation.selectionSet, path);
  return new GraphQLError(message, {
    path,
    extensions,
    ...(nodes && { nodes }),
    ...(originalError && { originalError }),
  });
}

/** The field that a path of the response leads to, as far as it can be followed. */
function fieldAt(selectionSet: SelectionSetNode, path: ResponsePath): FieldNode | undefined {
  let found: FieldNode | undefined;
  let within: SelectionSetNode | undefined = selectionSet;
  for (const key of path) {
    if (typeof key === 'number') continue;
    const next: FieldNode | undefined = within && fieldIn(within, key);
    if (!next) return found;
    found = next;
    within = next.selectionSet;
  }
  return found;
}

function fieldIn({ selections }: SelectionSetNode, key: string): FieldNode | undefined {
  for (const selection of selections) {
    if (selection.kind === Kind.FIELD && (selection.alias ?? selection.name).value === key) return selection;
    const inside = selection.kind === Kind.INLINE_FRAGMENT ? fieldIn(selection.selectionSet, key) : undefined;
    if (inside) return inside;
  }
  return undefined;
}
