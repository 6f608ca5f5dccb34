import { randomUUID } from 'node:crypto';
import { isObject } from './column.ts';
import { duplicateEntry, missingField } from './errors.ts';
import { type Changes, readData, readId } from './input.ts';
import type { ObjectType } from './model.ts';
import { API_ACTOR, createRow, findMissing } from './row.ts';
import { NO_ROW, type Row, type Workspace } from './store.ts';

/**
 * Creates records, all or none. With `upsert`, a record that exists by its id or by a unique value is updated instead.
 * @throws TwentyError for data that does not fit, or a record that exists
 */
export function createRows(
  workspace: Workspace,
  object: ObjectType,
  data: readonly unknown[],
  upsert = false,
): readonly Row[] {
  const table = workspace.table(object);
  const plans = data.map((item, index) => {
    const id = isObject(item) && item.id ? readId(item.id) : randomUUID();
    const fresh = createRow(object, { ...readData(workspace, object, item, NO_ROW), id }, table.size + 1 + index);
    const existing = upsert ? [table.get(id), ...holders(workspace, object, fresh)].find(Boolean) : undefined;
    if (!existing) {
      const missing = findMissing(object, fresh);
      if (missing) throw missingField(missing);
      return { row: fresh, changes: undefined };
    }
    return { row: existing, changes: { ...readData(workspace, object, item, existing), id: existing.id } };
  });
  const created = plans.filter(({ changes }) => !changes).map(({ row }) => row);
  if (created.some((row) => table.get(row.id))) throw duplicateEntry();
  assertUnique(workspace, object, created);
  for (const { row, changes } of plans) {
    if (changes) table.update(row, touched(changes));
    else table.insert(row);
  }
  return plans.map(({ row }) => row);
}

/** @throws TwentyError for data that does not fit, or a unique value that another record holds */
export function updateRows(
  workspace: Workspace,
  object: ObjectType,
  rows: readonly Row[],
  data: unknown,
): readonly Row[] {
  const changed = rows.map((row) => ({ ...row, ...touched(readData(workspace, object, data, row)), id: row.id }));
  assertUnique(workspace, object, changed);
  rows.forEach((row, index) => {
    workspace.table(object).update(row, changed[index] ?? {});
  });
  return rows;
}

export function deleteRow(workspace: Workspace, object: ObjectType, row: Row): void {
  workspace.table(object).update(row, { deletedAt: new Date().toISOString() });
}

export function restoreRow(workspace: Workspace, object: ObjectType, row: Row): void {
  workspace.table(object).update(row, { deletedAt: null });
}

/** Removes a record for good. What referred to it refers to nothing then. */
export function destroyRow(workspace: Workspace, object: ObjectType, row: Row): void {
  for (const field of object.fields.values()) {
    if (field.type !== 'toMany') continue;
    const table = workspace.table(field.target);
    for (const other of table.referring(field.joinColumn, row.id).slice()) {
      table.update(other, { [field.joinColumn]: null });
    }
  }
  workspace.table(object).remove(row);
}

function touched(changes: Changes): Changes {
  return { updatedAt: new Date().toISOString(), updatedBy: API_ACTOR, ...changes };
}

/** Other records that hold a unique value of a row, soft-deleted ones too. */
function holders(workspace: Workspace, object: ObjectType, row: Row): Row[] {
  return object.unique.flatMap((column) => {
    const value = column.read(row);
    const holder = value ? workspace.table(object).holding(column, value) : undefined;
    return holder && holder.id !== row.id ? [holder] : [];
  });
}

/** Neither the table nor the rows among themselves may hold an id or a unique value twice. */
function assertUnique(workspace: Workspace, object: ObjectType, rows: readonly Row[]): void {
  if (rows.some((row) => holders(workspace, object, row).length > 0)) throw duplicateEntry();
  const readers = [(row: Row) => row.id, ...object.unique.map((column) => column.read)];
  for (const read of readers) {
    const values = rows.map(read).filter(Boolean);
    if (new Set(values).size !== values.length) throw duplicateEntry();
  }
}
