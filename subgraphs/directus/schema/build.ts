import type {
  GraphQLEnumType,
  GraphQLFieldConfig,
  GraphQLInputObjectType,
  GraphQLObjectType,
  GraphQLSchema,
  GraphQLUnionType,
} from 'graphql';
import type { Collection } from './collections.ts';
import type { CollectionField } from './fields.ts';

/** One building of the graph's schema: what it is built from, and what is built so far. */
export interface Build {
  readonly upstream: GraphQLSchema;
  readonly collections: ReadonlyMap<string, Collection>;
  /** Of each of these, the fields that join the graph, by their names in Directus. */
  readonly fields: ReadonlyMap<string, ReadonlyMap<string, CollectionField>>;
  /** What types begin with that no collection owns: `Cms`. */
  readonly prefix: string;
  /** Types of the graph by the type of Directus that they stand for. Types refer to each other in circles. */
  readonly objects: Map<string, GraphQLObjectType>;
  readonly unions: Map<string, GraphQLUnionType>;
  readonly inputs: Map<string, GraphQLInputObjectType>;
  readonly enums: Map<string, GraphQLEnumType>;
}

/** Fields of a root type of the graph, by name. */
export type RootFields = Record<string, GraphQLFieldConfig<unknown, unknown>>;

/** Builds once what is requested often. */
export function once<Key, Value>(built: Map<Key, Value>, key: Key, build: () => Value): Value {
  const before = built.get(key);
  if (before !== undefined) return before;
  const value = build();
  built.set(key, value);
  return value;
}

/** The fields of a collection that join the graph, by their names in Directus. */
export function joiningFields({ fields }: Build, { name }: Collection): ReadonlyMap<string, CollectionField> {
  return fields.get(name) ?? new Map();
}
