import {
  type FieldNode,
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
  type NamedTypeNode,
  type OperationTypeNode,
  type SelectionNode,
  type SelectionSetNode,
  TypeNameMetaFieldDef,
  typeFromAST,
  type VariableDefinitionNode,
} from 'graphql';
import { collectSubfields } from 'graphql/execution/collectFields.js';
import { isJsonObject } from '../common/json.ts';
import { fieldNamed } from '../common/syntax.ts';

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

/** The source of a field's selections and arguments. */
interface OperationSource {
  readonly schema: GraphQLSchema;
  readonly variables: { [variable: string]: unknown };
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
  const { coerced, errors } = variableValues(schema, definitions, variables, { maxErrors: 1 });
  if (errors?.[0]) throw refusedValue(errors[0]);
  return withoutPrototype(coerced);
}

/**
 * Returns variables, coerced by a schema, or their errors. If there are errors, graphql-js may have taken what each object
 * inherits for the value of a field such as `constructor`: then it reads a copy that inherits nothing.
 */
export const variableValues: typeof graphqlVariableValues = (schema, definitions, variables, options) => {
  const values = graphqlVariableValues(schema, definitions, variables, options);
  return values.errors ? graphqlVariableValues(schema, definitions, inheritingNothing(variables), options) : values;
};

function inheritingNothing<Value>(value: Value): Value;
function inheritingNothing(value: unknown): unknown {
  if (Array.isArray(value)) return value.map((item) => inheritingNothing(item));
  if (!isJsonObject(value)) return value;
  return withoutPrototype(
    Object.fromEntries(Object.entries(value).map(([name, own]) => [name, inheritingNothing(own)])),
  );
}

/**
 * Copies variables to an object without a prototype: of an object with one, `valueFromAST` reads the property
 * `constructor` for a variable `$constructor` that has no value.
 */
export function withoutPrototype(...variables: readonly (object | undefined)[]): Record<string, unknown> {
  return Object.assign(Object.create(null), ...variables);
}

/**
 * Reads the fields of a selection set without fragments by name on a field's value, by possible object type.
 * @param variables coerced by the same schema
 * @returns undefined if the field is a leaf
 * @throws GraphQLError for an argument that does not fit its type, or an unknown field
 */
export function readSelectionSet(
  schema: GraphQLSchema,
  definition: GraphQLField<unknown, unknown>,
  selectionSet: SelectionSetNode,
  variables: OperationSource['variables'],
): FieldRequest['selections'] {
  return readSubselections({ schema, variables }, definition, [fieldNamed(definition.name, selectionSet)]);
}

/** Builds the error for a refused variable, with the scalar's own message if possible: it states what to write. */
function refusedValue({ originalError, message, nodes }: GraphQLError): GraphQLError {
  return new GraphQLError(originalError?.message ?? message, {
    nodes: nodes ?? null,
    extensions: { code: 'BAD_USER_INPUT' },
  });
}

/** Reads the fields below one field's nodes. */
function readSelections(
  reading: OperationSource,
  type: GraphQLObjectType,
  nodes: readonly FieldNode[],
): readonly FieldRequest[] {
  const fields = collectSubfields(reading.schema, {}, reading.variables, type, nodes);
  return Array.from(fields, ([responseKey, own]) => readField(reading, type, responseKey, own));
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
  nodes: readonly FieldNode[],
): FieldRequest {
  const [node] = nodes;
  const name = node?.name.value ?? responseKey;
  if (name === TypeNameMetaFieldDef.name) {
    return { responseKey, name, definition: TypeNameMetaFieldDef, args: {}, selections: undefined };
  }
  const definition = type.getFields()[name];
  if (!node || !definition) throw new GraphQLError(`Cannot query field "${name}" on type "${type.name}".`, { nodes });
  const args = getArgumentValues(definition, node, reading.variables);
  return { responseKey, name, definition, args, selections: readSubselections(reading, definition, nodes) };
}

function readSubselections(
  reading: OperationSource,
  definition: GraphQLField<unknown, unknown>,
  nodes: readonly FieldNode[],
) {
  const type = getNamedType(definition.type);
  if (!isCompositeType(type)) return undefined;
  const concrete = isObjectType(type) ? [type] : reading.schema.getPossibleTypes(type);
  return new Map(concrete.map((each) => [each.name, readSelections(reading, each, nodes)]));
}
