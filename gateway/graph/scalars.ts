import { GraphQLScalarType, isSpecifiedScalarType, Kind, type ValueNode, valueFromASTUntyped } from 'graphql';
import { messageOf } from '../../subgraphs/common/message-of.ts';

/**
 * Returns the graph's scalar for an upstream's: validation of the operation refuses an invalid value, and a valid value
 * is sent to its upstream as the client wrote it.
 */
export function checkingScalar(scalar: GraphQLScalarType): GraphQLScalarType {
  if (isSpecifiedScalarType(scalar)) return scalar;
  return new GraphQLScalarType<unknown, unknown>({
    ...scalar.toConfig(),
    // The upstream has already serialized it.
    serialize: (value) => value,
    parseValue(value) {
      checked(() => scalar.parseValue(value));
      return value;
    },
    parseLiteral(node, variables) {
      const parsed = checked(() => scalar.parseLiteral(node, variables));
      return typeof parsed !== 'number' && losesDigits(node) ? node.value : valueFromASTUntyped(node, variables);
    },
  });
}

/** Converts errors to TypeError: graphql-js adds the value and the type to these, but not to a GraphQLError. */
function checked(parse: () => unknown): unknown {
  try {
    return parse();
  } catch (error) {
    throw new TypeError(messageOf(error));
  }
}

/** Whether a number literal has more digits than a JavaScript number can represent. */
function losesDigits(node: ValueNode): node is ValueNode & { readonly value: string } {
  return (node.kind === Kind.INT || node.kind === Kind.FLOAT) && String(Number(node.value)) !== node.value;
}
