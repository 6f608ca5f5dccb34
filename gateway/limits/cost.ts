import {
  type ASTNode,
  type DocumentNode,
  type FieldNode,
  type GraphQLCompositeType,
  type GraphQLField,
  type GraphQLObjectType,
  type GraphQLSchema,
  getArgumentValues,
  getNamedType,
  getNullableType,
  isCompositeType,
  isListType,
  isUnionType,
  Kind,
  type OperationDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
  visit,
} from 'graphql';
import { directivesIn, fragmentsOf, variablesIn } from '../../subgraphs/common/syntax.ts';
import { isIncluded } from '../../subgraphs/contract/request.ts';
import { requestError } from '../errors.ts';
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

/** The context of a selection. */
interface SelectionContext {
  readonly parent: GraphQLCompositeType;
  /** The size of the parent field, where it is not a list: the length of its lists. */
  readonly page: number | undefined;
}

/**
 * Returns the maximum cost of an operation, in points: its work, by cost-weights.ts, and the values of its largest
 * answer.
 *
 *     cost(operation) = 50 + cost(input) + Σ cost(field)
 *     cost(field)     = max(length, 1) × weight + surcharge + length × Σ cost(field below)
 *
 * - weight, surcharge: by cost-weights.ts, of the field and of its arguments; 1 and 0 by default.
 * - cost(input): of the values of arguments, inline and in variables: see input-size.ts.
 * - length: 1 where the field is not a list. Of a list, its `first`, `last` or `limit`, else that argument's default,
 *   else the length by its link or cost-weights.ts, else the parent field's length (connections, columns, maps).
 * - `__schema` and `__type` have a fixed cost; selections that `@skip` and `@include` leave out cost nothing.
 *
 * @param operation valid against the schema, as its document is
 * @param coerced its variables, coerced by the schema
 * @returns the cost without that of the variables' values: see `variablesCost`
 */
export function costOf(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
  coerced: Readonly<Record<string, unknown>>,
): number {
  const root = schema.getRootType(operation.operation);
  const fields = root ? sum(schema, document, operation, root, coerced) : 0;
  return OPERATION + inputPoints(sizeOf(document)) + fields;
}

/** Returns the cost of reading the values of variables, and of searching by them. @param coerced by the schema */
export const variablesCost = (coerced: Readonly<Record<string, unknown>>): number =>
  inputPoints(variablesSize(coerced));

/** The cost of an operation, and the maximum cost of one operation: `extensions.cost`. */
export interface Cost {
  readonly requested: number;
  readonly limit: number;
}

/** @throws GraphQLError COST_LIMIT_EXCEEDED, HTTP 400, where an operation costs more than the maximum */
export function checkCost(cost: Cost): void {
  if (cost.requested <= cost.limit) return;
  const message = `This operation could cost ${cost.requested} points; the limit is ${cost.limit}. Request shorter lists (first, limit), or fewer fields in them.`;
  throw requestError(400, 'COST_LIMIT_EXCEEDED', message, { cost });
}

/** Returns the cost of validating and compiling a new document. */
export const compilingCost = (document: DocumentNode): number => COMPILED_FIELD * sizeOf(document).fields;

/**
 * Returns the key of an operation's variant: the values of the variables that decide its cost and its plainest form. An
 * absent value differs from null. Objects in lists become empty, because only the length of a list counts.
 * @param names see `decidingVariables`
 * @param coerced the variables, coerced by the schema
 */
export function variantKey(names: string[], coerced: Readonly<Record<string, unknown>>): string {
  return names.length > 0 ? JSON.stringify(coerced, names) : '';
}

/** Returns the variables in directives, which also decide the plainest form, and in arguments that decide a cost. */
export function decidingVariables(document: DocumentNode): string[] {
  const deciding: ASTNode[] = [...directivesIn(document)];
  visit(document, {
    Argument(node) {
      const { value: name } = node.name;
      if (DECIDING_ARGUMENTS.includes(name) || name.startsWith(FILTER_PREFIX)) deciding.push(node);
    },
  });
  return variablesIn(deciding);
}

function sum(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
  root: GraphQLObjectType,
  coerced: Readonly<Record<string, unknown>>,
): number {
  // Keys are searched for once, however many parents a list has.
  let searches = 0;
  const fragments = fragmentsOf(document);
  const fields = ofSelections(operation.selectionSet, { parent: root, page: undefined });
  return fields + searches * LINK_FILTER;

  function ofSelections({ selections }: SelectionSetNode, place: SelectionContext): number {
    return selections.reduce((sum, node) => sum + (isIncluded(node, coerced) ? ofSelection(node, place) : 0), 0);
  }

  function ofSelection(node: SelectionNode, place: SelectionContext): number {
    if (node.kind === Kind.FIELD) return ofField(node, place);
    const inner = node.kind === Kind.FRAGMENT_SPREAD ? fragments.get(node.name.value) : node;
    if (!inner) return 0;
    const type = inner.typeCondition && schema.getType(inner.typeCondition.name.value);
    return ofSelections(inner.selectionSet, { ...place, parent: isCompositeType(type) ? type : place.parent });
  }

  function ofField(node: FieldNode, { parent, page }: SelectionContext): number {
    const coordinate = `${parent.name}.${node.name.value}`;
    const weight = WEIGHTS[coordinate] ?? 1;
    const field = isUnionType(parent) ? undefined : parent.getFields()[node.name.value];
    // No type lists `__typename`, or the introspection fields of Query, among its fields.
    if (!field) return weight;
    const args = argumentsOf(field, node, coerced);
    const isList = isListType(getNullableType(field.type));
    const length = isList ? (sizeIn(args) ?? listSize(listSizeOf(parent.name, field), args) ?? page ?? LIST_SIZE) : 1;
    for (const { name, extensions } of field.args) {
      if (extensions.isLinkFilter && args[name] != null) searches += searchesIn(name, args[name]);
    }
    const surcharge = SURCHARGES[coordinate]?.(args) ?? 0;
    const own = Math.max(length, 1) * weight + surcharge;
    const type = getNamedType(field.type);
    if (!node.selectionSet || !isCompositeType(type)) return own;
    const below = isList ? undefined : (SIZES_BELOW[coordinate]?.(args) ?? pageOf(field, args));
    return own + length * ofSelections(node.selectionSet, { parent: type, page: below });
  }
}

/** Returns the arguments of a field; none where one is invalid: execution reports it at the field's path. */
function argumentsOf(...field: Parameters<typeof getArgumentValues>): ReturnType<typeof getArgumentValues> {
  try {
    return getArgumentValues(...field);
  } catch {
    return {};
  }
}

const SIZES = ['first', 'last', 'limit'] as const;

/** Names of arguments that decide a cost; equally named arguments of other fields are included needlessly. */
const DECIDING_ARGUMENTS: readonly string[] = [...SIZES, ...SURCHARGED_ARGUMENTS, ...LIST_ARGUMENTS];

/** Reads the size argument; a negative size counts as 0, and is refused later. */
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
