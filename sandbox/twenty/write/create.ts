import { randomUUID } from 'node:crypto';
import { badInput } from '../errors.ts';
import { isObject } from '../model/column.ts';
import type { ObjectType } from '../model/object-type.ts';
import type { Row } from '../store/row.ts';
import type { Workspace } from '../store/store.ts';
import { API_ACTOR, createRow } from './create-row.ts';
import { readData, readId } from './input.ts';
import { placeRows } from './position.ts';
import { duplicateEntry, nullViolation } from './refusals.ts';
import { assertUnique, holdersOf } from './unique.ts';
import { applyUpdates, planUpdate, type Update } from './update.ts';

/** What a record is that an API key creates, as far as it does not say. */
const NEW: Row = { id: '', createdBy: API_ACTOR, updatedBy: API_ACTOR, position: 'first' };

/**
 * Creates records, all or none. With `upsert`, a record that exists by its id or by a unique value is updated instead, and
 * restored if it was deleted.
 * @returns what was updated, then what was created: not in the order of `data`
 * @throws TwentyError for data that does not fit, or a record that exists
 */
export function createRows(
  workspace: Workspace,
  object: ObjectType,
  data: readonly unknown[],
  upsert = false,
): readonly Row[] {
  const table = workspace.table(object);
  const updates: Update[] = [];
  const drafts: Row[] = [];
  for (const item of data) {
    const id = isObject(item) && item.id !== undefined ? readId(item.id) : randomUUID();
    const row = createRow(object, { ...NEW, ...readData(workspace, object, item, NEW), id });
    const existing = upsert ? matching(workspace, object, row) : undefined;
    if (existing) updates.push(planUpdate(workspace, object, existing, { ...Object(item), deletedAt: null }));
    else drafts.push(row);
  }
  const created = placeRows(table, drafts, ({ position }) =>
    typeof position === 'number' || position === 'last' ? position : 'first',
  ).map(([row, position]) => ({ ...row, position }));
  for (const row of created) assertComplete(object, row);
  if (created.some(({ id }) => table.get(id))) throw duplicateEntry(object);
  assertUnique(workspace, object, [...updates.map(({ becomes }) => becomes), ...created]);
  applyUpdates(workspace, object, updates);
  for (const row of created) table.insert(row);
  return [...updates.map(({ row }) => row), ...created];
}

/** The record that an upsert updates. */
function matching(workspace: Workspace, object: ObjectType, row: Row): Row | undefined {
  const byId = workspace.table(object).get(row.id);
  const others = holdersOf(workspace, object, row);
  if (byId ? others.length > 0 : others.length > 1) {
    const conditions = [
      ...(byId ? [`id (id: ${row.id})`] : []),
      ...others.map(({ column }) => `${column.field} (${column.path}: ${column.read(row)})`),
    ];
    const message = `Multiple records found with the same unique field values for ${conditions.join('; ')}. Cannot determine which record to update.`;
    throw badInput('UPSERT_MULTIPLE_MATCHING_RECORDS_CONFLICT', message, message);
  }
  return byId ?? others[0]?.holder;
}

function assertComplete(object: ObjectType, row: Row): void {
  for (const { name, ...field } of object.fields.values()) {
    if (field.type === 'scalar' && field.required && row[name] === null) throw nullViolation(object, name);
  }
}
