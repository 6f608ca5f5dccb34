import {
  type DocumentNode,
  type FragmentDefinitionNode,
  GraphQLError,
  type GraphQLField,
  type GraphQLSchema,
  Kind,
  type OperationDefinitionNode,
  visit,
} from 'graphql';
import { coerceVariables, type OperationRequest, readSelectionSet } from '../contract/request.ts';

/**
 * Reads a document against a schema. In production, plans read operations.
 * @throws GraphQLError for an unknown operation, a variable that does not fit its type, or an unknown field
 */
export function readOperation(
  schema: GraphQLSchema,
  document: DocumentNode,
  variables: Readonly<Record<string, unknown>> = {},
  operationName?: string,
): OperationRequest {
  const {
    operation,
    selectionSet,
    variableDefinitions = [],
  } = withoutFragments(document, findOperation(document, operationName));
  const coerced = coerceVariables(schema, variableDefinitions, variables);
  const type = schema.getRootType(operation);
  if (!type) throw new GraphQLError(`The schema has no ${operation} type.`);
  const root: GraphQLField<unknown, unknown> = {
    name: type.name,
    description: undefined,
    type,
    args: [],
    deprecationReason: undefined,
    extensions: {},
    astNode: undefined,
  };
  return { type: operation, fields: readSelectionSet(schema, root, selectionSet, coerced)?.get(type.name) ?? [] };
}

function findOperation(document: DocumentNode, name: string | undefined): OperationDefinitionNode {
  const operations = document.definitions.filter((definition) => definition.kind === Kind.OPERATION_DEFINITION);
  const found = name === undefined ? operations : operations.filter((operation) => operation.name?.value === name);
  const [operation, another] = found;
  if (!operation) throw new GraphQLError(name ? `Unknown operation "${name}".` : 'The document has no operation.');
  if (another) throw new GraphQLError('Name the operation to run: the document has several.');
  return operation;
}

/** Replaces the fragments that an operation names by their selections. */
function withoutFragments({ definitions }: DocumentNode, operation: OperationDefinitionNode): OperationDefinitionNode {
  const isFragment = (each: { readonly kind: Kind }): each is FragmentDefinitionNode =>
    each.kind === Kind.FRAGMENT_DEFINITION;
  const fragments = new Map(definitions.filter(isFragment).map((fragment) => [fragment.name.value, fragment]));
  return visit(operation, {
    FragmentSpread({ name, directives = [] }) {
      const fragment = fragments.get(name.value);
      if (!fragment) return null;
      const { typeCondition, selectionSet } = fragment;
      return { kind: Kind.INLINE_FRAGMENT, typeCondition, directives, selectionSet };
    },
  });
}
