import { delegateToSchema } from '@graphql-tools/delegate';
import type { IResolvers } from '@graphql-tools/utils';
import {
  GraphQLError,
  type GraphQLFieldResolver,
  GraphQLObjectType,
  type GraphQLResolveInfo,
  getNamedType,
  Kind,
  OperationTypeNode,
  type SelectionNode,
} from 'graphql';
import { type EventField, type Happening, lookupOf, type SubscriptionEvent } from '../../../gateway/events/index.ts';
import { fieldNamed, selectionOf } from '../../../subgraphs/common/syntax.ts';
import type { GraphContext, GraphSubschema } from './context.ts';

/** The resolvers of a field of Subscription and of its events. */
export function eventResolvers(event: EventField, subschema: GraphSubschema): IResolvers<unknown, GraphContext> {
  const { name, type, values, item } = event;
  const own = Object.entries(values).map(([field, value]) => [field, { resolve: (of: Happening) => value(of) }]);
  return {
    Subscription: {
      [name]: {
        subscribe: (_root, args, { upstream: { caller }, changes }) => event.open(args, { caller, changes }),
        resolve: happeningOf,
      },
    },
    [type]: { ...Object.fromEntries(own), [item.field]: { resolve: itemResolver(event, subschema) } },
  };
}

/** @throws GraphQLError the event, where it is one */
function happeningOf(event: SubscriptionEvent): Happening {
  if (event instanceof GraphQLError) throw event;
  return event;
}

/** Asks for the item of an event as a query would, links included. */
function itemResolver(event: EventField, subschema: GraphSubschema): GraphQLFieldResolver<Happening, GraphContext> {
  return async (happening, _args, context, info) => {
    const lookup = lookupOf(event, happening);
    const type = info.schema.getType(happening.typeName);
    if (!lookup || !(type instanceof GraphQLObjectType)) return null;
    const isUnion = getNamedType(info.returnType) !== type;
    const item: unknown = await delegateToSchema({
      schema: subschema,
      operation: OperationTypeNode.QUERY,
      fieldName: lookup.field,
      args: lookup.args,
      returnType: type,
      ...(isUnion && { selectionSet: selectionOf(selectionsOf(info, type.name)) }),
      context,
      info,
    });
    if (item === null && event.item.missing) throw event.item.missing(happening);
    return item;
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
