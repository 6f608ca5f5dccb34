import { GraphQLObjectType, GraphQLSchema, getNamedType, isObjectType } from 'graphql';
import type { Finding } from '../../contract/finding.ts';
import type { Followed } from '../../contract/upstream.ts';
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
 * Builds the part of the graph that Directus answers, in the graph's names and scalars, from the schema and the naming
 * alone, and findings on the omitted parts. Clashing names are left out, see `collectionsOf` and `fieldsOf`. If nothing
 * joins, the schema is empty.
 * @param upstreamSchema Directus's own schema, as `/graphql` describes it
 * @param invalidNames further fields of Directus, whose names GraphQL does not allow: `cms_tags.a b`
 */
export function composeDirectus(
  upstreamSchema: GraphQLSchema,
  naming: DirectusNaming,
  invalidNames: readonly string[] = [],
): { readonly schema: GraphQLSchema; readonly findings: readonly Finding[] } {
  const { collections: joining, findings } = collectionsOf(upstreamSchema, naming);
  const omitted = new Set(Object.keys(naming.collections).filter((name) => naming.collections[name] === false));
  const made = Array.from(joining.values(), (each) => ({ ...each, ...fieldsOf(each, joining, omitted) }));
  const collections = new Map(made.map((collection) => [collection.name, collection]));
  const schema = schemaOf({
    upstream: upstreamSchema,
    collections,
    prefix: naming.prefix,
    objects: new Map(),
    unions: new Map(),
    inputs: new Map(),
    enums: new Map(),
  });
  const invalid = invalidNames.filter((name) => wouldJoin(name, collections)).map(invalidName);
  return { schema, findings: [...findings, ...made.flatMap(({ findings }) => findings), ...invalid] };
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
      'The field is left out: GraphQL allows letters without accents, digits and underscores in a name, no digit at the start, and not underscores alone.',
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

/** Returns the type of a graph's schema for the rows of a collection; undefined if there is none. */
export function typeOfCollection(schema: GraphQLSchema, collection: string): string | undefined {
  return Object.values(schema.getTypeMap()).find((type) => {
    const mapping = isObjectType(type) ? type.extensions.directus : undefined;
    return mapping?.name === collection && mapping.key !== undefined;
  })?.name;
}

/** Returns the root fields of a graph's schema that only links use. */
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
 * Returns the types whose rows a client can follow: types with a root field for one row, by its key or of a singleton,
 * and with a subscription in Directus. Directus has no subscriptions if its WebSockets are not enabled.
 * @param upstream Directus's own schema
 * @param schema the graph's schema that is built from it
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
