import { recordNotFound, TwentyError } from '../errors.ts';
import { readArguments, required } from '../graphql/arguments.ts';
import type { ObjectType } from '../model/object-type.ts';
import type { Root } from '../model/roots.ts';
import { isUuid } from '../model/value.ts';
import { candidates, compileFilter } from '../query/filter.ts';
import type { Row } from '../store/row.ts';
import type { Workspace } from '../store/store.ts';
import { createRows } from './create.ts';
import { mergeRows } from './merge.ts';
import { deleteRow, destroyRow, restoreRow } from './remove.ts';
import { updateRows } from './update.ts';

/** A mutation of one object: the rows it wrote, in the order that they are answered in. */
type Write = (workspace: Workspace, object: ObjectType, args: Readonly<Record<string, unknown>>) => readonly Row[];

type Change = (workspace: Workspace, object: ObjectType, row: Row) => void;

/** Mutations find soft-deleted records too, whatever they do and without a `deletedAt` in their filter. */
const WRITES: Readonly<Partial<Record<Root['operation'], Write>>> = {
  createOne(workspace, object, args) {
    const { data, upsert } = readArguments(args, { data: 'object', upsert: 'boolean' });
    return createRows(workspace, object, [required('data', '(object)', data)], upsert);
  },
  createMany(workspace, object, args) {
    const { data, upsert } = readArguments(args, { data: 'array', upsert: 'boolean' });
    return createRows(workspace, object, required('data', '(array)', data), upsert);
  },
  updateOne(workspace, object, args) {
    const { id, data } = readArguments(args, { id: 'string', data: 'object' });
    return updateRows(workspace, object, [rowOf(workspace, object, id)], data);
  },
  updateMany(workspace, object, args) {
    const { filter, data } = readArguments(args, { filter: 'object', data: 'object' });
    return updateRows(workspace, object, rowsOf(workspace, object, filter), data);
  },
  deleteOne: changeOne(deleteRow),
  deleteMany: changeMany(deleteRow),
  restoreOne: changeOne(restoreRow),
  restoreMany: changeMany(restoreRow),
  destroyOne: changeOne(destroyRow),
  destroyMany(workspace, object, args) {
    const rows = rowsOf(workspace, object, readArguments(args, { filter: 'object' }).filter);
    for (const row of rows) destroyRow(workspace, object, row);
    return rows;
  },
  mergeOne: (workspace, object, args) => [mergeRows(workspace, object, args)],
};

/** What a mutation does. @throws TwentyError for one of an object that an API key may not write */
export function writeOf(object: ObjectType, operation: Root['operation']): Write | undefined {
  const write = WRITES[operation];
  if (!write || object.singular !== 'workspaceMember') return write;
  throw new TwentyError('Entity performing the request does not have permission', {
    userFriendlyMessage: 'User does not have permission.',
    subCode: 'PERMISSION_DENIED',
    code: 'FORBIDDEN',
  });
}

function changeOne(change: Change): Write {
  return (workspace, object, args) => {
    const row = rowOf(workspace, object, readArguments(args, { id: 'string' }).id);
    change(workspace, object, row);
    return [row];
  };
}

/** Only those are answered that the filter still finds: none where it says what `deletedAt` was. */
function changeMany(change: Change): Write {
  return (workspace, object, args) => {
    const { filter } = readArguments(args, { filter: 'object' });
    const rows = rowsOf(workspace, object, filter);
    for (const row of rows) change(workspace, object, row);
    const predicate = compileFilter(workspace, object, filter);
    return rows.filter((row) => predicate(row) === true);
  };
}

/** An id that is no UUID counts as none. */
function rowOf(workspace: Workspace, object: ObjectType, id: string | undefined): Row {
  const given = required('id', '(UUID)', isUuid(id) ? id : undefined);
  const row = workspace.table(object).get(given.toLowerCase());
  if (row) return row;
  throw recordNotFound();
}

function rowsOf(workspace: Workspace, object: ObjectType, filter: object | undefined): Row[] {
  const predicate = compileFilter(workspace, object, required('filter', '(object)', filter));
  return candidates(workspace.table(object), filter).filter((row) => predicate(row) === true);
}
