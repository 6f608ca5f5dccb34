import { MapperKind, mapSchema } from '@graphql-tools/utils';
import { type GraphQLNamedType, GraphQLSchema, isInterfaceType } from 'graphql';

/**
 * Removes types without fields, with all that refers to them, and types that no root type leads to. graphql-tools'
 * `pruneSchema` does the same, but builds all types up to six times.
 */
export function prune(schema: GraphQLSchema): GraphQLSchema {
  const isEmpty = (type: GraphQLNamedType) => 'getFields' in type && Object.keys(type.getFields()).length === 0;
  if (!Object.values(schema.getTypeMap()).some(isEmpty)) return withReachableTypes(schema);
  return prune(mapSchema(schema, { [MapperKind.TYPE]: (type) => (isEmpty(type) ? null : undefined) }));
}

/** Keeps the types that root types lead to and the implementations of interfaces among them, in their order. */
function withReachableTypes(schema: GraphQLSchema): GraphQLSchema {
  const config = schema.toConfig();
  const reachedWith = (types: readonly GraphQLNamedType[]) => new GraphQLSchema({ ...config, types });
  let reached = reachedWith([]);
  for (;;) {
    const interfaces = Object.values(reached.getTypeMap()).filter(isInterfaceType);
    const types = interfaces.flatMap((type) => schema.getImplementations(type).objects);
    if (types.every(({ name }) => reached.getType(name))) break;
    reached = reachedWith(types);
  }
  return reachedWith(config.types.filter(({ name }) => reached.getType(name)));
}
