import {
  type GraphQLField,
  type GraphQLObjectType,
  type GraphQLScalarType,
  type GraphQLUnionType,
  getNamedType,
  getNullableType,
  isLeafType,
  isUnionType,
} from 'graphql';
import type { CollectionNaming } from '../naming.ts';
import type { KeyKind, RowsMapping } from './mapping.ts';

/** Directus's own collection of files. */
export const FILES = 'directus_files';

/** A collection of Directus that joins the graph, with its names in the graph. */
export interface JoiningCollection {
  readonly name: string;
  /** Directus's type of its rows. */
  readonly upstream: GraphQLObjectType;
  /** The field that is its primary key. */
  readonly key: string;
  readonly keyKind: KeyKind;
  readonly naming: CollectionNaming;
  /** The graph's type: `CmsArticle`. */
  readonly type: string;
  /** The root field of the list: `cmsArticles`. */
  readonly many: string;
  /** The root field of one row: `cmsArticle`. */
  readonly one: string;
  /** The kind of Directus's root field. Files have none in `/graphql`: Directus serves them in `/graphql/system`. */
  readonly root: 'rows' | 'singleton' | 'none';
}

/** A collection of the graph. */
export interface Collection extends JoiningCollection {
  /** Its fields that join the graph, by their names in Directus. */
  readonly fields: ReadonlyMap<string, CollectionField>;
}

/** A field of a collection that joins the graph. */
export interface CollectionField {
  readonly name: string;
  /** Its name in the graph. */
  readonly as: string;
  /** Its name in enums: `PUBLISHED_AT`. */
  readonly constant: string;
  readonly upstream: GraphQLField<unknown, unknown>;
  /**
   * `parts` are parts of another field's date, or the count of its rows; a `reference` is the key of a row whose
   * collection does not join the graph.
   */
  readonly kind: 'value' | 'values' | 'parts' | 'one' | 'many' | 'any' | 'reference';
  /** The graph's scalar of its values. */
  readonly scalar: GraphQLScalarType;
  /** The graph's type for each collection, if it names the collection of a many-to-any relation's row. */
  readonly types: ReadonlyMap<string, string> | undefined;
}

/** Scalars of Directus whose values a database cannot sort or compare. */
const UNORDERED: ReadonlySet<string> = new Set(['JSON', 'GraphQLGeoJSON', 'Hash']);

/** Whether rows can be sorted by the value of a field. */
export function isOrdered({ type }: GraphQLField<unknown, unknown>): boolean {
  const value = getNullableType(type);
  return isLeafType(value) && !UNORDERED.has(value.name);
}

/** Directus's default name of the field for sorting rows by hand. */
const BY_HAND = 'sort';

/** Returns the default order of a collection's rows, as Directus writes it: by hand if possible, then by the key. */
export function defaultOrder({ upstream, key, naming }: JoiningCollection): readonly string[] {
  const byHand = upstream.getFields()[BY_HAND];
  const order = naming.order ?? (byHand && isOrdered(byHand) ? [BY_HAND] : []);
  return order.includes(key) || order.includes(`-${key}`) ? order : [...order, key];
}

export function rowsMappingOf(collection: JoiningCollection): RowsMapping {
  return { name: collection.name, key: collection.key, order: defaultOrder(collection) };
}

/** Directus's name for the field next to a many-to-any relation that names the row's collection. */
const COLLECTION_FIELD = 'collection';

/** Returns the collections of the graph that a many-to-any relation can lead to. */
export function membersOf<Each>(union: GraphQLUnionType, collections: ReadonlyMap<string, Each>): Each[] {
  return union.getTypes().flatMap(({ name }) => collections.get(name) ?? []);
}

/**
 * Returns the graph's type for each collection, if the field names the collection of a many-to-any relation's row;
 * undefined for every other field.
 */
export function collectionNames(
  { upstream }: JoiningCollection,
  name: string,
  collections: ReadonlyMap<string, JoiningCollection>,
): ReadonlyMap<string, string> | undefined {
  if (name !== COLLECTION_FIELD) return undefined;
  const types = Object.values(upstream.getFields()).map((field) => getNamedType(field.type));
  const members = types.filter(isUnionType).flatMap((union) => membersOf(union, collections));
  return members.length > 0 ? new Map(members.map((member) => [member.name, member.type])) : undefined;
}
