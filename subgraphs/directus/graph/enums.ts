import { GraphQLEnumType, type GraphQLEnumValueConfigMap, getNamedType, isObjectType } from 'graphql';
import { type Build, once } from './build.ts';
import type { Collection } from './collections.ts';
import { type CollectionField, fieldsOf } from './fields.ts';
import { constantCase } from './words.ts';

/** Scalars of Directus whose values have no order and no equality that a database would go by. */
const UNORDERED = new Set(['JSON', 'GraphQLGeoJSON', 'Hash']);

/** The orders that a collection's rows can be given in. A value stands for Directus's word: `PUBLISHED_AT_DESC` is `-published_at`. */
export function sortEnum(build: Build, collection: Collection): GraphQLEnumType {
  return once(build.enums, `${collection.name}.sort`, () => {
    const values: GraphQLEnumValueConfigMap = {};
    for (const { name, as } of ordered(build, collection)) {
      values[`${constantCase(name)}_ASC`] = { value: name, description: `By \`${as}\`, lowest first.` };
      values[`${constantCase(name)}_DESC`] = { value: `-${name}`, description: `By \`${as}\`, highest first.` };
    }
    return new GraphQLEnumType({
      name: `${collection.type}Sort`,
      description: `An order of ${collection.type}.`,
      values,
    });
  });
}

/**
 * What a collection's rows can be grouped by: a field, the key of the row that it refers to, or a part of a date.
 * A value stands for Directus's word: `PUBLISHED_AT_YEAR` is `year(published_at)`.
 */
export function groupByEnum(build: Build, collection: Collection): GraphQLEnumType {
  return once(build.enums, `${collection.name}.groupBy`, () => {
    const values: GraphQLEnumValueConfigMap = {};
    for (const { name, as, kind, upstream } of fieldsOf(collection, build.collections).values()) {
      if (kind === 'parts') Object.assign(values, partsOf(name, upstream));
      if (kind === 'one') values[constantCase(name)] = { value: name, description: `The key of \`${as}\`.` };
    }
    for (const { name, as } of ordered(build, collection)) {
      values[constantCase(name)] = { value: name, description: `\`${as}\`.` };
    }
    return new GraphQLEnumType({
      name: `${collection.type}GroupBy`,
      description: `What ${collection.type} can be grouped by. In \`group\`, PUBLISHED_AT_YEAR is the key \`publishedAtYear\`.`,
      values,
    });
  });
}

function partsOf(name: string, { type }: CollectionField['upstream']): GraphQLEnumValueConfigMap {
  const parts = getNamedType(type);
  if (!isObjectType(parts) || parts.name === 'count_functions') return {};
  const field = name.replace(/_func$/, '');
  return Object.fromEntries(
    Object.keys(parts.getFields()).map((part) => [
      constantCase(`${field}_${part}`),
      { value: `${part}(${field})`, description: `The ${part} of \`${field}\`.` },
    ]),
  );
}

function ordered(build: Build, collection: Collection): CollectionField[] {
  return Array.from(fieldsOf(collection, build.collections).values()).filter(
    ({ kind, upstream }) => kind === 'value' && !UNORDERED.has(getNamedType(upstream.type).name),
  );
}
