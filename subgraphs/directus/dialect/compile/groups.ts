import type { GraphQLObjectType, GraphQLScalarType } from 'graphql';
import { elements, isJsonObject, type JsonObject, objectsOf, property } from '../../../common/json.ts';
import type { FieldRequest } from '../../../contract/request.ts';
import type { Member } from '../../../response/layout.ts';
import { scalars } from '../../../schema/scalars.ts';
import { type FieldMapping, fieldMapping, type GroupKey } from '../../schema/mapping.ts';
import { badInput, impossible } from '../errors.ts';
import { compareDecimals, type DecimalPlace, readExactAggregates } from '../read/exact-aggregates.ts';
import { locate, rootLayout } from '../read/layout.ts';
import { graphValues } from '../read/values.ts';
import {
  type DirectusField,
  groupBy,
  limitTo,
  pathFields,
  type RequestedArgument,
  rootField,
  selecting,
  sortBy,
} from '../requested-field.ts';
import { partsOf, rowArguments, type Slice, sliceArguments, sliceOf } from './arguments.ts';
import type { CompiledRoot, Compiling } from './compiling.ts';
import type { Gathering } from './gathering.ts';
import { compileObjectWith, objectOf } from './selection.ts';

/** Maximum number of groups by more than one field. */
export const MAX_GROUPS = 10_000;

/**
 * Compiles groups of rows. It always requests a count: without an aggregation, Directus returns a group per row.
 * Directus sorts groups by a single field; for a role with row permissions it cannot sort groups by several fields, so
 * those are sorted and sliced here.
 * @throws GraphQLError BAD_USER_INPUT for an argument out of bounds
 */
export function compileGroups(
  field: FieldRequest,
  { name, keys: known }: FieldMapping & { kind: 'groups' },
  compiling: Compiling,
): CompiledRoot {
  const { type, fields } = objectOf(field);
  const object = compileObjectWith(type, fields.filter(isRequested), compiling, (gathering) => {
    addCount(type, gathering);
    gathering.value('group');
  });
  const { selection } = object;
  const layout = rootLayout({ ...object.layout, members: withKnown(fields, object.layout.members) }, field);
  const args = rowArguments(field, compiling, true);
  const words = elements(field.args.groupBy).map(String);
  const keys = words.map((word): SharedValue => ({ word, key: word, ...known.get(word) }));
  const slice = sliceOf(field);
  const most = Math.min(MAX_GROUPS + 1, compiling.queryLimitMax);
  const isSortedHere = words.length > 1;
  const slices = isSortedHere ? [{ limit: most, offset: 0 }] : partsOf(slice, compiling.queryLimitMax);
  const order = words.length > 0 ? [sortBy(words.slice(0, 1))] : [];
  const count = countOf(type);
  const place = count && { count, keys: words.map(keyOf), most };
  return {
    requests: slices.map((each) => rootField(name, [...args, ...order, ...sliceArguments(each)], selection)),
    layout,
    async value(answers, fetchMore) {
      const found = answers.flatMap((answer) => objectsOf(answer) ?? []);
      const request = (places: readonly DecimalPlace[]) =>
        fetchMore(places.map((each) => groupsByDecimal(name, args, words, each)));
      if (place) await readExactAggregates(found, fields, place, request);
      const groups = found.map((group) => inGraphTerms(group, keys));
      if (isSortedHere && groups.length >= most) throw tooMany(most - 1);
      return isSortedHere ? cut(sorted(groups, keys), slice) : groups;
    },
    locate: (path) => locate(layout, path),
  };
}

/** Whether a field of a group needs a request: every method has a `__typename`, whatever values a role may read. */
const isRequested = ({ selections }: FieldRequest): boolean =>
  !selections || [...selections.values()].flat().some(({ name }) => name !== '__typename');

/** Returns the members of a group in the order of its fields, including methods without requested values. */
function withKnown(fields: readonly FieldRequest[], members: readonly Member[]): readonly Member[] {
  return fields.flatMap((field): Member[] => {
    const { responseKey: key } = field;
    if (isRequested(field)) return members.filter((member) => member.key === key);
    const { type, fields: known } = objectOf(field);
    const value = Object.fromEntries(known.map(({ responseKey }) => [responseKey, type.name]));
    return [{ key, layout: { kind: 'value', isRequired: true }, take: () => value }];
  });
}

/** Requests the groups by the same fields and a decimal column, with the number of rows of each group. */
function groupsByDecimal(
  name: string,
  args: readonly RequestedArgument[],
  words: readonly string[],
  { column, count, most }: DecimalPlace,
): DirectusField {
  const by = [...new Set([...words, column])];
  const given = args.filter((argument) => argument.name !== 'groupBy');
  const counted = [
    { of: name, name: count.name },
    { of: count.of, name: count.key },
  ];
  const fields = [...pathFields([{ of: name, name: 'group' }]), ...pathFields(counted)];
  return rootField(name, [...given, groupBy(by), sortBy(by.slice(0, 1)), limitTo(most)], selecting(fields));
}

function countOf(type: GraphQLObjectType): DecimalPlace['count'] | undefined {
  const mappings = Object.values(type.getFields()).map(fieldMapping);
  return mappings.find((mapping) => mapping.kind === 'rowCount');
}

function addCount(type: GraphQLObjectType, gathering: Gathering): void {
  const count = countOf(type);
  if (count) gathering.object(count.name, { name: count.of }).value(count.key);
}

const tooMany = (most: number) => badInput(`There are more than ${most} groups: group by less, or filter.`);

/** Returns the key of a word of `groupBy` in a group: `published_at_year` for `year(published_at)`. */
function keyOf(word: string): string {
  const [, part, field] = /^(\w+)\((\w+)\)$/.exec(word) ?? [];
  return part === undefined ? word : `${field}_${part}`;
}

/** A common value of a group's rows, with the word of `groupBy` that requests it. */
interface SharedValue extends GroupKey {
  readonly word: string;
}

/**
 * Writes a group's common values with the graph's names and scalars. Directus returns parts of dates, such as
 * `published_at_year`, as strings.
 */
function inGraphTerms(group: JsonObject, keys: readonly SharedValue[]): JsonObject {
  const { group: shared } = group;
  if (keys.length > 0 && !isJsonObject(shared)) return group;
  const named = keys.map(({ word, key, scalar, types }) => {
    const value = property(shared, keyOf(word)) ?? null;
    if (types) return [key, types.get(String(value)) ?? null];
    if (scalar) return [key, graphValue(scalar, value, key)];
    return [key, keyOf(word) === word || value === null ? value : Number(value)];
  });
  return { ...group, group: Object.fromEntries(named) };
}

/** @throws GraphQLError for a value that the scalar does not have */
function graphValue(scalar: GraphQLScalarType, value: unknown, key: string): unknown {
  try {
    return graphValues(scalar)(value);
  } catch (cause) {
    throw impossible(`\`${key}\` of \`group\``, cause);
  }
}

/** Sorts groups by their common values. */
function sorted(groups: readonly JsonObject[], keys: readonly GroupKey[]): readonly JsonObject[] {
  return groups.toSorted(({ group: one }, { group: other }) => {
    const differences = keys.map(({ key, scalar }) => order(property(one, key), property(other, key), scalar));
    return differences.find((difference) => difference !== 0) ?? 0;
  });
}

/** Compares two values, nulls last: numbers and decimals by size, everything else as text. */
function order(one: unknown = null, other: unknown = null, scalar?: GraphQLScalarType): number {
  if (one === other) return 0;
  if (one === null || other === null) return one === null ? 1 : -1;
  if (scalar === scalars.BigInt || scalar === scalars.Decimal) return compareDecimals(String(one), String(other));
  if (typeof one === 'number' && typeof other === 'number') return one - other;
  return String(one) < String(other) ? -1 : 1;
}

const cut = <Value>(values: readonly Value[], { offset, limit }: Slice) => values.slice(offset, offset + limit);
