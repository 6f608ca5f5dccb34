import { batchDelegateToSchema } from '@graphql-tools/batch-delegate';
import {
  type GraphQLFieldResolver,
  GraphQLList,
  type GraphQLOutputType,
  type GraphQLSchema,
  getNamedType,
  getNullableType,
  isListType,
  OperationTypeNode,
} from 'graphql';
import type { Link } from '../links/link.ts';
import { readNeeds } from '../links/needs.ts';
import type { GraphContext, GraphSubschema } from './context.ts';

/** Follows a link by its keys: all parents of a wave in one delegation. */
export function keyedLinkResolver(
  link: Link,
  subschema: GraphSubschema,
): GraphQLFieldResolver<Record<string, unknown>, GraphContext> {
  const { field, keys: keysArgument } = link.lookup;
  const answersLists = isListOfLists(subschema.schema, field);
  return async (parent, args, context, info) => {
    const key = link.key(readNeeds(parent), args);
    const found: unknown = await batchDelegateToSchema({
      schema: subschema,
      operation: OperationTypeNode.QUERY,
      fieldName: field,
      key,
      argsFromKeys: (keys) => ({ ...link.lookupArgs?.(args), [keysArgument]: keys }),
      returnType: new GraphQLList(answersLists ? info.returnType : getNamedType(info.returnType)),
      context,
      info,
    });
    return Array.isArray(key) ? present(found) : found;
  };
}

/** The values that were found, or the one error that stands for all that was asked at once. */
function present(found: unknown): unknown {
  if (!Array.isArray(found)) return found;
  const error = found.find((value) => value instanceof Error);
  return error ?? found.filter((value) => value !== null);
}

function isListOfLists(schema: GraphQLSchema, field: string): boolean {
  const definition = schema.getQueryType()?.getFields()[field];
  if (!definition) throw new Error(`A link looks up by "${field}", which its upstream does not have.`);
  const item = listItem(definition.type);
  return item !== undefined && listItem(item) !== undefined;
}

function listItem(type: GraphQLOutputType): GraphQLOutputType | undefined {
  const list = getNullableType(type);
  return isListType(list) ? list.ofType : undefined;
}
