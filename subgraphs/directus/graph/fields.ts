import {
  type GraphQLField,
  getNamedType,
  getNullableType,
  isLeafType,
  isListType,
  isObjectType,
  isUnionType,
} from 'graphql';
import type { Collection } from './collections.ts';
import { camelCase } from './words.ts';

/** A field of a collection that joins the graph. */
export interface CollectionField {
  readonly name: string;
  /** Its name in the graph. */
  readonly as: string;
  readonly upstream: GraphQLField<unknown, unknown>;
  /** `parts` are parts of the date, or the count of the rows, that another field holds. */
  readonly kind: 'value' | 'values' | 'parts' | 'one' | 'many' | 'any';
}

/**
 * The fields of a collection that join the graph, in Directus's order: values, and relations to collections that join it.
 * @throws Error where two of them would get the same name
 */
export function fieldsOf(
  collection: Collection,
  collections: ReadonlyMap<string, Collection>,
): ReadonlyMap<string, CollectionField> {
  const { only } = collection.naming;
  const fields = new Map<string, CollectionField>();
  const owners = new Map<string, string>();
  for (const upstream of Object.values(collection.upstream.getFields())) {
    const { name } = upstream;
    const base = isParts(upstream) ? name.replace(/_func$/, '') : name;
    if (only && !only.includes(base)) continue;
    const kind = kindOf(upstream, collection, collections);
    if (!kind) continue;
    const as = camelCase(name);
    const owner = owners.get(as);
    if (owner !== undefined) {
      throw new Error(
        `Fields ${owner} and ${name} of ${collection.name} would both be ${as} in the graph: rename one of them in Directus, or leave it out with \`only\` in the naming.`,
      );
    }
    owners.set(as, name);
    fields.set(name, { name, as, upstream, kind });
  }
  return fields;
}

function kindOf(
  field: GraphQLField<unknown, unknown>,
  collection: Collection,
  collections: ReadonlyMap<string, Collection>,
): CollectionField['kind'] | undefined {
  const type = getNamedType(field.type);
  const isList = isListType(getNullableType(field.type));
  if (isParts(field)) {
    const base = collection.upstream.getFields()[field.name.replace(/_func$/, '')];
    return base && kindOf(base, collection, collections) ? 'parts' : undefined;
  }
  if (isLeafType(type)) return isList ? 'values' : 'value';
  if (isUnionType(type)) return type.getTypes().some(({ name }) => collections.has(name)) ? 'any' : undefined;
  if (!collections.has(type.name)) return undefined;
  return isList ? 'many' : 'one';
}

function isParts({ name, type }: GraphQLField<unknown, unknown>): boolean {
  return name.endsWith('_func') && isObjectType(type) && type.name.endsWith('_functions');
}
