import { badInput, internalError } from '../errors.ts';
import { isObject, type Kind } from '../model/column.ts';
import type { ObjectType } from '../model/object-type.ts';
import { follow } from '../query/filter.ts';
import { NO_ROW, type Row } from '../store/row.ts';
import type { Workspace } from '../store/store.ts';
import { compileGranularity } from './granularity.ts';

/** How many relations a dimension may go through. */
const MAX_HOPS = 1;

/** One thing that records are grouped by. */
export interface Dimension {
  /** As an order names it: field, part or granularity. */
  readonly path: readonly string[];
  readonly kind: Kind;
  read(row: Row): unknown;
  /** A group's value as it is answered. */
  show(value: unknown): unknown;
}

/**
 * Reads a `groupBy` argument: a list of objects of one key each. A field that is `false` groups nothing.
 * @throws TwentyError for an unknown field, or several in one object
 */
export function readDimensions(
  workspace: Workspace,
  object: ObjectType,
  groupBy: readonly unknown[],
): readonly Dimension[] {
  return groupBy.flatMap((item) => readDimension(workspace, object, item, 0));
}

function readDimension(workspace: Workspace, object: ObjectType, item: unknown, hops: number): Dimension[] {
  const [name, value] = onlyEntry(item, 'fields');
  const field = object.fields.get(name);
  if (field?.type === 'scalar' && field.column.kind === 'DATE_TIME' && isObject(value)) {
    const { read } = field.column;
    const bucket = compileGranularity(value.granularity, value.timeZone, value.weekStartDay);
    const readBucket = (row: Row) => {
      const date = read(row);
      return typeof date === 'string' ? bucket(date) : null;
    };
    return [{ path: [name, String(value.granularity)], kind: 'DATE_TIME', read: readBucket, show: asStored }];
  }
  if (field?.type === 'scalar') {
    const { kind, read } = field.column;
    return value === true ? [{ path: [name], kind, read, show: asStored }] : [];
  }
  if (field?.type === 'composite') {
    const [part, isWanted] = onlyEntry(value, 'subfields');
    const column = field.columns.get(part);
    if (!column) throw internalError(`Sub field metadata not found for composite type: ${field.kind}`);
    const { kind, read } = column;
    return isWanted === true
      ? [{ path: [name, part], kind, read, show: kind === 'NUMERIC' ? asDigits : asStored }]
      : [];
  }
  if (field?.type === 'toOne' && hops < MAX_HOPS) {
    return readDimension(workspace, field.target, value, hops + 1).map((dimension) => ({
      ...dimension,
      path: [name, ...dimension.path],
      read: (row) => dimension.read(follow(workspace, field, row) ?? NO_ROW),
    }));
  }
  throw internalError(`Unidentified field in groupBy: ${name}`);
}

function onlyEntry(item: unknown, what: 'fields' | 'subfields'): [name: string, value: unknown] {
  const [entry, another] = isObject(item) ? Object.entries(item) : [];
  if (entry && !another) return entry;
  throw badInput(
    'INVALID_QUERY_INPUT',
    `You cannot provide multiple ${what} in one GroupByInput, split them into multiple GroupByInput`,
  );
}

function asStored(value: unknown): unknown {
  return value;
}

/** Postgres hands out a `numeric` as digits, and of a group's values Twenty makes no numbers. */
function asDigits(value: unknown): unknown {
  return typeof value === 'number' ? String(value) : value;
}
