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
 * Returns a function that converts Directus's values to the graph's scalar. Null stays null.
 * @returns a function that throws the scalar's error for an invalid value
 */
export function graphValues(type: GraphQLOutputType): (value: unknown) => unknown {
  const nullable = getNullableType(type);
  const write = isListType(nullable) ? list(graphValues(nullable.ofType)) : leaf(getNamedType(type));
  return (value) => (value === null || value === undefined ? null : write(value));
}

/** Converts a `csv`. Directus stores one without entries as an empty text, and splits that into one empty entry. */
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
};

/** Matches a moment as the graph writes it: each part in its range, except leap days. */
const DAY_OF_YEAR =
  '(?:(?:0[13578]|1[02])-(?:0[1-9]|[12]\\d|3[01])|(?:0[469]|11)-(?:0[1-9]|[12]\\d|30)|02-(?:0[1-9]|1\\d|2[0-8]))';
const AS_WRITTEN = new RegExp(`^\\d{4}-${DAY_OF_YEAR}T(?:[01]\\d|2[0-3]):[0-5]\\d:[0-5]\\d\\.\\d{3}Z$`);

/** Directus returns no offset for a column without a time zone: its values are UTC, as everywhere in the graph. */
function moment(scalar: GraphQLScalarType, value: unknown): string {
  const text = String(value);
  if (AS_WRITTEN.test(text)) return text;
  const zoned = /(Z|[+-]\d\d:?\d\d)$/i.test(text) ? text : `${text}Z`;
  const date: unknown = scalar.parseValue(zoned);
  return date instanceof Date ? date.toISOString() : zoned;
}
