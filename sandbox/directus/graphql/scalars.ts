import { type GraphQLScalarType, GraphQLString, Kind } from 'graphql';

type Behaviour = Pick<GraphQLScalarType, 'serialize' | 'parseValue' | 'parseLiteral'>;

const asString: Behaviour = {
  serialize: GraphQLString.serialize,
  parseValue: GraphQLString.parseValue,
  parseLiteral: GraphQLString.parseLiteral,
};

function stringOrNumber(value: unknown): string | number {
  if (typeof value === 'string' || typeof value === 'number') return value;
  throw new Error('Value must be either a String or a Float');
}

function bigInteger(value: unknown): number | string {
  if (typeof value !== 'string') throw new Error('Value must be a String');
  if (Number.isNaN(Number(value))) throw new Error('Invalid GraphQLBigInt');
  return Number.isSafeInteger(Number(value)) ? Number(value) : value;
}

/** How Directus's own scalars behave. One that is not here takes and gives any JSON. */
export const SCALARS: Readonly<Record<string, Behaviour>> = {
  Date: asString,
  Hash: asString,
  GraphQLStringOrFloat: {
    serialize: stringOrNumber,
    parseValue: stringOrNumber,
    parseLiteral(node) {
      if (node.kind === Kind.INT || node.kind === Kind.FLOAT) return Number(node.value);
      if (node.kind === Kind.STRING) return node.value;
      throw new Error('Value must be either a String or a Float');
    },
  },
  GraphQLBigInt: {
    serialize: (value) => (value === null ? null : String(value)),
    parseValue: bigInteger,
    parseLiteral(node) {
      if (node.kind !== Kind.STRING) throw new Error('Value must be a String');
      return bigInteger(node.value);
    },
  },
};
