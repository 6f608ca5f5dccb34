import { GraphQLObjectType, GraphQLSchema, getNamedType, isObjectType } from 'graphql';
import type { Finding } from '../../finding.ts';
import type { Followed } from '../../upstream.ts';
import type { DirectusNaming } from '../naming.ts';
import type { Build, RootFields } from './build.ts';
import type { Collection } from './collections.ts';
import { fieldsOf } from './fields.ts';
import { collectionsOf } from './joining-collections.ts';
import { lookupFields } from './lookups.ts';
import { fieldMapping, typeMapping } from './mapping.ts';
import { mutationFields } from './mutations.ts';
import { rootFields } from './roots.ts';

/**
 * The part of the graph that Directus answers, in the graph's names and scalars. Pure: the same schema and naming give the same graph.
 * @param upstreamSchema Directus's own schema, as `/graphql` describes it
 * Names that meet are left out, see `collectionsOf` and `fieldsOf`. Where nothing joins, it has no root fields.
 */
export function directusSchema(upstreamSchema: GraphQLSchema, naming: DirectusNaming): GraphQLSchema {
  return composeDirectus(upstreamSchema, naming).schema;
}

/**
 * The same, with what is left out of it.
 * @param invalidNames fields that Directus has besides those of its schema, under names that GraphQL does not allow: `cms_tags.a b`
 */
export function composeDirectus(
  upstreamSchema: GraphQLSchema,
  naming: DirectusNaming,
  invalidNames: readonly string[] = [],
): { readonly schema: GraphQLSchema; readonly findings: readonly Finding[] } {
  const { collections, findings } = collectionsOf(upstreamSchema, naming);
  const omitted = new Set(Object.keys(naming.collections).filter((name) => naming.collections[name] === false));
  const joining = Array.from(collections.values(), (collection) => {
    return { name: collection.name, ...fieldsOf(collection, collections, omitted) };
  });
  const schema = schemaOf({
    upstream: upstreamSchema,
    collections,
    fields: new Map(joining.map(({ name, fields }) => [name, fields])),
    prefix: naming.prefix,
    objects: new Map(),
    unions: new Map(),
    inputs: new Map(),
    enums: new Map(),
  });
  const invalid = invalidNames.filter((name) => wouldJoin(name, collections)).map(invalidName);
  return { schema, findings: [...findings, ...joining.flatMap(({ findings }) => findings), ...invalid] };
}

function wouldJoin(coordinate: string, collections: ReadonlyMap<string, Collection>): boolean {
  const [, collection = '', field = ''] = /^(.+?)\.(.+)$/.exec(coordinate) ?? [];
  const { naming } = collections.get(collection) ?? {};
  return naming !== undefined && (naming.only?.includes(field) ?? true);
}

function invalidName(coordinate: string): Finding {
  return {
    subject: `Directus ${coordinate}`,
    detail:
      'The field is left out: GraphQL allows letters without accents, digits and underscores in a name, and no digit in front.',
    remedy: 'Rename it in Directus if clients need it.',
  };
}

function schemaOf(build: Build): GraphQLSchema {
  const fields: RootFields = {};
  const mutations: RootFields = {};
  for (const collection of build.collections.values()) {
    Object.assign(fields, rootFields(build, collection), lookupFields(build, collection));
    Object.assign(mutations, mutationFields(build, collection));
  }
  if (Object.keys(fields).length === 0) return new GraphQLSchema({});
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

/** A collection whose changes Directus reports. */
export interface FollowedCollection extends Followed {
  readonly collection: string;
}

/**
 * The types whose rows a client can follow: those that are found one by one, by their key or as the only one, as far as
 * Directus has a subscription to their collection. It has none where its WebSockets are not enabled.
 * @param upstream Directus's own schema
 * @param schema the graph's, made of it
 */
export function followedOf(upstream: GraphQLSchema, schema: GraphQLSchema): readonly FollowedCollection[] {
  const subscribed = upstream.getSubscriptionType()?.getFields() ?? {};
  return Object.values(schema.getQueryType()?.getFields() ?? {}).flatMap((field) => {
    const type = getNamedType(field.type);
    const mapping = fieldMapping(field);
    if (!isObjectType(type) || !('name' in mapping) || !(`${mapping.name}_mutated` in subscribed)) return [];
    const isOne = mapping.kind === 'one';
    if (!isOne && !(mapping.kind === 'byValue' && mapping.field === typeMapping(type).key)) return [];
    const [argument] = field.args;
    return [
      {
        typeName: type.name,
        field: field.name,
        keyArgument: isOne ? undefined : argument?.name,
        collection: mapping.name,
      },
    ];
  });
}
