import { isObject } from '../model/column.ts';
import type { ObjectType } from '../model/object-type.ts';
import type { Row } from '../store/row.ts';

/** Who made a record that an API key wrote. */
export const API_ACTOR = { source: 'API', name: 'API key', workspaceMemberId: null, context: {} };

/** What a field is when nobody says, for those that may not be absent. The names are of one meaning in all objects. */
const DEFAULTS: Readonly<Record<string, unknown>> = {
  createdBy: API_ACTOR,
  updatedBy: API_ACTOR,
  stage: 'NEW',
  status: 'TODO',
  fileCategory: 'OTHER',
  calendarStartDay: 7,
  colorScheme: 'System',
  locale: 'en',
  timeZone: 'system',
  dateFormat: 'SYSTEM',
  timeFormat: 'SYSTEM',
  numberFormat: 'SYSTEM',
};

/**
 * A complete row of what was given: every column is there, null where nothing else is known.
 * @param position where the record stands in lists that users order by hand, when it does not say
 */
export function createRow(object: ObjectType, record: Readonly<Record<string, unknown>>, position: number): Row {
  const createdAt = record.createdAt ?? new Date().toISOString();
  const given: Readonly<Record<string, unknown>> = {
    ...DEFAULTS,
    position,
    createdAt,
    updatedAt: createdAt,
    ...record,
  };
  const row: Row = { id: String(record.id) };
  for (const { name, ...field } of object.fields.values()) {
    if (field.type === 'scalar') row[name] = storable(given[name]);
    if (field.type === 'composite') row[name] = createParts(field.columns.keys(), given[name]);
  }
  return row;
}

/** The first required field that a row has nothing for. */
export function findMissing(object: ObjectType, row: Row): string | undefined {
  for (const field of object.fields.values()) {
    if (field.type === 'scalar' && field.required && row[field.name] === null) return field.name;
  }
  return undefined;
}

/** Twenty stores no empty text: it is null. */
export function storable(value: unknown): unknown {
  return value === '' || value === undefined ? null : value;
}

function createParts(names: Iterable<string>, given: unknown): Record<string, unknown> {
  const parts = isObject(given) ? given : {};
  return Object.fromEntries(Array.from(names, (name) => [name, storable(parts[name])]));
}
