import type { GraphQLFieldResolver } from 'graphql';
import type { Followed, Upstream } from '../../../subgraphs/upstream.ts';
import type { GraphContext, GraphSubschema } from '../context.ts';
import { recordFields } from './records.ts';
import { seriesFields } from './series.ts';
import { happeningOf, upstreamEvents } from './sources.ts';
import type { SubscriptionFields } from './subscription-fields.ts';
import { valueResolver } from './value.ts';

const EVENT = `
"""What happened to a value."""
enum ChangeEvent {
  """It is new."""
  CREATED
  """Something of it is another than before."""
  UPDATED
  """It is gone."""
  DELETED
}`;

/**
 * What clients can follow, of the upstreams that there are. An event brings no more than the key: everything else is asked
 * for when it comes, by whoever follows, as a query would: their permissions hold, and links lead on.
 */
export function subscriptionFields(
  upstreams: readonly Upstream[],
  subschemaOf: (name: Upstream['name']) => GraphSubschema,
): SubscriptionFields {
  const parts = upstreams.flatMap((upstream) => {
    const subschema = subschemaOf(upstream.name);
    if (upstream.follow) return (upstream.followed ?? []).map((followed) => mutated(upstream, followed, subschema));
    if (upstream.name === 'analytics') return [seriesFields(subschema)];
    return upstream.followed?.length ? [recordFields(upstream.followed, subschema)] : [];
  });
  if (parts.length === 0) return { typeDefs: [], resolvers: [] };
  return {
    typeDefs: [EVENT, ...parts.flatMap(({ typeDefs }) => typeDefs)],
    resolvers: parts.flatMap(({ resolvers }) => resolvers),
  };
}

/** Changes that an upstream tells itself: `cmsArticleMutated`. */
function mutated(upstream: Upstream, followed: Followed, subschema: GraphSubschema): SubscriptionFields {
  const { typeName, field } = followed;
  const name = `${field}Mutated`;
  const type = `${typeName}Mutation`;
  const typeDefs = `
"""A change of a ${typeName}."""
type ${type} {
  """The key of what changed."""
  key: ID!
  """What happened to it."""
  event: ChangeEvent!
  """It as it is when this is told; null where it is deleted, or may not be read any more."""
  item: ${typeName}
}
type Subscription {
  """
  Every change of a ${typeName} that the caller may read, as it happens. Null with an error EVENTS_MISSED stands for
  changes that could not be told: read again what you show.
  """
  ${name}(
    """Only such changes; all of them where nothing is said."""
    event: ChangeEvent
  ): ${type}
}`;
  const subscribe: GraphQLFieldResolver<unknown, GraphContext> = (_root, args, context) =>
    upstreamEvents(upstream, typeName, context, ({ event }) => args.event == null || event === args.event);
  const item = valueResolver({ subschema, followed: [followed] });
  return {
    typeDefs: [typeDefs],
    resolvers: [{ Subscription: { [name]: { subscribe, resolve: happeningOf } }, [type]: { item: { resolve: item } } }],
  };
}
