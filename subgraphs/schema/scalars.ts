import { GraphQLScalarType, type GraphQLScalarTypeConfig, Kind } from 'graphql';
import {
  GraphQLBigInt,
  GraphQLDate,
  GraphQLDateTime,
  GraphQLGeoJSON,
  GraphQLJSON,
  GraphQLURL,
  GraphQLUUID,
} from 'graphql-scalars';

/** Returns the URL of a specification. @param rfc its number, with a section as a fragment */
const specification = (rfc: string) => `https://www.rfc-editor.org/rfc/rfc${rfc}`;

/** Replaces the description of a library's scalar, so that GraphiQL describes the graph's values. @param rfc specifies it */
function described<I, O>(scalar: GraphQLScalarType<I, O>, rfc: string, description: string): GraphQLScalarType<I, O> {
  const config: GraphQLScalarTypeConfig<I, O> = scalar.toConfig();
  return new GraphQLScalarType({ ...config, description, specifiedByURL: specification(rfc) });
}

/**
 * A decimal number as a string of digits, so that no precision is lost.
 * It accepts a string or a JSON number, and always returns a string.
 */
const GraphQLDecimal = new GraphQLScalarType<string, string>({
  name: 'Decimal',
  description: 'An exact decimal number, written as a string: "1234.50".',
  serialize: toDecimal,
  parseValue: toDecimal,
  parseLiteral(node) {
    if (node.kind === Kind.STRING || node.kind === Kind.INT || node.kind === Kind.FLOAT) return toDecimal(node.value);
    throw new TypeError('Decimal must be written as a string or a number.');
  },
});

function toDecimal(value: unknown): string {
  const text = typeof value === 'number' ? String(value) : value;
  if (typeof text === 'string' && /^[+-]?\d+(\.\d+)?([eE][+-]?\d+)?$/.test(text)) return text;
  throw new TypeError(`Decimal cannot represent ${JSON.stringify(value)}: write it as a number or a string of digits.`);
}

/** Converts values to JSON: past 2^53, the library returns a JavaScript bigint, which JSON.stringify refuses. */
const GraphQLInteger = new GraphQLScalarType<number | string, number | string>({
  name: 'BigInt',
  description: 'An integer of any size: a JSON number up to 2^53 - 1, past that a string of digits. Accepts both.',
  serialize: (value) => toJson(GraphQLBigInt.serialize(value)),
  parseValue: (value) => toJson(GraphQLBigInt.parseValue(value)),
  parseLiteral: (node, variables) => toJson(GraphQLBigInt.parseLiteral(node, variables)),
});

const toJson = (value: number | string | bigint) => (typeof value === 'bigint' ? String(value) : value);

/** A day or a moment of the years 1 to 9999 in UTC: PostgreSQL knows no year 0, and writes later years otherwise. */
function ofYears<O>(scalar: GraphQLScalarType<Date, O>, form: string, description: string): GraphQLScalarType<Date, O> {
  const inYears = (parse: () => Date): Date => {
    try {
      const date = parse();
      const year = date.getUTCFullYear();
      if (year >= 1 && year <= 9999) return date;
    } catch {
      // The library's message does not show the form.
    }
    throw new TypeError(`${scalar.name} must be written as ${form}, of the years 1 to 9999 in UTC.`);
  };
  return new GraphQLScalarType({
    ...scalar.toConfig(),
    description: `${description}: ${form}.`,
    specifiedByURL: specification('3339#section-5.6'),
    parseValue: (value) => inYears(() => scalar.parseValue(value)),
    parseLiteral: (node, variables) => inYears(() => scalar.parseLiteral(node, variables)),
  });
}

/** A UUID, which is always sent in lower case. */
const GraphQLLowerUUID = new GraphQLScalarType<string, string>({
  ...GraphQLUUID.toConfig(),
  description: 'A universally unique identifier, RFC 9562, lower case with dashes.',
  specifiedByURL: specification('9562'),
  serialize: (value) => GraphQLUUID.serialize(value).toLowerCase(),
});

/** The graph's own scalars, for all upstreams: every upstream scalar is mapped to one of these or a built-in. */
export const scalars = {
  DateTime: ofYears(GraphQLDateTime, '"2025-01-31T09:00:00.000Z"', 'A moment in time, RFC 3339 in UTC'),
  Date: ofYears(GraphQLDate, '"2025-01-31"', 'A calendar day, RFC 3339 full-date'),
  BigInt: GraphQLInteger,
  Decimal: GraphQLDecimal,
  JSON: described(GraphQLJSON, '8259', 'Any JSON value.'),
  UUID: GraphQLLowerUUID,
  GeoJSON: described(
    GraphQLGeoJSON,
    '7946',
    'A GeoJSON object, RFC 7946: longitude before latitude, WGS 84, exterior rings counter-clockwise.',
  ),
  URL: described(GraphQLURL, '3986', 'An absolute URL, RFC 3986.'),
} as const;

/** A name of one of the graph's own scalars. */
export type ScalarName = keyof typeof scalars;
