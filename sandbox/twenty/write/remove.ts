import type { ObjectType, RelationField } from '../model/object-type.ts';
import type { Row } from '../store/row.ts';
import type { Workspace } from '../store/store.ts';

export function deleteRow(workspace: Workspace, object: ObjectType, row: Row): void {
  markDeleted(workspace, object, row, new Date().toISOString());
}

export function restoreRow(workspace: Workspace, object: ObjectType, row: Row): void {
  markDeleted(workspace, object, row, null);
}

function markDeleted(workspace: Workspace, object: ObjectType, row: Row, deletedAt: string | null): void {
  for (const [field, other] of referringRows(workspace, object, row)) {
    if (field.cascades.deletes) markDeleted(workspace, field.target, other, deletedAt);
  }
  workspace.table(object).update(row, { deletedAt });
}

/** Removes a record for good. What referred to it goes with it, or refers to nothing then. */
export function destroyRow(workspace: Workspace, object: ObjectType, row: Row): void {
  for (const [field, other] of referringRows(workspace, object, row)) {
    if (field.cascades.destroys) destroyRow(workspace, field.target, other);
    else workspace.table(field.target).update(other, { [field.joinColumn]: null });
  }
  workspace.table(object).remove(row);
}

/** The rows that lead to a record, each with the relation by which they do. */
export function referringRows(workspace: Workspace, object: ObjectType, row: Row): [RelationField, Row][] {
  return Array.from(object.fields.values()).flatMap((field): [RelationField, Row][] => {
    if (field.type !== 'toMany') return [];
    const rows = workspace.table(field.target).referring(field.joinColumn, row.id);
    return rows.map((other) => [field, other]);
  });
}
