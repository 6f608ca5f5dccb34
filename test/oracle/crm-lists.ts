import type { TwentyRecord } from '../../sandbox/twenty/index.ts';
import { asksForDeleted, meets } from './crm-filter.ts';
import { comparePlaces, cursorOf, keysOf, placeOf, placeOfCursor } from './crm-order.ts';
import { compare, stored, storedPart, type World } from './crm-world.ts';

/** The page of a connection that says nothing of its size. */
const DEFAULT_PAGE = 200;
/** How many records a group shows at most. */
const RECORDS_OF_A_GROUP = 10;

type Arguments = Readonly<Record<string, unknown>>;

/** A connection: what is asked of it that stands here is its value, all else is an aggregate of `all`. */
export interface Connection {
  readonly type: string;
  readonly all: readonly TwentyRecord[];
  readonly edges: readonly { readonly cursor: string; readonly node: TwentyRecord }[];
  readonly pageInfo?: object;
  readonly groupByDimensionValues?: readonly unknown[];
}

/** Those of the records that a filter finds. */
function find(world: World, type: string, records: readonly TwentyRecord[], filter: unknown): readonly TwentyRecord[] {
  const showsDeleted = asksForDeleted(filter);
  return records.filter((record) => (showsDeleted || !record.deletedAt) && meets(world, type, filter, record));
}

/** A page of records, by Relay's rules over the whole list. */
export function connection(
  world: World,
  type: string,
  records: readonly TwentyRecord[],
  { filter, orderBy, first, after, last, before, offset }: Arguments,
): Connection {
  const keys = keysOf(world, type, orderBy);
  const all = find(world, type, records, filter).toSorted((a, b) =>
    comparePlaces(keys, placeOf(keys, a), placeOf(keys, b)),
  );
  const countBefore = (cursor: unknown, isIncluded: boolean) => {
    const place = placeOfCursor(keys, String(cursor));
    return all.filter((record) => {
      const order = comparePlaces(keys, placeOf(keys, record), place);
      return order < 0 || (isIncluded && order === 0);
    }).length;
  };
  const lower = (after == null ? 0 : countBefore(after, true)) + Number(offset ?? 0);
  const upper = before == null ? all.length : countBefore(before, false);
  const isBackward = last != null || before != null;
  const start = isBackward ? Math.max(lower, upper - Number(last ?? DEFAULT_PAGE)) : Math.min(lower, upper);
  const end = isBackward ? upper : Math.min(upper, start + Number(first ?? DEFAULT_PAGE));
  const edges = all.slice(start, end).map((node) => ({ cursor: cursorOf(keys, node), node }));
  const pageInfo = {
    hasNextPage: end < all.length,
    hasPreviousPage: start > 0,
    startCursor: edges.at(0)?.cursor ?? null,
    endCursor: edges.at(-1)?.cursor ?? null,
  };
  return { type, all, edges, pageInfo };
}

/** Records by the values that they have in common, in the order of these, nulls last. */
export function groups(
  world: World,
  type: string,
  records: readonly TwentyRecord[],
  { filter, groupBy, limit, offsetForRecords }: Arguments,
): readonly Connection[] {
  const dimensions = keysOf(world, type, directed(groupBy));
  const values = (record: TwentyRecord) => dimensions.map(({ read }) => read(record));
  const grouped = Map.groupBy(find(world, type, records, filter), (record) => JSON.stringify(values(record)));
  const compareGroups = (one: readonly unknown[], other: readonly unknown[]) =>
    comparePlaces(dimensions, [...one, ''], [...other, '']);
  const found = Array.from(grouped.values(), (all): Connection => {
    const page = { first: RECORDS_OF_A_GROUP, offset: offsetForRecords };
    const [first] = all;
    return {
      ...connection(world, type, all, { ...page, filter }),
      groupByDimensionValues: first ? values(first) : [],
    };
  });
  const ordered = found.toSorted((a, b) =>
    compareGroups(a.groupByDimensionValues ?? [], b.groupByDimensionValues ?? []),
  );
  return ordered.slice(0, typeof limit === 'number' ? limit : 50);
}

/** A `groupBy` as an order: what is true there is ascending, nulls last. */
function directed(groupBy: unknown): unknown {
  if (groupBy === true) return 'AscNullsLast';
  if (Array.isArray(groupBy)) return groupBy.map(directed);
  if (typeof groupBy !== 'object' || groupBy === null) return null;
  return Object.fromEntries(Object.entries(groupBy).map(([name, value]) => [name, directed(value)]));
}

/** A value over all records of a connection, by the name of its field; over none it is null, and the count 0. */
export function aggregate(world: World, { type, all }: Connection, name: string): unknown {
  if (name === 'totalCount') return all.length;
  const [, operation, subject = ''] =
    /^(countEmpty|countNotEmpty|countUniqueValues|sum|avg|min|max)(.+)$/.exec(name) ?? [];
  if (!operation) throw new Error(`The oracle does not know the aggregate "${name}".`);
  if (all.length === 0) return null;
  const { valueType, read } = readerOf(world, type, subject);
  const values = all.map(read).filter((value) => value !== null);
  const sum = values.reduce<number>((total, value) => total + Number(value), 0);
  const sorted = values.toSorted((a, b) => compare(valueType, a, b));
  switch (operation) {
    case 'countEmpty':
      return all.length - values.length;
    case 'countNotEmpty':
      return values.length;
    case 'countUniqueValues':
      return new Set(values).size;
    case 'sum':
      return values.length > 0 ? sum : null;
    case 'avg':
      return values.length > 0 ? sum / values.length : null;
    case 'min':
      return sorted.at(0) ?? null;
    default:
      return sorted.at(-1) ?? null;
  }
}

/** Reads what an aggregate's name ends with: a field (`CloseDate`) or a part of one (`AmountAmountMicros`). */
function readerOf(world: World, type: string, subject: string) {
  const name = subject.charAt(0).toLowerCase() + subject.slice(1);
  const fields = world.schema.getType(type);
  const known = fields && 'getFields' in fields ? Object.keys(fields.getFields()) : [];
  if (known.includes(name)) {
    return { valueType: world.fieldType(type, name), read: (record: TwentyRecord) => stored(record[name]) };
  }
  const field = known.find((each) => name.startsWith(each)) ?? '';
  const part = name.charAt(field.length).toLowerCase() + name.slice(field.length + 1);
  return {
    valueType: world.fieldType(world.fieldType(type, field), part),
    read: (record: TwentyRecord) => storedPart(record, field, part),
  };
}
