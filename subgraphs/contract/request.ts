import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  GraphQLError,
  type GraphQLField,
  GraphQLIncludeDirective,
  type GraphQLObjectType,
  type GraphQLSchema,
  GraphQLSkipDirective,
  getArgumentValues,
  getDirectiveValues,
  getNamedType,
  getVariableValues as graphqlVariableValues,
  isAbstractType,
  isCompositeType,
  isObjectType,
  Kind,
  type NamedTypeNode,
  type OperationDefinitionNode,
  type OperationTypeNode,
  type SelectionNode,
  type SelectionSetNode,
  TypeNameMetaFieldDef,
  typeFromAST,
  type VariableDefinitionNode,
} from 'graphql';

/**
 * A requested field, with all GraphQL syntax resolved: fragments spread, directives applied, variables and defaults
 * filled in, selections of one response key merged.
 */
export interface FieldRequest {
  /** The alias, or else the name. */
  readonly responseKey: string;
  readonly name: string;
  readonly definition: GraphQLField<unknown, unknown>;
  /** Coerced by the schema: enum values are the schema's internal values, absent arguments are absent. */
  readonly args: Readonly<Record<string, unknown>>;
  /** The fields requested of its value, by possible object type; undefined for a leaf. */
  readonly selections: ReadonlyMap<string, readonly FieldRequest[]> | undefined;
}

/** An operation with resolved fields. */
export interface OperationRequest {
  readonly type: OperationTypeNode;
  readonly fields: readonly FieldRequest[];
}

interface OperationSource {
  readonly schema: GraphQLSchema;
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  readonly variables: Readonly<Record<string, unknown>>;
}

/**
 * Reads an operation against a schema, once, so that dialects need not handle GraphQL's syntax.
 * @throws GraphQLError for an unknown operation, a variable that does not fit its type, or an unknown field
 */
export function readOperation(
  schema: GraphQLSchema,
  document: DocumentNode,
  variables: Readonly<Record<string, unknown>> = {},
  operationName?: string,
): OperationRequest {
  const operation = findOperation(document, operationName);
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const definition of document.definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition);
  }
  const coerced = coerceVariables(schema, operation.variableDefinitions ?? [], variables);
  const root = schema.getRootType(operation.operation);
  if (!root) throw new GraphQLError(`The schema has no ${operation.operation} type.`, { nodes: operation });
  const reading: OperationSource = { schema, fragments, variables: coerced };
  return { type: operation.operation, fields: readSelections(reading, root, [operation.selectionSet]) };
}

/**
 * Coerces variables by a schema, and adds their defaults.
 * @throws GraphQLError BAD_USER_INPUT for a variable that does not fit its type
 */
export function coerceVariables(
  schema: GraphQLSchema,
  definitions: readonly VariableDefinitionNode[],
  variables: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  const { coerced, errors } = graphqlVariableValues(schema, definitions, variables, { maxErrors: 1 });
  if (errors?.[0]) throw refusedValue(errors[0]);
  return withoutPrototype(coerced);
}

/**
 * Copies variables to an object without a prototype: of an object with one, `valueFromAST` reads the property
 * `constructor` for a variable `$constructor` that has no value.
 */
export function withoutPrototype(...variables: readonly (object | undefined)[]): Record<string, unknown> {
  return Object.assign(Object.create(null), ...variables);
}

/**
 * Reads the fields of a selection set on a field's value, by possible object type.
 * @param variables coerced by the same schema
 * @returns undefined if the field is a leaf
 * @throws GraphQLError for an argument that does not fit its type, or an unknown field
 */
export function readSelectionSet(
  schema: GraphQLSchema,
  definition: GraphQLField<unknown, unknown>,
  selectionSet: SelectionSetNode,
  variables: Readonly<Record<string, unknown>>,
): FieldRequest['selections'] {
  const reading: OperationSource = { schema, fragments: new Map(), variables };
  return readSubselections(reading, definition, [selectionSet]);
}

/** Builds the error for a refused variable, with the scalar's own message if possible: it states what to write. */
function refusedValue({ originalError, message, nodes }: GraphQLError): GraphQLError {
  return new GraphQLError(originalError?.message ?? message, {
    nodes: nodes ?? null,
    extensions: { code: 'BAD_USER_INPUT' },
  });
}

function findOperation(document: DocumentNode, name: string | undefined): OperationDefinitionNode {
  const operations = document.definitions.filter((definition) => definition.kind === Kind.OPERATION_DEFINITION);
  const found = name === undefined ? operations : operations.filter((operation) => operation.name?.value === name);
  const [operation, another] = found;
  if (!operation) throw new GraphQLError(name ? `Unknown operation "${name}".` : 'The document has no operation.');
  if (another) throw new GraphQLError('Name the operation to run: the document has several.');
  return operation;
}

function readSelections(
  reading: OperationSource,
  type: GraphQLObjectType,
  selectionSets: readonly SelectionSetNode[],
): readonly FieldRequest[] {
  const grouped = new Map<string, FieldNodes>();
  for (const selectionSet of selectionSets) collect(reading, type, selectionSet, grouped, new Set());
  return Array.from(grouped, ([responseKey, nodes]) => readField(reading, type, responseKey, nodes));
}

type FieldNodes = [first: FieldNode, ...rest: FieldNode[]];

function collect(
  reading: OperationSource,
  type: GraphQLObjectType,
  selectionSet: SelectionSetNode,
  grouped: Map<string, FieldNodes>,
  spread: Set<string>,
): void {
  for (const selection of selectionSet.selections) {
    if (!isIncluded(selection, reading.variables)) continue;
    if (selection.kind === Kind.FIELD) {
      const key = selection.alias?.value ?? selection.name.value;
      const nodes = grouped.get(key);
      if (nodes) nodes.push(selection);
      else grouped.set(key, [selection]);
      continue;
    }
    if (selection.kind === Kind.FRAGMENT_SPREAD) {
      if (spread.has(selection.name.value)) continue;
      spread.add(selection.name.value);
    }
    const fragment = selection.kind === Kind.INLINE_FRAGMENT ? selection : reading.fragments.get(selection.name.value);
    if (fragment && applies(reading.schema, fragment.typeCondition, type)) {
      collect(reading, type, fragment.selectionSet, grouped, spread);
    }
  }
}

/** Whether `@skip` and `@include` leave a selection in. @param variables coerced, with defaults */
export function isIncluded(node: SelectionNode, variables: Readonly<Record<string, unknown>>): boolean {
  if (!node.directives?.length) return true;
  const skip = getDirectiveValues(GraphQLSkipDirective, node, variables);
  const include = getDirectiveValues(GraphQLIncludeDirective, node, variables);
  return skip?.if !== true && include?.if !== false;
}

/** Whether a fragment's type condition holds for objects of a type; a fragment without one applies to all. */
export function applies(schema: GraphQLSchema, condition: NamedTypeNode | undefined, type: GraphQLObjectType): boolean {
  if (!condition || condition.name.value === type.name) return true;
  const conditional = typeFromAST(schema, condition);
  return isAbstractType(conditional) && schema.isSubType(conditional, type);
}

function readField(
  reading: OperationSource,
  type: GraphQLObjectType,
  responseKey: string,
  nodes: FieldNodes,
): FieldRequest {
  const name = nodes[0].name.value;
  if (name === TypeNameMetaFieldDef.name) {
    return { responseKey, name, definition: TypeNameMetaFieldDef, args: {}, selections: undefined };
  }
  const definition = type.getFields()[name];
  if (!definition) throw new GraphQLError(`Cannot query field "${name}" on type "${type.name}".`, { nodes: nodes[0] });
  return {
    responseKey,
    name,
    definition,
    args: getArgumentValues(definition, nodes[0], reading.variables),
    selections: readSubselections(
      reading,
      definition,
      nodes.flatMap((node) => node.selectionSet ?? []),
    ),
  };
}

function readSubselections(
  reading: OperationSource,
  definition: GraphQLField<unknown, unknown>,
  selectionSets: readonly SelectionSetNode[],
) {
  const type = getNamedType(definition.type);
  if (!isCompositeType(type)) return undefined;
  const concrete = isObjectType(type) ? [type] : reading.schema.getPossibleTypes(type);
  return new Map(concrete.map((each) => [each.name, readSelections(reading, each, selectionSets)]));
}
