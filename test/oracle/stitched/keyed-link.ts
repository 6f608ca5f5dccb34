import { batchDelegateToSchema } from '@graphql-tools/batch-delegate';
import { getActualFieldNodes } from '@graphql-tools/delegate';
import {
  type ConstArgumentNode,
  type FieldNode,
  type GraphQLFieldResolver,
  GraphQLList,
  type GraphQLOutputType,
  type GraphQLResolveInfo,
  type GraphQLSchema,
  getNamedType,
  getNullableType,
  isListType,
  Kind,
  OperationTypeNode,
} from 'graphql';
import type { Link } from '../../../gateway/links/link.ts';
import { named } from '../../../subgraphs/common/syntax.ts';
import type { GraphContext, GraphSubschema } from './context.ts';
import { readNeeds } from './needs.ts';

/** Follows a link by its keys: all parents of a wave in one delegation. */
export function keyedLinkResolver(
  link: Link,
  subschema: GraphSubschema,
): GraphQLFieldResolver<Record<string, unknown>, GraphContext> {
  const { field, keys: keysArgument } = link.lookup;
  const answersLists = isListOfLists(subschema.schema, field);
  return async (parent, args, context, info) => {
    const key = link.key(readNeeds(parent), args);
    const lookupArgs = link.lookupArgs?.(args);
    const found: unknown = await batchDelegateToSchema({
      schema: subschema,
      operation: OperationTypeNode.QUERY,
      fieldName: field,
      key,
      argsFromKeys: (keys) => ({ ...lookupArgs, [keysArgument]: keys }),
      ...(lookupArgs && { fieldNodes: askedWith(info, lookupArgs) }),
      returnType: new GraphQLList(answersLists ? info.returnType : getNamedType(info.returnType)),
      context,
      info,
    });
    return Array.isArray(key) ? present(found) : found;
  };
}

/**
 * The field with what its lookup is told in place of the link's own arguments. Batch-delegate asks together what has the same
 * arguments, of those alone that the lookup has, too: `articles` and `articles(first: 1)` would be one, whose lookup says `limit`.
 * What is sent is what `argsFromKeys` gives.
 */
function askedWith({ fieldNodes: [node] }: GraphQLResolveInfo, lookupArgs: Record<string, unknown>): FieldNode[] {
  const asked = Object.entries(lookupArgs).map(([name, value]): ConstArgumentNode => {
    return { kind: Kind.ARGUMENT, name: named(name), value: { kind: Kind.STRING, value: JSON.stringify(value) } };
  });
  return node ? getActualFieldNodes(node).map((actual) => ({ ...actual, arguments: asked })) : [];
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
