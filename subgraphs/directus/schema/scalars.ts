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
import { DECIMAL } from '../client/decimals.ts';
import type { Collection } from './collections.ts';

/**
 * What is said of every Float: Directus itself makes one before it answers, so that further digits can't be had. A bigint it gives as a text: that is a `BigInt`, exact.
 */
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

/** By the parts that Directus offers of a field of its scalar `Date`: what the field holds. */
const datesByParts: Readonly<Record<string, GraphQLScalarType>> = {
  datetime_functions: scalars.DateTime,
  date_functions: scalars.Date,
  time_functions: GraphQLString,
};

/** The graph's scalar for one of Directus's. What Directus may add some day is JSON until it is named here. */
export function graphScalar(directusScalar: string): GraphQLScalarType {
  return mapped[directusScalar] ?? scalars.JSON;
}

/**
 * The graph's scalar for a field of a collection. Directus's `Date` holds days, times and moments alike: the type of
 * `<field>_func` next to it differs by what the column is.
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
