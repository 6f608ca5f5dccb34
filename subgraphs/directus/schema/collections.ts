import { type GraphQLObjectType, type GraphQLUnionType, getNamedType, isNonNullType, isUnionType } from 'graphql';
import type { CollectionNaming } from '../naming.ts';

/** The collection of Directus's files, which it keeps apart from those that people make. */
export const FILES = 'directus_files';

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
  /** What Directus has a root field for. Files have none besides collections: Directus keeps them under `/graphql/system`. */
  readonly root: 'rows' | 'singleton' | 'none';
}

/** The field that is the primary key of a collection's type: Directus makes that one an `ID!`. */
export function keyOf(type: GraphQLObjectType): string | undefined {
  const isKey = (of: unknown) => String(of) === 'ID!';
  return Object.values(type.getFields()).find((field) => isNonNullType(field.type) && isKey(field.type))?.name;
}

/** What Directus calls the field that editors sort rows by hand with, unless they call it something else. */
const BY_HAND = 'sort';

/** The order of a collection's rows where nothing is said, in Directus's words: by hand where editors do so, then by the key. */
export function defaultOrder({ upstream, key, naming }: Collection): readonly string[] {
  const byHand = upstream.getFields()[BY_HAND] ? [BY_HAND] : [];
  const order = naming.order ?? byHand;
  return order.includes(key) || order.includes(`-${key}`) ? order : [...order, key];
}

/** Directus's name for the field next to a many-to-any relation that says of which collection the row is. */
const COLLECTION_FIELD = 'collection';

/** The collections that a many-to-any relation can lead to, where they join the graph. */
export function membersOf(union: GraphQLUnionType, collections: ReadonlyMap<string, Collection>): Collection[] {
  return union.getTypes().flatMap(({ name }) => collections.get(name) ?? []);
}

/**
 * Where a field says of which collection the row of a many-to-any relation is: the graph's type for each collection.
 * Undefined for every other field.
 */
export function collectionNames(
  { upstream }: Collection,
  name: string,
  collections: ReadonlyMap<string, Collection>,
): ReadonlyMap<string, string> | undefined {
  if (name !== COLLECTION_FIELD) return undefined;
  const types = Object.values(upstream.getFields()).map((field) => getNamedType(field.type));
  const members = types.filter(isUnionType).flatMap((union) => membersOf(union, collections));
  return members.length > 0 ? new Map(members.map((member) => [member.name, member.type])) : undefined;
}
