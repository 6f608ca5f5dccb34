import {
  type GraphQLNamedType,
  type GraphQLOutputType,
  type GraphQLScalarType,
  getNamedType,
  getNullableType,
  isListType,
  isScalarType,
} from 'graphql';
import { scalars } from '../../../schema/scalars.ts';

/**
 * How values of Directus are written as the graph's scalar. Null stays null.
 * @returns throws what the scalar throws for a value that it cannot hold
 */
export function graphValues(type: GraphQLOutputType): (value: unknown) => unknown {
  const nullable = getNullableType(type);
  const write = isListType(nullable) ? list(graphValues(nullable.ofType)) : leaf(getNamedType(type));
  return (value) => (value === null || value === undefined ? null : write(value));
}

/** A `csv`. One without entries is stored as an empty text, which Directus splits into one empty entry. */
function list(write: (value: unknown) => unknown) {
  return (value: unknown) => {
    if (!Array.isArray(value)) return null;
    const entries: readonly unknown[] = value.includes('') ? value.filter((entry) => entry !== '') : value;
    return entries.map((entry) => write(entry));
  };
}

function leaf(type: GraphQLNamedType): (value: unknown) => unknown {
  return written[type.name] ?? (isScalarType(type) ? (value) => type.serialize(value) : (value) => value);
}

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

/** A moment as the graph writes it: each part in its range, leap days aside. */
const DAY_OF_YEAR =
  '(?:(?:0[13578]|1[02])-(?:0[1-9]|[12]\\d|3[01])|(?:0[469]|11)-(?:0[1-9]|[12]\\d|30)|02-(?:0[1-9]|1\\d|2[0-8]))';
const AS_WRITTEN = new RegExp(`^\\d{4}-${DAY_OF_YEAR}T(?:[01]\\d|2[0-3]):[0-5]\\d:[0-5]\\d\\.\\d{3}Z$`);

/** Directus gives a column without a time zone without an offset: it is UTC, as everywhere in the graph. */
function moment(scalar: GraphQLScalarType, value: unknown): string {
  const text = String(value);
  if (AS_WRITTEN.test(text)) return text;
  const zoned = /(Z|[+-]\d\d:?\d\d)$/i.test(text) ? text : `${text}Z`;
  const date: unknown = scalar.parseValue(zoned);
  return date instanceof Date ? date.toISOString() : zoned;
}
