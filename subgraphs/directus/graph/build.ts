import type {
  GraphQLEnumType,
  GraphQLInputObjectType,
  GraphQLObjectType,
  GraphQLSchema,
  GraphQLUnionType,
} from 'graphql';
import type { Collection } from './collections.ts';

/** One building of the graph's schema: what it is built from, and what is built so far. */
export interface Build {
  readonly upstream: GraphQLSchema;
  readonly collections: ReadonlyMap<string, Collection>;
  /** What types begin with that no collection owns: `Cms`. */
  readonly prefix: string;
  /** Types of the graph by the type of Directus that they stand for. Types refer to each other in circles. */
  readonly objects: Map<string, GraphQLObjectType>;
  readonly unions: Map<string, GraphQLUnionType>;
  readonly inputs: Map<string, GraphQLInputObjectType>;
  readonly enums: Map<string, GraphQLEnumType>;
}

/** Builds once what is asked for often. */
export function once<Key, Value>(built: Map<Key, Value>, key: Key, build: () => Value): Value {
  const before = built.get(key);
  if (before !== undefined) return before;
  const value = build();
  built.set(key, value);
  return value;
}
