import {
  type ASTNode,
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLArgument,
  type GraphQLCompositeType,
  type GraphQLField,
  type GraphQLObjectType,
  type GraphQLSchema,
  getArgumentValues,
  getNamedType,
  getNullableType,
  getOperationAST,
  getVariableValues,
  isCompositeType,
  isListType,
  isUnionType,
  Kind,
  type OperationDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
  visit,
} from 'graphql';
import { isLeftOut } from '../graph/plain-document.ts';
import { FILTER_PREFIX, searchesIn } from '../links/filters.ts';
import {
  COMPILED_FIELD,
  LINK_FILTER,
  LIST_ARGUMENTS,
  LIST_SIZE,
  listSizeOf,
  OPERATION,
  PAGE_SIZE,
  SIZES_BELOW,
  SURCHARGED_ARGUMENTS,
  SURCHARGES,
  WEIGHTS,
} from './cost-weights.ts';
import { sizeOf } from './document-size.ts';
import { inputPoints, variablesSize } from './input-size.ts';

/** An operation as it is about to be executed; its document is valid by its schema. */
export interface PricedOperation {
  readonly schema: GraphQLSchema;
  readonly document: DocumentNode;
  readonly operationName?: string | null | undefined;
  readonly variableValues?: Readonly<Record<string, unknown>> | null | undefined;
  /** The same, coerced by the schema, where that is at hand. */
  readonly coerced?: Readonly<Record<string, unknown>> | undefined;
}

/** The context of a selection. */
interface SelectionContext {
  readonly variables: Readonly<Record<string, unknown>>;
  readonly parent: GraphQLCompositeType;
  /** The size of the field above, where it is not a list itself: its lists are that long. */
  readonly page: number | undefined;
}

/**
 * What an operation costs at most, in points: for its work, as cost-weights.ts has it, and for the values of its largest answer.
 *
 *     cost(operation) = 50 + cost(input) + Σ cost(field)
 *     cost(field)     = max(length, 1) × weight + surcharge + length × Σ cost(field below)
 *
 * - weight, surcharge: 1 and 0, or what cost-weights.ts says of the field and of its arguments.
 * - cost(input): of what arguments are given, inline and by variables: see input-size.ts.
 * - length: 1 where the field is no list. Of a list, its `first`, `last` or `limit` as sent, else that argument's default,
 *   else what its link or cost-weights.ts says, else that of the field above (connections, columns, maps).
 * - `__schema` and `__type` cost the same whatever is asked of them; what `@skip` and `@include` leave out costs nothing.
 *
 * @returns undefined where the variables are not valid: execution says so, and asks nobody for anything
 */
export function costOf({
  schema,
  document,
  operationName,
  variableValues,
  ...given
}: PricedOperation): number | undefined {
  const operation = getOperationAST(document, operationName);
  const root = operation && schema.getRootType(operation.operation);
  if (!operation || !root) return undefined;
  const coerced =
    given.coerced ?? getVariableValues(schema, operation.variableDefinitions ?? [], variableValues ?? {}).coerced;
  if (!coerced) return undefined;
  const inline = inputPoints(sizeOf(document));
  return OPERATION + inline + variablesCost(coerced) + sum(schema, document, operation, root, coerced);
}

/** What reading the values of variables costs, and searching by them. @param coerced as the schema has them */
export const variablesCost = (coerced: Readonly<Record<string, unknown>>): number =>
  inputPoints(variablesSize(coerced));

/** What it costs to validate and compile a document that was not before. */
export const compilingCost = (document: DocumentNode): number => COMPILED_FIELD * sizeOf(document).fields;

/**
 * The variant of an operation, as a text: the values of the variables that decide its cost and its plainest form. One that is
 * absent is another than null, and of objects in lists nothing is left, since lists count by their length.
 * @param names see `decidingVariables`
 * @param coerced the variables, as the schema has them
 */
export function variantKey(names: string[], coerced: Readonly<Record<string, unknown>>): string {
  return names.length > 0 ? JSON.stringify(coerced, names) : '';
}

/** The variables in directives, by which a document's plainest form comes out too, and in arguments that decide a cost. */
export function decidingVariables(document: DocumentNode): string[] {
  const names = new Set<string>();
  const note = (node: ASTNode): void => {
    visit(node, { Variable: ({ name }) => void names.add(name.value) });
  };
  visit(document, {
    Directive: note,
    Argument(node) {
      const { value: name } = node.name;
      if (DECIDING_ARGUMENTS.includes(name) || name.startsWith(FILTER_PREFIX)) note(node);
    },
  });
  return [...names];
}

function sum(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
  root: GraphQLObjectType,
  coerced: Readonly<Record<string, unknown>>,
): number {
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const definition of document.definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition);
  }
  return ofSelections(operation.selectionSet, { variables: coerced, parent: root, page: undefined });

  function ofSelections({ selections }: SelectionSetNode, place: SelectionContext): number {
    return selections.reduce((sum, node) => sum + (isLeftOut(node, place.variables) ? 0 : ofSelection(node, place)), 0);
  }

  function ofSelection(node: SelectionNode, place: SelectionContext): number {
    if (node.kind === Kind.FIELD) return ofField(node, place);
    const inner = node.kind === Kind.FRAGMENT_SPREAD ? fragments.get(node.name.value) : node;
    if (!inner) return 0;
    const type = inner.typeCondition && schema.getType(inner.typeCondition.name.value);
    return ofSelections(inner.selectionSet, { ...place, parent: isCompositeType(type) ? type : place.parent });
  }

  function ofField(node: FieldNode, { variables, parent, page }: SelectionContext): number {
    const coordinate = `${parent.name}.${node.name.value}`;
    const weight = WEIGHTS[coordinate] ?? 1;
    const field = isUnionType(parent) ? undefined : parent.getFields()[node.name.value];
    // What every type has, `__typename` and the introspection of Query, is in none's fields.
    if (!field) return weight;
    const args = getArgumentValues(field, node, variables);
    const isList = isListType(getNullableType(field.type));
    const length = isList ? (sizeIn(args) ?? listSize(listSizeOf(parent.name, field), args) ?? page ?? LIST_SIZE) : 1;
    const filters = field.args.reduce((sum, arg) => sum + (arg.extensions.isLinkFilter ? filtersIn(arg, args) : 0), 0);
    const surcharge = (SURCHARGES[coordinate]?.(args) ?? 0) + filters * LINK_FILTER;
    const own = Math.max(length, 1) * weight + surcharge;
    const type = getNamedType(field.type);
    if (!node.selectionSet || !isCompositeType(type)) return own;
    const below = {
      variables,
      parent: type,
      page: isList ? undefined : (SIZES_BELOW[coordinate]?.(args) ?? pageOf(field, args)),
    };
    return own + length * ofSelections(node.selectionSet, below);
  }
}

function filtersIn({ name }: GraphQLArgument, args: Readonly<Record<string, unknown>>): number {
  return args[name] == null ? 0 : searchesIn(name, args[name]);
}

const SIZES = ['first', 'last', 'limit'] as const;

/** By name: an argument of another field that is called so is noted in vain. */
const DECIDING_ARGUMENTS: readonly string[] = [...SIZES, ...SURCHARGED_ARGUMENTS, ...LIST_ARGUMENTS];

/** A size that is not possible is refused where it is read; here it counts for nothing. */
function sizeIn(args: Readonly<Record<string, unknown>>): number | undefined {
  const sizes = SIZES.map((name) => args[name]).filter((size) => typeof size === 'number');
  return sizes.length > 0 ? Math.max(...sizes, 0) : undefined;
}

function pageOf(field: GraphQLField<unknown, unknown>, args: Readonly<Record<string, unknown>>): number | undefined {
  const takesSize = field.args.some(({ name }) => SIZES.some((size) => size === name));
  return takesSize ? (sizeIn(args) ?? PAGE_SIZE) : undefined;
}

function listSize(size: number | string | undefined, args: Readonly<Record<string, unknown>>): number | undefined {
  if (typeof size !== 'string') return size;
  const list = args[size];
  return Array.isArray(list) ? list.length : LIST_SIZE;
}
