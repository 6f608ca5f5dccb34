import { isObject } from '../model/column.ts';
import type { ObjectType } from '../model/object-type.ts';
import type { Row } from '../store/row.ts';

/** Who made a record that an API key wrote. */
export const API_ACTOR = { source: 'API', name: 'API key', workspaceMemberId: null, context: {} };

/** A complete row of what was given: every column is there, with its default where nothing is known. */
export function createRow(object: ObjectType, record: Readonly<Record<string, unknown>>): Row {
  const createdAt = record.createdAt ?? new Date().toISOString();
  const given: Readonly<Record<string, unknown>> = { createdAt, updatedAt: createdAt, ...record };
  const row: Row = { id: String(record.id) };
  for (const field of object.fields.values()) {
    const value = given[field.name];
    if (field.type === 'scalar') row[field.name] = value === undefined ? field.defaultValue : value;
    if (field.type !== 'composite') continue;
    const parts = isObject(value) ? value : field.defaults;
    row[field.name] = Object.fromEntries(Array.from(field.columns.keys(), (part) => [part, parts[part] ?? null]));
  }
  return row;
}
