import type { IResolvers } from '@graphql-tools/utils';
import {
  GraphQLScalarType,
  isScalarType,
  isSpecifiedScalarType,
  Kind,
  type ValueNode,
  valueFromASTUntyped,
} from 'graphql';
import type { Upstream } from '../../subgraphs/upstream.ts';

/**
 * The scalars of all upstreams, as the graph has them: those of a composed schema take any value. A value that is none of a
 * scalar is refused where the operation is validated; one that is goes to its upstream as it was written.
 */
export function scalarTypes(upstreams: readonly Upstream[]): IResolvers {
  const types = upstreams.flatMap(({ schema }) => Object.values(schema.getTypeMap()));
  const scalars = types.filter(isScalarType).filter((type) => !isSpecifiedScalarType(type));
  return Object.fromEntries(scalars.map((scalar) => [scalar.name, checking(scalar)]));
}

function checking(scalar: GraphQLScalarType): GraphQLScalarType {
  return new GraphQLScalarType<unknown, unknown>({
    ...scalar.toConfig(),
    // Whoever answered has written it.
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

/** A scalar that throws errors of GraphQL says neither which value it was nor of which type: graphql-js leaves them as they are. */
function checked(parse: () => unknown): unknown {
  try {
    return parse();
  } catch (error) {
    throw new TypeError(error instanceof Error ? error.message : String(error));
  }
}

/** Whether a number is written with more digits than JavaScript's numbers hold. */
function losesDigits(node: ValueNode): node is ValueNode & { readonly value: string } {
  return (node.kind === Kind.INT || node.kind === Kind.FLOAT) && String(Number(node.value)) !== node.value;
}
