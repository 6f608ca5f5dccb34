import {
  GraphQLBoolean,
  type GraphQLField,
  GraphQLFloat,
  GraphQLID,
  GraphQLInt,
  type GraphQLObjectType,
  type GraphQLScalarType,
  type GraphQLSchema,
  GraphQLString,
  getNamedType,
  isInputObjectType,
  isNullableType,
} from 'graphql';
import { scalars } from '../../schema/scalars.ts';
import { DECIMAL } from '../client/columns.ts';
import type { JoiningCollection } from './collections.ts';
import type { KeyKind, OperandKind } from './mapping.ts';

/** Description of every Float: Directus rounds it. It returns a bigint as a string, so a `BigInt` is exact. */
export const ROUNDED = 'Directus gives it as a Float: past 15 digits it is rounded.';

const mapped: Readonly<Record<string, GraphQLScalarType>> = {
  ID: GraphQLID,
  String: GraphQLString,
  Int: GraphQLInt,
  Float: GraphQLFloat,
  Boolean: GraphQLBoolean,
  Hash: GraphQLString,
  JSON: scalars.JSON,
  GraphQLBigInt: scalars.BigInt,
  GraphQLGeoJSON: scalars.GeoJSON,
  GraphQLStringOrFloat: scalars.Decimal,
  [DECIMAL]: scalars.Decimal,
  Date: scalars.DateTime,
};

const dates = { day: scalars.Date, time: GraphQLString, moment: scalars.DateTime };

/** Returns what values of Directus's scalar `Date` are: the type of the field `<field>_func` distinguishes them. */
export function dateKind({ upstream }: JoiningCollection, name: string): keyof typeof dates {
  const parts = upstream.getFields()[`${name}_func`];
  const type = parts && getNamedType(parts.type).name;
  return type === 'date_functions' ? 'day' : type === 'time_functions' ? 'time' : 'moment';
}

/** Returns the graph's scalar for one of Directus's; JSON for unknown ones. */
export function graphScalar(directusScalar: string): GraphQLScalarType {
  return mapped[directusScalar] ?? scalars.JSON;
}

/** Returns the graph's scalar for a field of a collection. */
export function valueScalar(
  collection: JoiningCollection,
  { name, type }: GraphQLField<unknown, unknown>,
): GraphQLScalarType {
  const scalar = getNamedType(type).name;
  // Exact digits are the common values of groups, which only collections with lists have.
  if (scalar === DECIMAL && collection.root !== 'rows') return GraphQLFloat;
  return scalar === 'Date' ? dates[dateKind(collection, name)] : graphScalar(scalar);
}

/** The kind of a column's values, by the operators that Directus offers for it: the type of a key is always `ID`. */
const kinds: Readonly<Record<string, KeyKind>> = {
  number_filter_operators: 'integer',
  big_int_filter_operators: 'bigInteger',
  id_filter_operators: 'uuid',
  string_filter_operators: 'text',
};

/** Returns the fields of a type that are `ID!` in Directus: the primary key, and columns that are required UUIDs. */
export function idsOf(type: GraphQLObjectType): readonly string[] {
  const ids = Object.values(type.getFields()).filter((field) => String(field.type) === 'ID!');
  return ids.map(({ name }) => name);
}

/**
 * Returns the primary key of a collection's type. Of several fields that can be it, it is the one that is no UUID, the one
 * with Directus's default name, or the one that a new row does not need, in this order.
 */
export function keyOf(upstream: GraphQLSchema, type: GraphQLObjectType): string | undefined {
  const ids = idsOf(type);
  const input = upstream.getType(`create_${type.name}_input`);
  const isGenerated = (name: string) => isInputObjectType(input) && isNullableType(input.getFields()[name]?.type);
  return (
    ids.find((name) => keyKind(upstream, type.name, name) !== 'uuid') ??
    ids.find((name) => name === 'id') ??
    ids.find(isGenerated) ??
    ids[0]
  );
}

/** Returns the kind of a collection's key. */
export function keyKind(upstream: GraphQLSchema, collection: string, key: string): KeyKind {
  const filter = upstream.getType(`${collection}_filter`);
  const operators = isInputObjectType(filter) ? filter.getFields()[key] : undefined;
  return (operators && kinds[getNamedType(operators.type).name]) ?? 'text';
}

/** Returns the kind of a field's operands. @param operators the type of its operators */
export function operandKind(collection: JoiningCollection, name: string, operators: string): OperandKind {
  if (operators === 'date_filter_operators') return dateKind(collection, name);
  const kind = kinds[operators] ?? 'other';
  const type = getNamedType(collection.upstream.getFields()[name]?.type)?.name;
  return kind === 'integer' && type !== 'Int' && type !== 'ID' ? 'number' : kind;
}
