import { GraphQLEnumType, type GraphQLEnumValueConfigMap, getNamedType, isObjectType } from 'graphql';
import { constantCase } from '../../common/words.ts';
import { scalars } from '../../schema/scalars.ts';
import { type Build, once } from './build.ts';
import { type Collection, type CollectionField, isOrdered } from './collections.ts';
import { baseName } from './fields.ts';
import { upstreamGroup } from './groups.ts';
import type { GroupKey } from './mapping.ts';
import { pascalCase } from './words.ts';

/** Builds the enum of a collection's orders. Internal values are Directus's: `PUBLISHED_AT_DESC` is `-published_at`. */
export function sortEnum(build: Build, collection: Collection): GraphQLEnumType {
  return once(build.enums, `${collection.name}.sort`, () => {
    const values: GraphQLEnumValueConfigMap = {};
    for (const { name, as, constant } of ordered(collection)) {
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

/** A field, or a part of one, that a collection's rows can be grouped by. */
interface Grouping extends GroupKey {
  readonly constant: string;
  /** As Directus writes it: `year(published_at)`. */
  readonly word: string;
  readonly description: string;
}

/**
 * Builds the enum of a collection's groupings: by a field, by the key of the row that it refers to, or by a part of a
 * date. Internal values are Directus's: `PUBLISHED_AT_YEAR` is `year(published_at)`.
 */
export function groupByEnum(build: Build, collection: Collection): GraphQLEnumType {
  return once(build.enums, `${collection.name}.groupBy`, () => {
    const groupings = groupingsOf(build, collection);
    const values = groupings.map(({ constant, word: value, description }) => {
      return [constant, { value, description }] as const;
    });
    const example = groupings[0];
    return new GraphQLEnumType({
      name: `${collection.type}GroupBy`,
      description: `The values that ${collection.type} can be grouped by. In \`group\`, ${example?.constant} is the key \`${example?.key}\`.`,
      values: Object.fromEntries(values),
    });
  });
}

/** Scalars whose values in groups differ between Directus and the graph. */
const WRITTEN = [scalars.DateTime, scalars.BigInt, scalars.Decimal];

/** Returns the keys of a group, by Directus's groupings: `year(published_at)` is `publishedAtYear`. */
export function groupKeys(build: Build, collection: Collection): ReadonlyMap<string, GroupKey> {
  return new Map(groupingsOf(build, collection).map(({ word, key, scalar, types }) => [word, { key, scalar, types }]));
}

/**
 * Returns the groupings. Fields come last, so that a field `published_at_year` replaces the part of `published_at` in
 * the enum. A column with the name of a method, `count`, is left out: Directus 11.17.4 confuses them.
 */
function groupingsOf(build: Build, collection: Collection): readonly Grouping[] {
  const methods = upstreamGroup(build, collection)?.getFields() ?? {};
  return allGroupings(collection).filter(({ word }) => !Object.hasOwn(methods, word));
}

function allGroupings(collection: Collection): readonly Grouping[] {
  const { fields } = collection;
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
    ...ordered(collection).map(({ name, as, constant, scalar, types }) => ({
      constant,
      word: name,
      key: as,
      scalar: WRITTEN.find((each) => each === scalar),
      types,
      description: `\`${as}\`.`,
    })),
  ];
}

function partsOf({ name, as, constant }: CollectionField, { type }: CollectionField['upstream']): Grouping[] {
  const parts = getNamedType(type);
  if (!isObjectType(parts) || parts.name === 'count_functions') return [];
  // Directus groups by seconds including their fraction.
  const whole = Object.keys(parts.getFields()).filter((part) => part !== 'second');
  return whole.map((part) => ({
    constant: `${constant}_${constantCase(part)}`,
    word: `${part}(${name})`,
    key: `${as}${pascalCase(part)}`,
    description: `The ${part} of \`${as}\`.`,
  }));
}

function ordered({ fields }: Collection): CollectionField[] {
  return Array.from(fields.values()).filter(({ kind, upstream }) => kind === 'value' && isOrdered(upstream));
}
