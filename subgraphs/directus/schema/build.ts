import type {
  GraphQLEnumType,
  GraphQLFieldConfig,
  GraphQLInputObjectType,
  GraphQLObjectType,
  GraphQLSchema,
  GraphQLUnionType,
} from 'graphql';
import type { Collection } from './collections.ts';

/** The state of one build of the graph's schema: its sources, and the types that are built so far. */
export interface Build {
  readonly upstream: GraphQLSchema;
  readonly collections: ReadonlyMap<string, Collection>;
  /** The prefix of types that no collection owns: `Cms`. */
  readonly prefix: string;
  /** Types of the graph by their type in Directus. Types may refer to each other in cycles. */
  readonly objects: Map<string, GraphQLObjectType>;
  readonly unions: Map<string, GraphQLUnionType>;
  readonly inputs: Map<string, GraphQLInputObjectType>;
  readonly enums: Map<string, GraphQLEnumType>;
}

/** Fields of a root type of the graph, by name. */
export type RootFields = Record<string, GraphQLFieldConfig<unknown, unknown>>;

/** Returns the value of a key, and builds it if it does not exist. */
export function once<Key, Value>(built: Map<Key, Value>, key: Key, build: () => Value): Value {
  const before = built.get(key);
  if (before !== undefined) return before;
  const value = build();
  built.set(key, value);
  return value;
}
