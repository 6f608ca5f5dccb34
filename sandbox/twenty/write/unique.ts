import type { ObjectType, UniqueColumn } from '../model/object-type.ts';
import type { Row } from '../store/row.ts';
import type { Workspace } from '../store/store.ts';
import { duplicateEntry } from './refusals.ts';

interface Holder {
  readonly column: UniqueColumn;
  readonly holder: Row;
}

/** The other records that hold a unique value of a row, soft-deleted ones too. */
export function holdersOf(workspace: Workspace, object: ObjectType, row: Row): readonly Holder[] {
  return object.unique.flatMap((column) => {
    const value = column.read(row);
    const holder = value ? workspace.table(object).holding(column, value) : undefined;
    return holder && holder.id !== row.id ? [{ column, holder }] : [];
  });
}

/**
 * Neither the table nor the rows among themselves may hold an id or a unique value twice.
 * @throws TwentyError
 */
export function assertUnique(workspace: Workspace, object: ObjectType, rows: readonly Row[]): void {
  for (const row of rows) {
    const [taken] = holdersOf(workspace, object, row);
    if (taken) throw duplicateEntry(object, { column: taken.column, holder: taken.holder.id });
  }
  const readers = [(row: Row) => row.id, ...object.unique.map((column) => column.read)];
  for (const read of readers) {
    const values = rows.map(read).filter(Boolean);
    if (new Set(values).size !== values.length) throw duplicateEntry(object);
  }
}
