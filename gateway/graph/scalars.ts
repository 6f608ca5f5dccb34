import type { IResolvers } from '@graphql-tools/utils';
import {
  GraphQLScalarType,
  isScalarType,
  isSpecifiedScalarType,
  Kind,
  type ValueNode,
  valueFromASTUntyped,
} from 'graphql';
import { messageOf } from '../../subgraphs/common/message-of.ts';
import type { Upstream } from '../../subgraphs/contract/upstream.ts';

/**
 * Returns the scalars of all upstreams for the graph, because those of a composed schema accept any value. Validation
 * of the operation refuses an invalid value; a valid value is sent to its upstream as the client wrote it.
 */
export function scalarTypes(upstreams: readonly Upstream[]): IResolvers {
  const types = upstreams.flatMap(({ schema }) => Object.values(schema.getTypeMap()));
  const scalars = types.filter(isScalarType).filter((type) => !isSpecifiedScalarType(type));
  return Object.fromEntries(scalars.map((scalar) => [scalar.name, checking(scalar)]));
}

function checking(scalar: GraphQLScalarType): GraphQLScalarType {
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
