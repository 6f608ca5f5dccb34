import type { TwentyRecord } from '../../sandbox/twenty/index.ts';
import { asksForDeleted, meets } from './crm-filter.ts';
import { compareRecords, cursorOf, directed, idOfCursor, keysOf } from './crm-order.ts';
import { stored, storedPart, type World } from './crm-world.ts';

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
  const all = find(world, type, records, filter).toSorted((a, b) => compareRecords(world, keys, a, b));
  const countBefore = (cursor: unknown, isIncluded: boolean) => {
    const id = idOfCursor(String(cursor));
    const anchor = world.records(type).find((record) => record.id === id);
    if (!anchor) throw new Error('The oracle knows no such cursor.');
    return all.filter((record) => {
      const order = compareRecords(world, keys, record, anchor);
      return order < 0 || (isIncluded && order === 0);
    }).length;
  };
  const lower = (after == null ? 0 : countBefore(after, true)) + Number(offset ?? 0);
  const upper = before == null ? all.length : countBefore(before, false);
  const isBackward = last != null || before != null;
  const start = isBackward ? Math.max(lower, upper - Number(last ?? DEFAULT_PAGE)) : Math.min(lower, upper);
  const end = isBackward ? upper : Math.min(upper, start + Number(first ?? DEFAULT_PAGE));
  const edges = all.slice(start, end).map((node, index) => ({ cursor: cursorOf(keys, node, start + index), node }));
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
  // Twenty orders groups by their choices' names.
  const dimensions = keysOf(world, type, directed(groupBy)).map((key) =>
    key.type.endsWith('Enum') ? { ...key, type: 'name' } : key,
  );
  const values = (record: TwentyRecord) => dimensions.map(({ read }) => read(record));
  const grouped = Map.groupBy(find(world, type, records, filter), (record) => JSON.stringify(values(record)));
  const found = Array.from(grouped.values(), (all): Connection => {
    const page = { first: RECORDS_OF_A_GROUP, offset: offsetForRecords };
    const [first] = all;
    return {
      ...withOwnCursors(connection(world, type, all, { ...page, filter })),
      groupByDimensionValues: first ? values(first) : [],
    };
  });
  const ordered = found.toSorted(({ all: [a] }, { all: [b] }) =>
    a && b ? compareRecords(world, dimensions, a, b) : 0,
  );
  return ordered.slice(0, typeof limit === 'number' ? limit : 50);
}

/** The records of a group have Twenty's own cursors: no list goes on from them. */
function withOwnCursors(page: Connection): Connection {
  const edges = page.edges.map(({ node }) => ({ node, cursor: btoa(JSON.stringify({ id: node.id })) }));
  const [startCursor, endCursor] = [0, -1].map((at) => edges.at(at)?.cursor ?? null);
  return { ...page, edges, pageInfo: { ...page.pageInfo, startCursor, endCursor } };
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
  const sorted = values.toSorted((a, b) => world.compare(valueType, a, b));
  switch (operation) {
    case 'countEmpty':
      return all.length - values.filter(isPresent).length;
    case 'countNotEmpty':
      return values.filter(isPresent).length;
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

const isPresent = (value: unknown) => value !== '';

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
