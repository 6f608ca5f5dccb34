import { MapperKind, mapSchema, pathToArray } from '@graphql-tools/utils';
import { defaultFieldResolver, GraphQLError, type GraphQLResolveInfo, type GraphQLSchema } from 'graphql';

/**
 * Puts every error on the path where it surfaces. Delegation batches the parents of a wave, and knows only one of
 * their paths: without this, an error below one parent would be told at another's.
 */
export function withErrorPaths(schema: GraphQLSchema): GraphQLSchema {
  return mapSchema(schema, {
    [MapperKind.OBJECT_FIELD]: (config) => {
      const resolve = config.resolve ?? defaultFieldResolver;
      return {
        ...config,
        resolve(source, args, context, info) {
          const fail = (error: unknown): never => {
            throw relocated(error, info);
          };
          try {
            const value: unknown = resolve(source, args, context, info);
            return value instanceof Promise
              ? value.then((found) => relocated(found, info), fail)
              : relocated(value, info);
          } catch (error) {
            return fail(error);
          }
        },
      };
    },
  });
}

function relocated(value: unknown, info: GraphQLResolveInfo): unknown {
  if (value instanceof GraphQLError) return relocate(value, info, pathToArray(info.path));
  if (value instanceof AggregateError) {
    return new AggregateError(
      value.errors.map((error) => relocated(error, info)),
      value.message,
    );
  }
  if (Array.isArray(value) && value.some((item) => item instanceof Error)) {
    return value.map((item, index) =>
      item instanceof GraphQLError ? relocate(item, info, [...pathToArray(info.path), index]) : item,
    );
  }
  return value;
}

/** An error further down than the field it surfaced at, below a null that came with it, stays where it was. */
function relocate(error: GraphQLError, info: GraphQLResolveInfo, path: (string | number)[]): GraphQLError {
  const isBelow = error.path && path.every((key, index) => error.path?.[index] === key);
  const { message, extensions, originalError } = error;
  return new GraphQLError(message, {
    nodes: info.fieldNodes,
    path: (isBelow && error.path) || path,
    extensions,
    originalError: originalError ?? null,
  });
}
