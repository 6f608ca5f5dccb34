import {
  GraphQLBoolean,
  GraphQLFloat,
  GraphQLID,
  GraphQLInt,
  type GraphQLScalarType,
  GraphQLString,
  getNamedType,
} from 'graphql';
import { scalars } from '../../schema/scalars.ts';
import { DECIMAL } from '../client/columns.ts';
import type { Collection } from './collections.ts';

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

/** The scalar of a field with Directus's scalar `Date`, by the parts that Directus offers for it. */
const datesByParts: Readonly<Record<string, GraphQLScalarType>> = {
  datetime_functions: scalars.DateTime,
  date_functions: scalars.Date,
  time_functions: GraphQLString,
};

/** Returns the graph's scalar for one of Directus's; JSON for unknown ones. */
export function graphScalar(directusScalar: string): GraphQLScalarType {
  return mapped[directusScalar] ?? scalars.JSON;
}

/**
 * Returns the graph's scalar for a field of a collection. Directus's `Date` is for days, times and moments: the type of
 * the field `<field>_func` distinguishes them.
 */
export function valueScalar({ upstream }: Collection, name: string): GraphQLScalarType {
  const fields = upstream.getFields();
  const type = fields[name]?.type;
  if (!type) throw new TypeError(`${upstream.name} has no field ${name}.`);
  const scalar = getNamedType(type).name;
  if (scalar !== 'Date') return graphScalar(scalar);
  const parts = fields[`${name}_func`]?.type;
  return (parts && datesByParts[getNamedType(parts).name]) ?? scalars.DateTime;
}
