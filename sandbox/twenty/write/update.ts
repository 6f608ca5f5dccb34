import { isObject } from '../model/column.ts';
import type { ObjectType } from '../model/object-type.ts';
import type { Row } from '../store/row.ts';
import type { Workspace } from '../store/store.ts';
import { API_ACTOR } from './create-row.ts';
import { readData } from './input.ts';
import { placeOf } from './position.ts';
import { foreignKeyName, referencedId } from './refusals.ts';
import { referringRows } from './remove.ts';
import { assertUnique } from './unique.ts';

/** A row, and what it is to become. */
export interface Update {
  readonly row: Row;
  readonly becomes: Row;
}

/** @throws TwentyError for data that does not fit, or a unique value that another record holds */
export function updateRows(
  workspace: Workspace,
  object: ObjectType,
  rows: readonly Row[],
  data: unknown,
): readonly Row[] {
  const updates = rows.map((row) => planUpdate(workspace, object, row, data));
  assertUnique(
    workspace,
    object,
    updates.map(({ becomes }) => becomes),
  );
  applyUpdates(workspace, object, updates);
  return rows;
}

export function planUpdate(workspace: Workspace, object: ObjectType, row: Row, data: unknown): Update {
  const changes = readData(workspace, object, data, row);
  if (isObject(data) && data.id !== undefined && data.id !== row.id) assertUnreferenced(workspace, object, row);
  const { position } = changes;
  const table = workspace.table(object);
  const placed = position === 'first' || position === 'last' ? { position: placeOf(table, position) } : {};
  const touched = { updatedAt: new Date().toISOString(), updatedBy: API_ACTOR };
  return { row, becomes: { ...row, ...touched, ...changes, ...placed } };
}

export function applyUpdates(workspace: Workspace, object: ObjectType, updates: readonly Update[]): void {
  for (const { row, becomes } of updates) workspace.table(object).update(row, becomes);
}

/** The id of a record may change as long as no other record leads to it. The first constraint by name is answered. */
function assertUnreferenced(workspace: Workspace, object: ObjectType, row: Row): void {
  const referring = referringRows(workspace, object, row).map(([{ target, joinColumn }]) => {
    return { target, joinColumn, constraint: foreignKeyName(target.tableName, joinColumn) };
  });
  const [first] = referring.sort((a, b) => (a.constraint < b.constraint ? -1 : 1));
  if (first) throw referencedId(object, first.target, first.joinColumn);
}
