import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLSchema,
  getNamedType,
  isAbstractType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  type SelectionNode,
} from 'graphql';
import { collectFields, collectSubfields } from 'graphql/execution/collectFields.js';
import { getFieldDef } from 'graphql/execution/execute.js';
import { fragmentsOf, named, selectionOf } from '../../subgraphs/common/syntax.ts';

type Variables = Readonly<Record<string, unknown>>;

interface Plain {
  readonly schema: GraphQLSchema;
  readonly fragments: Readonly<Record<string, FragmentDefinitionNode>>;
  readonly variables: { [variable: string]: unknown };
}

/**
 * Returns an operation in its plainest form: fragments spread, `@include` and `@skip` applied, selections of one
 * response key merged. Where all fields of an object are skipped, its selection set is empty.
 * @param variables coerced, with defaults
 */
export function plainDocument(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
  variables: Variables,
): DocumentNode {
  const root = schema.getRootType(operation.operation);
  if (!root) return document;
  const plain: Plain = {
    schema,
    fragments: Object.fromEntries(fragmentsOf(document)),
    variables: { ...variables },
  };
  const fields = collectFields(schema, plain.fragments, plain.variables, root, operation.selectionSet);
  const selections = Array.from(fields.values()).flatMap((of) => plainField(plain, root, of));
  return { kind: Kind.DOCUMENT, definitions: [{ ...operation, selectionSet: selectionOf(selections) }] };
}

function plainField(plain: Plain, parent: GraphQLObjectType, nodes: readonly FieldNode[]): readonly FieldNode[] {
  const [first] = nodes;
  if (!first) return [];
  const { directives: _applied, selectionSet: _merged, ...field } = first;
  const definition = getFieldDef(plain.schema, parent, first);
  const below = definition && plainSelections(plain, definition.type, nodes);
  return [below ? { ...field, selectionSet: selectionOf(below) } : field];
}

/** Returns plain selections. On an abstract type, each possible type has a fragment, which includes common fields. */
function plainSelections(
  plain: Plain,
  of: GraphQLOutputType,
  nodes: readonly FieldNode[],
): readonly SelectionNode[] | undefined {
  const type = getNamedType(of);
  if (isObjectType(type)) return fieldsOf(plain, type, nodes);
  if (!isAbstractType(type)) return undefined;
  return plain.schema.getPossibleTypes(type).flatMap((possible): SelectionNode[] => {
    const fields = fieldsOf(plain, possible, nodes);
    if (fields.length === 0) return [];
    const typeCondition = { kind: Kind.NAMED_TYPE, name: named(possible.name) } as const;
    return [{ kind: Kind.INLINE_FRAGMENT, typeCondition, selectionSet: selectionOf(fields) }];
  });
}

function fieldsOf(plain: Plain, type: GraphQLObjectType, nodes: readonly FieldNode[]): readonly FieldNode[] {
  const fields = collectSubfields(plain.schema, plain.fragments, plain.variables, type, nodes);
  return Array.from(fields.values()).flatMap((of) => plainField(plain, type, of));
}
