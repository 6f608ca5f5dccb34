import { delegateToSchema } from '@graphql-tools/delegate';
import {
  type GraphQLFieldResolver,
  GraphQLObjectType,
  type GraphQLResolveInfo,
  getNamedType,
  Kind,
  OperationTypeNode,
  type SelectionNode,
} from 'graphql';
import { fieldNamed, selectionOf } from '../../../subgraphs/syntax.ts';
import type { Followed } from '../../../subgraphs/upstream.ts';
import type { GraphContext, GraphSubschema } from '../context.ts';

/** Something that happened, as the resolvers of its fields find it. */
export interface Happening {
  /** Of which value; null where that was not told. */
  readonly key: string | null;
  readonly event: 'CREATED' | 'UPDATED' | 'DELETED';
  /** "CmsArticle". */
  readonly typeName: string;
  readonly at?: string;
}

/** The upstream's part of the graph, and what of it can be followed. */
export interface Followable {
  readonly subschema: GraphSubschema;
  readonly followed: readonly Followed[];
}

/** Asks for the value that an event is about as a query would, links included; of what is deleted nothing is asked. */
export function valueResolver({ subschema, followed }: Followable): GraphQLFieldResolver<Happening, GraphContext> {
  return ({ key, event, typeName }, _args, context, info) => {
    const found = followed.find((each) => each.typeName === typeName);
    if (event === 'DELETED' || !found || (key === null && found.keyArgument)) return null;
    const type = info.schema.getType(typeName);
    if (!(type instanceof GraphQLObjectType)) return null;
    return delegateToSchema({
      schema: subschema,
      operation: OperationTypeNode.QUERY,
      fieldName: found.field,
      args: found.keyArgument ? { [found.keyArgument]: key } : {},
      returnType: type,
      ...(getNamedType(info.returnType) !== type && { selectionSet: selectionOf(selectionsOf(info, typeName)) }),
      context,
      info,
    });
  };
}

/** What is asked of one member of a union: the operation is in its plainest form, with a fragment for each. */
function selectionsOf({ fieldNodes }: GraphQLResolveInfo, typeName: string): SelectionNode[] {
  const own = fieldNodes.flatMap(({ selectionSet }) =>
    (selectionSet?.selections ?? []).flatMap((selection) =>
      selection.kind === Kind.INLINE_FRAGMENT && selection.typeCondition?.name.value === typeName
        ? selection.selectionSet.selections
        : [],
    ),
  );
  return [fieldNamed('__typename'), ...own];
}
