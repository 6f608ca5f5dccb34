import {
  type GraphQLField,
  GraphQLID,
  type GraphQLInputField,
  type GraphQLInputObjectType,
  type GraphQLInputType,
  type GraphQLLeafType,
  GraphQLString,
  getNullableType,
  isLeafType,
  isListType,
  isNonNullType,
} from 'graphql';
import { coerceInputValue } from 'graphql/utilities/coerceInputValue.js';
import { isJsonObject } from '../../../subgraphs/common/json.ts';
import { createDerived } from '../../../subgraphs/common/memo.ts';

/**
 * Coerces the arguments of a link by the upstream's schema, with its defaults for missing arguments.
 * @throws GraphQLError for an argument that does not fit its type
 */
export function coerceArguments(
  { args: definitions }: GraphQLField<unknown, unknown>,
  given: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  const args: Record<string, unknown> = {};
  for (const { name, type, defaultValue } of definitions) {
    const value = given[name] === undefined ? defaultValue : coerceInput(type, given[name]);
    if (value !== undefined) args[name] = value;
  }
  return args;
}

/**
 * Coerces a value like `coerceInputValue` of graphql-js, which is slower: it visits every field that a filter could
 * have, and builds a path for each value. A link's arguments nearly always fit: graphql-js runs only where a value does
 * not, and reports the error.
 * @throws GraphQLError for a value that does not fit
 */
export function coerceInput(type: GraphQLInputType, value: unknown): unknown {
  const coerced = fitting(type, value);
  return coerced === UNFIT ? coerceInputValue(value, type) : coerced;
}

/** Marks a value that does not fit, or that only graphql-js handles. */
const UNFIT = Symbol('unfit');

function fitting(type: GraphQLInputType, value: unknown): unknown {
  if (value === null || value === undefined) return isNonNullType(type) || value === undefined ? UNFIT : null;
  if (isNonNullType(type)) return fitting(type.ofType, value);
  if (isListType(type)) return Array.isArray(value) ? fittingList(type.ofType, value) : UNFIT;
  return isLeafType(type) ? fittingLeaf(type, value) : fittingObject(type, value);
}

function fittingList(item: GraphQLInputType, values: readonly unknown[]): unknown {
  // The common case: most keys are strings.
  if (isText(getNullableType(item)) && values.every((value) => typeof value === 'string')) return values;
  const coerced: unknown[] = [];
  for (const value of values) {
    const own = fitting(item, value);
    if (own === UNFIT) return UNFIT;
    coerced.push(own);
  }
  return coerced;
}

function fittingLeaf(type: GraphQLLeafType, value: unknown): unknown {
  if (typeof value === 'string' && isText(type)) return value;
  try {
    const parsed: unknown = type.parseValue(value);
    return parsed === undefined ? UNFIT : parsed;
  } catch {
    return UNFIT;
  }
}

const isText = (type: GraphQLInputType): boolean => type === GraphQLString || type === GraphQLID;

function fittingObject(type: GraphQLInputObjectType, value: unknown): unknown {
  if (type.isOneOf || !isJsonObject(value)) return UNFIT;
  const fields = type.getFields();
  const coerced: Record<string, unknown> = {};
  for (const { name, type: own, defaultValue } of expectedFields(type)) {
    if (value[name] !== undefined) continue;
    if (isNonNullType(own) && defaultValue === undefined) return UNFIT;
    coerced[name] = defaultValue;
  }
  for (const name of Object.keys(value)) {
    const field = fields[name];
    if (!field) return UNFIT;
    if (value[name] === undefined) continue;
    const own = fitting(field.type, value[name]);
    if (own === UNFIT) return UNFIT;
    coerced[name] = own;
  }
  return coerced;
}

const expected = createDerived<GraphQLInputObjectType, readonly GraphQLInputField[]>();

/** Returns the fields that matter when they are absent: fields with a default, and required fields. */
function expectedFields(type: GraphQLInputObjectType): readonly GraphQLInputField[] {
  return expected.derive(type, () =>
    Object.values(type.getFields()).filter(
      ({ type: own, defaultValue }) => isNonNullType(own) || defaultValue !== undefined,
    ),
  );
}
