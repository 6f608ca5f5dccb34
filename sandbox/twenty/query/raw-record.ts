import type { Selection } from '../graphql/selection.ts';
import type { Column } from '../model/column.ts';
import type { CompositeField, ObjectType } from '../model/object-type.ts';
import type { Row } from '../store/row.ts';
import type { Workspace } from '../store/store.ts';
import { follow } from './filter.ts';

type Json = Record<string, unknown>;

/**
 * A related record as Twenty has read it, which is what a cursor holds of one: with its id and the join columns of its
 * relations, in Twenty's own order of fields.
 * @param loadsRelations whether the relations below it were found
 */
export function readRawRecord(
  workspace: Workspace,
  object: ObjectType,
  row: Row,
  selection: Selection,
  loadsRelations = selection.has('deletedAt'),
): Json {
  const record: Json = {};
  const read = new Set(['id', ...selection.keys()]);
  for (const field of object.fields.values()) {
    const isBehind = field.type === 'toOne' && selection.has(field.name);
    if (isBehind) read.add(field.joinColumn);
  }
  for (const field of object.fields.values()) {
    if (!read.has(field.name)) continue;
    const inner = selection.get(field.name) ?? new Map();
    if (field.type === 'scalar') record[field.name] = readColumn(field.column, row);
    else if (field.type === 'composite') record[field.name] = readParts(field, row, inner);
    else if (loadsRelations && field.type === 'toOne') {
      const target = follow(workspace, field, row);
      record[field.name] = target ? readRawRecord(workspace, field.target, target, inner) : null;
    } else if (loadsRelations) {
      const rows = workspace.table(field.target).referring(field.joinColumn, row.id);
      const live = rows.filter((other) => !other.deletedAt);
      record[field.name] = live.map((other) => ({ id: other.id, [field.joinColumn]: other[field.joinColumn] }));
    }
  }
  return record;
}

function readParts(field: CompositeField, row: Row, selection: Selection): Json {
  const selected = Array.from(field.columns).filter(([part]) => selection.has(part));
  return Object.fromEntries(selected.map(([part, column]) => [part, readColumn(column, row)]));
}

/** A stored value as it is answered. */
export function readColumn(column: Column, row: Row): unknown {
  return column.read(row) ?? column.absent;
}
