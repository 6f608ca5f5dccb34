import { type GraphQLUnionType, getNamedType, isUnionType } from 'graphql';
import type { Collection } from './collections.ts';

/** Directus's name for the field beside a many-to-any relation that says of which collection the row is. */
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
