import { GraphQLEnumType, type GraphQLEnumValueConfigMap, getNamedType, isObjectType } from 'graphql';
import { scalars } from '../../schema/scalars.ts';
import { constantCase } from '../../words.ts';
import { type Build, joiningFields, once } from './build.ts';
import { type Collection, collectionNames } from './collections.ts';
import { baseName, type CollectionField } from './fields.ts';
import { upstreamGroup } from './groups.ts';
import type { GroupKey } from './mapping.ts';
import { valueScalar } from './scalars.ts';
import { pascalCase } from './words.ts';

/** Scalars of Directus whose values have no order and no equality that a database would go by. */
const UNORDERED: ReadonlySet<string> = new Set(['JSON', 'GraphQLGeoJSON', 'Hash']);

/** The orders that a collection's rows can be given in. A value stands for Directus's word: `PUBLISHED_AT_DESC` is `-published_at`. */
export function sortEnum(build: Build, collection: Collection): GraphQLEnumType {
  return once(build.enums, `${collection.name}.sort`, () => {
    const values: GraphQLEnumValueConfigMap = {};
    for (const { name, as, constant } of ordered(build, collection)) {
      values[`${constant}_ASC`] = { value: name, description: `By \`${as}\`, lowest first.` };
      values[`${constant}_DESC`] = { value: `-${name}`, description: `By \`${as}\`, highest first.` };
    }
    return new GraphQLEnumType({
      name: `${collection.type}Sort`,
      description: `An order of ${collection.type}.`,
      values,
    });
  });
}

/** What a collection's rows can be grouped by. */
interface Grouping extends GroupKey {
  readonly constant: string;
  /** In Directus's words: `year(published_at)`. */
  readonly word: string;
  readonly description: string;
}

/**
 * What a collection's rows can be grouped by: a field, the key of the row that it refers to, or a part of a date.
 * A value stands for Directus's word: `PUBLISHED_AT_YEAR` is `year(published_at)`.
 */
export function groupByEnum(build: Build, collection: Collection): GraphQLEnumType {
  return once(build.enums, `${collection.name}.groupBy`, () => {
    const values = groupingsOf(build, collection).map(({ constant, word: value, description }) => {
      return [constant, { value, description }] as const;
    });
    return new GraphQLEnumType({
      name: `${collection.type}GroupBy`,
      description: `What ${collection.type} can be grouped by. In \`group\`, PUBLISHED_AT_YEAR is the key \`publishedAtYear\`.`,
      values: Object.fromEntries(values),
    });
  });
}

/** Scalars whose values Directus gives in groups otherwise than the graph writes them. */
const WRITTEN = [scalars.DateTime, scalars.BigInt, scalars.Decimal];

/** The keys of a group, by Directus's words: `year(published_at)` is `publishedAtYear`. */
export function groupKeys(build: Build, collection: Collection): ReadonlyMap<string, GroupKey> {
  return new Map(groupingsOf(build, collection).map(({ word, key, scalar, types }) => [word, { key, scalar, types }]));
}

/**
 * Fields come last: where one is called like a part of another one, `published_at_year`, its value of the enum stays. A column
 * that is called like a method, `count`, is left out: Directus 11.17.4 gives one in the place of the other.
 */
function groupingsOf(build: Build, collection: Collection): readonly Grouping[] {
  const methods = upstreamGroup(build, collection)?.getFields() ?? {};
  return allGroupings(build, collection).filter(({ word }) => !Object.hasOwn(methods, word));
}

function allGroupings(build: Build, collection: Collection): readonly Grouping[] {
  const fields = joiningFields(build, collection);
  const parts = Array.from(fields.values()).flatMap(({ kind, upstream }) => {
    const base = kind === 'parts' ? fields.get(baseName(upstream)) : undefined;
    return base ? partsOf(base, upstream) : [];
  });
  const relations = Array.from(fields.values()).filter(({ kind }) => kind === 'one' || kind === 'reference');
  return [
    ...parts,
    ...relations.map(({ name, as, constant }) => ({
      constant,
      word: name,
      key: as,
      description: `The key of \`${as}\`.`,
    })),
    ...ordered(build, collection).map(({ name, as, constant }) => {
      const scalar = WRITTEN.find((each) => each === valueScalar(collection, name));
      const types = collectionNames(collection, name, build.collections);
      return { constant, word: name, key: as, scalar, types, description: `\`${as}\`.` };
    }),
  ];
}

function partsOf({ name, as, constant }: CollectionField, { type }: CollectionField['upstream']): Grouping[] {
  const parts = getNamedType(type);
  if (!isObjectType(parts) || parts.name === 'count_functions') return [];
  // Directus groups by seconds with their fraction.
  const whole = Object.keys(parts.getFields()).filter((part) => part !== 'second');
  return whole.map((part) => ({
    constant: `${constant}_${constantCase(part)}`,
    word: `${part}(${name})`,
    key: `${as}${pascalCase(part)}`,
    description: `The ${part} of \`${as}\`.`,
  }));
}

function ordered(build: Build, collection: Collection): CollectionField[] {
  return Array.from(joiningFields(build, collection).values()).filter(
    ({ kind, upstream }) => kind === 'value' && !UNORDERED.has(getNamedType(upstream.type).name),
  );
}
