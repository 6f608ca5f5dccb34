import {
  type FieldNode,
  type GraphQLArgument,
  type GraphQLField,
  GraphQLSchema,
  getArgumentValues,
  isNonNullType,
  Kind,
  type SelectionSetNode,
  specifiedScalarTypes,
  typeFromAST,
  type VariableDefinitionNode,
  valueFromAST,
} from 'graphql';
import { fieldBytes } from '../../../subgraphs/common/estimate.ts';
import { createMemo } from '../../../subgraphs/common/memo.ts';
import { variablesIn } from '../../../subgraphs/common/syntax.ts';
import { coerceVariables, type FieldRequest, readSelectionSet } from '../../../subgraphs/contract/request.ts';
import type { BindField, UpstreamVariables } from '../plan.ts';
import { coerceArguments } from './coerce.ts';

type Selections = FieldRequest['selections'];

/**
 * Prepares a field of an upstream for the client's variables. Parts without variables are read once and stay the same
 * object: upstreams use it as the key of what they derive from it.
 * @param selectionSet the selection on the field's value; undefined for a leaf
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
  const sources = definition.args.map((argument) => sourceOf(argument, node));
  let constant: Record<string, unknown> | undefined;
  return (variables: UpstreamVariables): Readonly<Record<string, unknown>> => {
    if (isConstant) {
      constant ??= getArgumentValues(definition, node);
      return constant;
    }
    const values = variables();
    return argumentsFrom(sources, values) ?? getArgumentValues(definition, node, values);
  };
}

/** The source of an argument's value: a constant, or a variable. */
type ArgumentSource =
  | { readonly name: string; readonly value: unknown }
  | { readonly name: string; readonly variable: string };

function sourceOf({ name, type, defaultValue }: GraphQLArgument, node: FieldNode): ArgumentSource | undefined {
  const given = node.arguments?.find((argument) => argument.name.value === name)?.value;
  if (!given) return isNonNullType(type) ? undefined : { name, value: defaultValue };
  if (given.kind === Kind.VARIABLE) return { name, variable: given.name.value };
  if (variablesIn([given]).length > 0) return undefined;
  const value: unknown = valueFromAST(given, type);
  return value === undefined ? undefined : { name, value };
}

/** @returns undefined where a variable has no value or a source is missing: then graphql-js applies its rules */
function argumentsFrom(
  sources: readonly (ArgumentSource | undefined)[],
  variables: Readonly<Record<string, unknown>>,
): Record<string, unknown> | undefined {
  const args: Record<string, unknown> = {};
  for (const source of sources) {
    if (!source) return undefined;
    const value = 'variable' in source ? variables[source.variable] : source.value;
    if ('variable' in source && value == null) return undefined;
    if (value !== undefined) args[source.name] = value;
  }
  return args;
}

function bindSelections(
  schema: GraphQLSchema,
  definition: GraphQLField<unknown, unknown>,
  selectionSet: SelectionSetNode | undefined,
): (variables: UpstreamVariables) => Selections {
  if (!selectionSet) return () => undefined;
  const names = variablesIn([selectionSet]);
  if (names.length === 0) {
    // The memory estimate of the plan includes it.
    let constant: Selections;
    return () => {
      constant ??= readSelectionSet(schema, definition, selectionSet, {});
      return constant;
    };
  }
  // The keys that a filter finds are too many for the key of a memo.
  if (names.some((name) => name.startsWith(FILTER_VARIABLE))) {
    return (variables) => readSelectionSet(schema, definition, selectionSet, variables());
  }
  const forms = createMemo<NonNullable<Selections>>();
  return (variables) => {
    const values = variables();
    const key = JSON.stringify(names.map((name) => values[name]));
    const known = forms.get(key);
    if (known) return known;
    const selections = readSelectionSet(schema, definition, selectionSet, values);
    if (selections) forms.set(key, selections, SELECTION_FACTOR * bytesOf(selections));
    return selections;
  };
}

/** The start of the names of variables that a plan fills with filters across links. No client's variable has a space. */
export const FILTER_VARIABLE = 'filter ';

/** Ratio of a selection's memory, including data that upstreams derive from it, to its own memory. */
const SELECTION_FACTOR = 4;

const bytesOf = (selections: NonNullable<Selections>): number => fieldBytes([...selections.values()].flat());

/**
 * Returns a function that coerces the variables of one request by an upstream's schema.
 * @param raw as the client sent them
 * @param coerced by the graph's schema, with their defaults
 */
export function createVariables(
  definitions: readonly VariableDefinitionNode[],
  raw: Readonly<Record<string, unknown>>,
  coerced: Readonly<Record<string, unknown>>,
): (schema: GraphQLSchema) => UpstreamVariables {
  if (definitions.every(isKnownTo(EVERY_SCHEMA))) return () => () => coerced;
  const known = new Map<GraphQLSchema, Readonly<Record<string, unknown>>>();
  return (schema) => () => {
    const own = known.get(schema) ?? coerceVariables(schema, definitions.filter(isKnownTo(schema)), raw);
    known.set(schema, own);
    return own;
  };
}

/** The types that every schema has, and coerces in the same way. */
const EVERY_SCHEMA = new GraphQLSchema({ types: specifiedScalarTypes });

/** Returns a filter for the variables whose types a schema has: an upstream gets only these. */
function isKnownTo(schema: GraphQLSchema) {
  return ({ type }: VariableDefinitionNode): boolean => typeFromAST(schema, type) !== undefined;
}
