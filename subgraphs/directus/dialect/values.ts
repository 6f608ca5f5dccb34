import { type GraphQLOutputType, type GraphQLScalarType, getNamedType, getNullableType, isListType } from 'graphql';
import { scalars } from '../../scalars.ts';

/**
 * A value of Directus as the graph's scalar writes it. Null stays null.
 * @throws what the scalar throws for a value that it cannot hold
 */
export function toGraph(type: GraphQLOutputType, value: unknown): unknown {
  if (value === null || value === undefined) return null;
  const nullable = getNullableType(type);
  if (isListType(nullable)) return list(nullable.ofType, value);
  return (written[getNamedType(type).name] ?? same)(value);
}

/** A `csv`. One without entries is kept as an empty text, which Directus splits into one empty entry. */
function list(type: GraphQLOutputType, value: unknown): unknown {
  return Array.isArray(value) ? value.filter((entry) => entry !== '').map((entry) => toGraph(type, entry)) : null;
}

const same = (value: unknown) => value;

const written: Readonly<Record<string, (value: unknown) => unknown>> = {
  ID: String,
  DateTime: (value) => moment(scalars.DateTime, value),
  Date: (value) => String(value).slice(0, 10),
  BigInt: bigInteger,
};

/** A number where JSON can hold it exactly, else its digits. */
function bigInteger(value: unknown): number | string {
  const integer = BigInt(String(value));
  const number = Number(integer);
  return Number.isSafeInteger(number) ? number : String(integer);
}

/** Directus gives a column without a time zone without an offset: it is UTC, as everywhere in the graph. */
function moment(scalar: GraphQLScalarType, value: unknown): string {
  const text = String(value);
  const zoned = /(Z|[+-]\d\d:?\d\d)$/i.test(text) ? text : `${text}Z`;
  const date: unknown = scalar.parseValue(zoned);
  return date instanceof Date ? date.toISOString() : zoned;
}
