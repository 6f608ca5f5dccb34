import {
  type FloatValueNode,
  GraphQLError,
  GraphQLFloat,
  getNamedType,
  type IntValueNode,
  type ValidationRule,
} from 'graphql';

/**
 * Refuses literals past the range of Float, such as 1e999, as the specification says (Float, input coercion): graphql-js
 * 16 reads them as Infinity, which no upstream can be sent.
 */
export const FiniteFloatsRule: ValidationRule = (context) => {
  const check = (node: FloatValueNode | IntValueNode): void => {
    if (getNamedType(context.getInputType()) !== GraphQLFloat || Number.isFinite(Number(node.value))) return;
    context.reportError(new GraphQLError(`Float cannot represent ${node.value}: it is too large.`, { nodes: node }));
  };
  return { FloatValue: check, IntValue: check };
};
