import { badInput, badRequest, internalError, TwentyError } from '../errors.ts';
import { readArguments, required } from '../graphql/arguments.ts';
import type { Selection } from '../graphql/selection.ts';
import { isObject } from '../model/column.ts';
import type { ObjectType } from '../model/object-type.ts';
import type { Connection } from '../query/connection.ts';
import { encodeCursor } from '../query/cursor.ts';
import { BY_ID, compareByDirection, compareRows, type Direction, readDirection, readOrder } from '../query/order.ts';
import { findRows } from '../query/page.ts';
import type { Row } from '../store/row.ts';
import type { Workspace } from '../store/store.ts';
import { type Dimension, readDimensions } from './dimension.ts';

const DEFAULT_GROUPS = 50;
const RECORDS_PER_GROUP = 10;

/** How many records a nested connection shows of a record within a group. */
export const RELATIONS_PER_GROUPED_RECORD = 5;

interface Group {
  readonly values: readonly unknown[];
  readonly rows: readonly Row[];
}

/**
 * The groups of an object's records: `companiesGroupBy(groupBy, filter, orderBy, limit, …)`. A group is a connection
 * of at most ten of its records, whose aggregates are of all of them.
 * @throws TwentyError for arguments that Twenty refuses
 */
export function groupBy(
  workspace: Workspace,
  object: ObjectType,
  args: Readonly<Record<string, unknown>>,
  selection: Selection,
): readonly Connection[] {
  const given = readArguments(args, {
    groupBy: 'array',
    filter: 'object',
    orderBy: 'array',
    limit: 'number',
    viewId: 'string',
    orderByForRecords: 'array',
    offsetForRecords: 'number',
  });
  // The sandbox has no views: a filter that cannot be looked up must not be dropped silently.
  if (given.viewId) throw new TwentyError('View not found', { code: 'NOT_FOUND' });
  if (selection.has('pageInfo')) throw internalError("Cannot read properties of undefined (reading 'hasNextPage')");
  const dimensions = readDimensions(workspace, object, required('groupBy', given.groupBy));
  const groups = collectGroups(findRows(workspace, object, given.filter), dimensions);
  groups.sort(compareGroups(object, dimensions, given.orderBy ?? []));

  const keys = readOrder(workspace, object, given.orderByForRecords);
  const byKeys = compareRows([...keys, BY_ID]);
  const start = Math.max(0, given.offsetForRecords ?? 0);
  return groups.slice(0, limitOf(given.limit)).map(({ values, rows }) => ({
    object,
    rows: selection.has('edges') ? rows.toSorted(byKeys).slice(start, start + RECORDS_PER_GROUP) : [],
    hasNextPage: false,
    hasPreviousPage: false,
    cursor: (row) => encodeCursor(row, keys),
    aggregate: (name) =>
      name === 'groupByDimensionValues'
        ? values.map((value, index) => dimensions[index]?.show(value))
        : object.aggregates.get(name)?.(rows),
  }));
}

/** A limit that is no positive integer counts for nothing. */
function limitOf(limit: number | undefined): number {
  return limit !== undefined && Number.isInteger(limit) && limit > 0 ? limit : DEFAULT_GROUPS;
}

function collectGroups(rows: readonly Row[], dimensions: readonly Dimension[]): Group[] {
  const groups = new Map<string, { values: unknown[]; rows: Row[] }>();
  for (const row of rows) {
    const values = dimensions.map((dimension) => dimension.read(row) ?? null);
    const key = JSON.stringify(values);
    const group = groups.get(key);
    if (group) group.rows.push(row);
    else groups.set(key, { values, rows: [row] });
  }
  return Array.from(groups.values());
}

type Comparison = (a: Group, b: Group) => number;

/** Groups of equal rank, and all groups when no order is asked for, come in the order of their values, nulls last. */
function compareGroups(object: ObjectType, dimensions: readonly Dimension[], orderBy: readonly unknown[]): Comparison {
  const comparisons = [
    ...orderBy.map((item) => readGroupOrder(object, dimensions, item)),
    ...dimensions.map((_, index) => compareDimension(dimensions, index, { isAscending: true, nullsFirst: false })),
  ];
  return (a, b) => {
    for (const compare of comparisons) {
      const order = compare(a, b);
      if (order !== 0) return order;
    }
    return 0;
  };
}

function readGroupOrder(object: ObjectType, dimensions: readonly Dimension[], item: unknown): Comparison {
  const { path, direction } = readOrderPath(item);
  if (path[0] === 'aggregate') {
    const aggregate = object.aggregates.get(path[1] ?? '');
    if (!aggregate) throw badRequest(`Unknown aggregate field: ${path[1]}`);
    const ranks = new Map<Group, unknown>();
    const rankOf = (group: Group) => {
      if (!ranks.has(group)) ranks.set(group, aggregate(group.rows));
      return ranks.get(group);
    };
    return (a, b) => compareByDirection(direction, 'NUMBER', rankOf(a), rankOf(b));
  }
  if (!object.fields.has(path[0] ?? '')) throw badRequest(`Cannot orderBy unknown field: ${path[0]}.`);
  const index = dimensions.findIndex((dimension) => dimension.path.join() === path.join());
  if (index >= 0) return compareDimension(dimensions, index, direction);
  throw badRequest(`Cannot order by a field that is not an aggregate nor in groupBy criteria: ${path.join('.')}.`);
}

function compareDimension(dimensions: readonly Dimension[], index: number, direction: Direction): Comparison {
  const kind = dimensions[index]?.kind ?? 'TEXT';
  return (a, b) => compareByDirection(direction, kind, a.values[index], b.values[index]);
}

/** An order of groups has one key at every level; that of a date stands under `orderBy`, beside its granularity. */
function readOrderPath(item: unknown): { path: readonly string[]; direction: Direction } {
  const path: string[] = [];
  let value = item;
  while (isObject(value)) {
    if ('granularity' in value) {
      path.push(String(value.granularity));
      value = value.orderBy;
      break;
    }
    const [entry, another] = Object.entries(value);
    if (!entry || another) throw badRequest('Please provide orderBy field criteria one by one in orderBy array');
    path.push(entry[0]);
    value = entry[1];
  }
  if (path.length === 0) throw badInput('INVALID_QUERY_INPUT', `Unknown orderBy value: ${item}`);
  return { path, direction: readDirection(value) };
}
