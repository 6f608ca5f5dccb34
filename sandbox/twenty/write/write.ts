import { recordNotFound } from '../errors.ts';
import { readArguments, required } from '../graphql/arguments.ts';
import type { ObjectType } from '../model/object-type.ts';
import type { Root } from '../model/roots.ts';
import { candidates, compileFilter } from '../query/filter.ts';
import type { Row } from '../store/row.ts';
import type { Workspace } from '../store/store.ts';
import { createRows, deleteRow, destroyRow, restoreRow, updateRows } from './change.ts';
import { readId } from './input.ts';

/** A mutation of one object: the rows it wrote, in the order they were given or found. */
type Write = (workspace: Workspace, object: ObjectType, args: Readonly<Record<string, unknown>>) => readonly Row[];

type Condition = (row: Row) => boolean;

type Change = (workspace: Workspace, object: ObjectType, row: Row) => void;

/** Which rows a mutation passes over is taken from what Twenty says of a missing one: "or has been deleted". */
const isLive: Condition = (row) => !row.deletedAt;
const isDeleted: Condition = (row) => !isLive(row);
const isThere: Condition = () => true;

/** What each mutation does. Merging is not spoken here. */
export const WRITES: Readonly<Partial<Record<Root['operation'], Write>>> = {
  createOne(workspace, object, args) {
    const { data, upsert } = readArguments(args, { data: 'object', upsert: 'boolean' });
    return createRows(workspace, object, [required('data', data)], upsert);
  },
  createMany(workspace, object, args) {
    const { data, upsert } = readArguments(args, { data: 'array', upsert: 'boolean' });
    return createRows(workspace, object, required('data', data), upsert);
  },
  updateOne(workspace, object, args) {
    const { id, data } = readArguments(args, { id: 'string', data: 'object' });
    return updateRows(workspace, object, [rowOf(workspace, object, id, isLive)], data);
  },
  updateMany(workspace, object, args) {
    const { filter, data } = readArguments(args, { filter: 'object', data: 'object' });
    return updateRows(workspace, object, rowsOf(workspace, object, filter, isLive), data);
  },
  deleteOne: changeOne(isLive, deleteRow),
  deleteMany: changeMany(isLive, deleteRow),
  restoreOne: changeOne(isDeleted, restoreRow),
  restoreMany: changeMany(isDeleted, restoreRow),
  destroyOne: changeOne(isThere, destroyRow),
  destroyMany: changeMany(isThere, destroyRow),
};

function changeOne(condition: Condition, change: Change): Write {
  return (workspace, object, args) => {
    const row = rowOf(workspace, object, readArguments(args, { id: 'string' }).id, condition);
    change(workspace, object, row);
    return [row];
  };
}

function changeMany(condition: Condition, change: Change): Write {
  return (workspace, object, args) => {
    const rows = rowsOf(workspace, object, readArguments(args, { filter: 'object' }).filter, condition);
    for (const row of rows) change(workspace, object, row);
    return rows;
  };
}

function rowOf(workspace: Workspace, object: ObjectType, id: string | undefined, condition: Condition): Row {
  const row = workspace.table(object).get(readId(id));
  if (row && condition(row)) return row;
  throw recordNotFound();
}

/** Unlike a query, a mutation finds soft-deleted rows without a `deletedAt` in its filter, where it is about them. */
function rowsOf(workspace: Workspace, object: ObjectType, filter: object | undefined, condition: Condition): Row[] {
  const predicate = compileFilter(workspace, object, required('filter', filter));
  return candidates(workspace.table(object), filter).filter((row) => condition(row) && predicate(row) === true);
}
