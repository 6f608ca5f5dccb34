import type { GraphQLObjectType } from 'graphql';

/** What is read of a field of Twenty's. */
export type UpstreamField = ReturnType<GraphQLObjectType['getFields']>[string];
