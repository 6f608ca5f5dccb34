import { type FieldNode, type GraphQLError, Kind, type OperationDefinitionNode, type SelectionSetNode } from 'graphql';
import { errorAt } from '../../subgraphs/contract/errors.ts';

/** A path in the response, or in a value. */
export type ResponsePath = readonly (string | number)[];

/** Returns the same error with its path in the response and its location in the client's document. */
export const locateError = (
  operation: OperationDefinitionNode,
  error: GraphQLError,
  path: ResponsePath,
): GraphQLError => errorAt(error, path, fieldAt(operation.selectionSet, path));

const byPath = new Intl.Collator('en', { numeric: true });

/**
 * Returns the errors of a result, or of a part of it, by their fields in the document, then by their list items: requests
 * fail in any order.
 */
export function withErrors(errors: readonly GraphQLError[]): { readonly errors?: readonly GraphQLError[] } {
  if (errors.length === 0) return {};
  const sorted = errors.toSorted(
    (one, other) =>
      (one.positions?.[0] ?? 0) - (other.positions?.[0] ?? 0) || byPath.compare(String(one.path), String(other.path)),
  );
  return { errors: sorted };
}

/** Finds the deepest field of the operation on a path of the response. */
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
