import type { IResolvers } from '@graphql-tools/utils';
import type { GraphContext } from '../context.ts';

/** Fields of Subscription and what they need: types as SDL, and how they are resolved. */
export interface SubscriptionFields {
  readonly typeDefs: readonly string[];
  readonly resolvers: readonly IResolvers<unknown, GraphContext>[];
}
