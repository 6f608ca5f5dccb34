import {
  type GraphQLObjectType,
  type GraphQLSchema,
  getNamedType,
  getNullableType,
  isListType,
  isNonNullType,
  isObjectType,
} from 'graphql';
import type { CollectionNaming, DirectusNaming } from '../naming.ts';
import { lowerFirst, pascalCase, plural, singular } from './words.ts';

/** A collection of Directus that joins the graph, under the names that it has there. */
export interface Collection {
  readonly name: string;
  /** Directus's type of its rows. */
  readonly upstream: GraphQLObjectType;
  /** The field that is its primary key: Directus makes that one an `ID!`. */
  readonly key: string;
  readonly naming: CollectionNaming;
  /** The graph's type: `CmsArticle`. */
  readonly type: string;
  /** The root field of many: `cmsArticles`. */
  readonly many: string;
  /** The root field of one: `cmsArticle`. */
  readonly one: string;
  /** What Directus has a root field for. Files have none beside collections: Directus keeps them under `/graphql/system`. */
  readonly root: 'rows' | 'singleton' | 'none';
}

/**
 * The collections of Directus's schema that a naming lets into the graph, by their name in Directus.
 * @throws Error where two of them would get the same type
 */
export function collectionsOf(upstream: GraphQLSchema, naming: DirectusNaming): ReadonlyMap<string, Collection> {
  const found = new Map<string, Collection>();
  const owners = new Map<string, string>();
  for (const type of Object.values(upstream.getTypeMap())) {
    const { name } = type;
    const joins = name in naming.collections || name.startsWith(naming.collectionPrefix);
    if (!joins || !isObjectType(type) || !isCollection(upstream, type)) continue;
    const collection = describe(upstream, type, naming);
    if (!collection) continue;
    const owner = owners.get(collection.type);
    if (owner !== undefined) {
      throw new Error(
        `Collections ${owner} and ${name} of Directus would both be the type ${collection.type}: give one of them a type of its own in the naming.`,
      );
    }
    owners.set(collection.type, name);
    found.set(name, collection);
  }
  return found;
}

/** A collection's rows can be filtered, which is so of no other type; but a singleton has a root field alone. */
function isCollection(upstream: GraphQLSchema, type: GraphQLObjectType): boolean {
  return upstream.getType(`${type.name}_filter`) !== undefined || rootOf(upstream, type) !== 'none';
}

function describe(upstream: GraphQLSchema, type: GraphQLObjectType, naming: DirectusNaming): Collection | undefined {
  const own = naming.collections[type.name] ?? {};
  const root = rootOf(upstream, type);
  const key = keyOf(type);
  if (key === undefined) return undefined;
  const given = pascalCase(type.name);
  const prefixed = given.startsWith(naming.prefix) ? given : naming.prefix + given;
  const typeName = own.type ?? (root === 'singleton' ? prefixed : singular(prefixed));
  const one = lowerFirst(typeName);
  const many = own.type === undefined && prefixed !== typeName ? lowerFirst(prefixed) : plural(one);
  return {
    name: type.name,
    upstream: type,
    key,
    naming: own,
    type: typeName,
    one,
    many: many === one ? `${one}List` : many,
    root,
  };
}

function keyOf(type: GraphQLObjectType): string | undefined {
  const isKey = (of: unknown) => String(of) === 'ID!';
  return Object.values(type.getFields()).find((field) => isNonNullType(field.type) && isKey(field.type))?.name;
}

function rootOf(upstream: GraphQLSchema, type: GraphQLObjectType): Collection['root'] {
  const field = upstream.getQueryType()?.getFields()[type.name];
  if (!field || getNamedType(field.type) !== type) return 'none';
  return isListType(getNullableType(field.type)) ? 'rows' : 'singleton';
}

/** What Directus calls the field that editors sort rows by hand with, unless they call it something else. */
const BY_HAND = 'sort';

/** The order of a collection's rows where nothing is said, in Directus's words: by hand where editors do so, then by the key. */
export function defaultOrder({ upstream, key, naming }: Collection): readonly string[] {
  const byHand = upstream.getFields()[BY_HAND] ? [BY_HAND] : [];
  const order = naming.order ?? byHand;
  return order.includes(key) || order.includes(`-${key}`) ? order : [...order, key];
}
