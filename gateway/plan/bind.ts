import {
  type ASTNode,
  type FieldNode,
  type GraphQLField,
  GraphQLID,
  type GraphQLInputType,
  type GraphQLSchema,
  GraphQLString,
  getArgumentValues,
  getNullableType,
  isListType,
  Kind,
  type SelectionSetNode,
  type VariableDefinitionNode,
  visit,
} from 'graphql';
import { coerceInputValue } from 'graphql/utilities/coerceInputValue.js';
import { coerceVariables, type FieldRequest, readSelectionSet } from '../../subgraphs/request.ts';
import type { BindField, UpstreamVariables } from './plan.ts';

/** How many forms of one selection are kept: one for each way in which the variables in it came out. */
const MAX_FORMS = 32;

type Selections = FieldRequest['selections'];

/**
 * A field of an upstream, with the client's variables to be filled in. What has no variables in it is read once, and is
 * the same object ever after: upstreams remember by it what they made of it.
 * @param selectionSet what is asked of its value; undefined for a leaf
 */
export function bindField(
  schema: GraphQLSchema,
  definition: GraphQLField<unknown, unknown>,
  node: FieldNode,
  selectionSet: SelectionSetNode | undefined,
): BindField {
  const responseKey = node.alias?.value ?? node.name.value;
  const { name } = definition;
  const argsOf = bindArguments(definition, node);
  const select = bindSelections(schema, definition, selectionSet);
  return (variables, args) => ({
    responseKey,
    name,
    definition,
    args: args ? coerceArguments(definition, args) : argsOf(variables),
    selections: select(variables),
  });
}

function bindArguments(definition: GraphQLField<unknown, unknown>, node: FieldNode) {
  const isConstant = variablesIn(node.arguments ?? []).length === 0;
  let constant: Record<string, unknown> | undefined;
  return (variables: UpstreamVariables): Readonly<Record<string, unknown>> => {
    if (!isConstant) return getArgumentValues(definition, node, { ...variables.get() });
    constant ??= getArgumentValues(definition, node);
    return constant;
  };
}

function bindSelections(
  schema: GraphQLSchema,
  definition: GraphQLField<unknown, unknown>,
  selectionSet: SelectionSetNode | undefined,
): (variables: UpstreamVariables) => Selections {
  if (!selectionSet) return () => undefined;
  const names = variablesIn([selectionSet]);
  const forms = new Map<string, Selections>();
  return (variables) => {
    const values = names.length === 0 ? {} : variables.get();
    const key = names.length === 0 ? '' : JSON.stringify(names.map((name) => values[name]));
    if (forms.has(key)) return forms.get(key);
    const selections = readSelectionSet(schema, definition, selectionSet, values);
    if (forms.size >= MAX_FORMS) forms.clear();
    forms.set(key, selections);
    return selections;
  };
}

/** The variables that are used in any of the nodes, each once. */
function variablesIn(nodes: readonly ASTNode[]): readonly string[] {
  const names = new Set<string>();
  for (const node of nodes) visit(node, { Variable: ({ name }) => void names.add(name.value) });
  return [...names];
}

/**
 * Arguments that a link gives, as the upstream's schema takes them, with its defaults for those that it does not give.
 * @throws GraphQLError for one that does not fit its type
 */
function coerceArguments(
  { args: definitions }: GraphQLField<unknown, unknown>,
  given: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  const args: Record<string, unknown> = {};
  for (const { name, type, defaultValue } of definitions) {
    const value = given[name] === undefined ? defaultValue : coerced(type, given[name]);
    if (value !== undefined) args[name] = value;
  }
  return args;
}

/** A list of texts is one as it is: so most keys are. */
function coerced(type: GraphQLInputType, value: unknown): unknown {
  const list = getNullableType(type);
  if (isListType(list) && Array.isArray(value)) {
    const item = getNullableType(list.ofType);
    const isText = item === GraphQLString || item === GraphQLID;
    if (isText && value.every((each) => typeof each === 'string')) return value;
  }
  return coerceInputValue(value, type);
}

/** The variables of one request, for each upstream as its own schema takes them. */
export function createVariables(
  definitions: readonly VariableDefinitionNode[],
  raw: Readonly<Record<string, unknown>>,
): (schema: GraphQLSchema) => UpstreamVariables {
  return (schema) => {
    let coerced: Record<string, unknown> | undefined;
    return {
      get() {
        coerced ??= coerceVariables(schema, definitions.filter(isTypeOf(schema)), raw);
        return coerced;
      },
    };
  };
}

/** A variable of a type that the upstream does not have is not for it. */
function isTypeOf(schema: GraphQLSchema) {
  return ({ type }: VariableDefinitionNode): boolean => {
    let named = type;
    while (named.kind !== Kind.NAMED_TYPE) named = named.type;
    return schema.getType(named.name.value) !== undefined;
  };
}
