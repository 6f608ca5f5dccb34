import { GraphQLObjectType, GraphQLSchema, isObjectType } from 'graphql';
import { fieldMapping } from '../mapping.ts';
import { type DirectusNaming, defaultNaming } from '../naming.ts';
import type { Build } from './build.ts';
import { collectionsOf } from './collections.ts';
import { lookupFields } from './lookups.ts';
import { mutationFields } from './mutations.ts';
import { type RootFields, rootFields } from './roots.ts';

/**
 * The part of the graph that Directus answers, in the graph's names and scalars. Pure: the same schema and naming give the same graph.
 * @param upstreamSchema Directus's own schema, as `/graphql` describes it
 * @throws Error where names of Directus meet in the graph, or where nothing of it joins the graph
 */
export function directusSchema(upstreamSchema: GraphQLSchema, naming: DirectusNaming = defaultNaming): GraphQLSchema {
  const collections = collectionsOf(upstreamSchema, naming);
  const build: Build = {
    upstream: upstreamSchema,
    collections,
    prefix: naming.prefix,
    objects: new Map(),
    unions: new Map(),
    inputs: new Map(),
    enums: new Map(),
  };
  const fields: RootFields = {};
  const mutations: RootFields = {};
  for (const collection of collections.values()) {
    Object.assign(fields, rootFields(build, collection), lookupFields(build, collection));
    Object.assign(mutations, mutationFields(build, collection));
  }
  if (Object.keys(fields).length === 0) {
    throw new Error(
      `Directus has no collection that begins with "${naming.collectionPrefix}" or that the naming names: apply the content model to it, or name its collections.`,
    );
  }
  const query = new GraphQLObjectType({ name: 'Query', fields });
  if (Object.keys(mutations).length === 0) return new GraphQLSchema({ query });
  return new GraphQLSchema({ query, mutation: new GraphQLObjectType({ name: 'Mutation', fields: mutations }) });
}

/** The type of a graph's schema that shows the rows of a collection; undefined where there is none. */
export function typeOfCollection(schema: GraphQLSchema, collection: string): string | undefined {
  return Object.values(schema.getTypeMap()).find((type) => {
    const mapping = isObjectType(type) ? type.extensions.directus : undefined;
    return mapping?.name === collection && mapping.key !== undefined;
  })?.name;
}

/** The root fields of a graph's schema that are there for links alone. */
export function lookupsOf(schema: GraphQLSchema): readonly string[] {
  return Object.values(schema.getQueryType()?.getFields() ?? {})
    .filter((field) => ['rowPerKey', 'rowsPerKey'].includes(fieldMapping(field).kind))
    .map(({ name }) => name);
}
