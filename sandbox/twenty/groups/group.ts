import { internalError, TwentyError } from '../errors.ts';
import { readArguments, required } from '../graphql/arguments.ts';
import { capitalize } from '../model/column.ts';
import type { ObjectType } from '../model/object-type.ts';
import type { Connection } from '../query/connection.ts';
import { readKeys } from '../query/order.ts';
import { findRows } from '../query/page.ts';
import type { Row } from '../store/row.ts';
import type { Workspace } from '../store/store.ts';
import { type Dimension, readDimensions } from './dimension.ts';
import { compareGroups, type Group } from './group-order.ts';
import { sortGroupRecords } from './group-records.ts';

const DEFAULT_GROUPS = 50;
const RECORDS_PER_GROUP = 10;

/** How many records a nested connection shows of a record within a group. */
export const RELATIONS_PER_GROUPED_RECORD = 5;

/**
 * The groups of an object's records: `companiesGroupBy(groupBy, filter, orderBy, limit, …)`. A group is a connection
 * of at most ten of its records, whose aggregates are of all of them.
 * @param showsRecords whether records are selected
 * @throws TwentyError for arguments that Twenty refuses
 */
export function groupBy(
  workspace: Workspace,
  object: ObjectType,
  args: Readonly<Record<string, unknown>>,
  showsRecords: boolean,
): readonly Connection[] {
  const given = readArguments(args, {
    groupBy: 'list',
    filter: 'object',
    orderBy: 'list',
    limit: 'number',
    viewId: 'string',
    orderByForRecords: 'array',
    offsetForRecords: 'number',
  });
  // The sandbox has no views: a filter that cannot be looked up must not be dropped silently.
  if (given.viewId) throw new TwentyError('View not found', { code: 'NOT_FOUND' });
  const dimensions = readDimensions(workspace, object, required('groupBy', 'must be an array.', given.groupBy));
  if (showsRecords) assertDistinct(object, dimensions);
  const found = findRows(workspace, object, given.filter);
  const groups = collectGroups(found, dimensions)
    .sort(compareGroups(object, dimensions, given.orderBy ?? []))
    .slice(0, limitOf(given.limit));

  const keys = readKeys(workspace, object, given.orderByForRecords ?? []);
  const shown = new Set(groups.flatMap(({ rows }) => rows));
  const inTable = Array.from(workspace.table(object).physical()).filter((row) => shown.has(row));
  const ranks = new Map(sortGroupRecords(inTable, dimensions, keys).map((row, index) => [row, index]));
  const start = Math.max(0, given.offsetForRecords ?? 0);
  return groups.map(({ values, rows }) => ({
    object,
    rows: rows.toSorted((a, b) => (ranks.get(a) ?? 0) - (ranks.get(b) ?? 0)).slice(start, start + RECORDS_PER_GROUP),
    hasNextPage: false,
    hasPreviousPage: false,
    order: keys,
    aggregate: (name) =>
      name === 'groupByDimensionValues'
        ? values.map((value, index) => dimensions[index]?.show(value))
        : object.aggregates.get(name)?.(rows),
  }));
}

/** The database cannot number the records of groups of which two columns have one name. */
function assertDistinct(object: ObjectType, dimensions: readonly Dimension[]): void {
  const names = dimensions.map((dimension) => columnNameOf(object, dimension));
  const twice = names.find((name, index) => names.indexOf(name) < index);
  if (twice) throw internalError(`column reference "${twice}" is ambiguous`);
}

/** `company_addressAddressCity`, `opportunity_closeDate_MONTH`: a column of a relation has the relation's name. */
function columnNameOf({ singular, fields }: ObjectType, { path, column }: Dimension): string {
  const [first = ''] = path;
  const isBehind = fields.get(first)?.type === 'toOne';
  const parts = isBehind ? path.slice(1) : path;
  const granularity = column.kind === 'DATE' && parts.length > 1 ? `_${parts.at(-1)}` : '';
  const columnParts = granularity ? parts.slice(0, -1) : parts;
  const name = columnParts.map((part, index) => (index === 0 ? part : capitalize(part))).join('');
  return `${isBehind ? first : singular}_${name}${granularity}`;
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
