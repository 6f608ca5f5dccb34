import { randomUUID } from 'node:crypto';
import { duplicateEntry, missingField } from '../errors.ts';
import { isObject } from '../model/column.ts';
import type { ObjectType } from '../model/object-type.ts';
import { NO_ROW, type Row } from '../store/row.ts';
import type { Workspace } from '../store/store.ts';
import { API_ACTOR, createRow, findMissing } from './create-row.ts';
import { readData, readId } from './input.ts';

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
  const plans = data.map((item, index): Plan => {
    const id = isObject(item) && item.id ? readId(item.id) : randomUUID();
    const row = createRow(object, { ...readData(workspace, object, item, NO_ROW), id }, table.size + 1 + index);
    const existing = table.get(id) ?? holders(workspace, object, row)[0];
    if (existing && upsert) return planUpdate(workspace, object, existing, item);
    if (existing) throw duplicateEntry();
    const missing = findMissing(object, row);
    if (missing) throw missingField(missing);
    return { row };
  });
  apply(workspace, object, plans);
  return plans.map(({ row }) => row);
}

/** @throws TwentyError for data that does not fit, or a unique value that another record holds */
export function updateRows(
  workspace: Workspace,
  object: ObjectType,
  rows: readonly Row[],
  data: unknown,
): readonly Row[] {
  apply(
    workspace,
    object,
    rows.map((row) => planUpdate(workspace, object, row, data)),
  );
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

/** A row to insert, or one that is there with what it is to become. */
interface Plan {
  readonly row: Row;
  readonly becomes?: Row;
}

function planUpdate(workspace: Workspace, object: ObjectType, row: Row, data: unknown): Plan {
  const touched = { updatedAt: new Date().toISOString(), updatedBy: API_ACTOR };
  return { row, becomes: { ...row, ...touched, ...readData(workspace, object, data, row), id: row.id } };
}

/** Nothing is written unless everything can be. */
function apply(workspace: Workspace, object: ObjectType, plans: readonly Plan[]): void {
  assertUnique(
    workspace,
    object,
    plans.map(({ row, becomes }) => becomes ?? row),
  );
  const table = workspace.table(object);
  for (const { row, becomes } of plans) {
    if (becomes) table.update(row, becomes);
    else table.insert(row);
  }
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
