import { readFileSync } from 'node:fs';
import { isObject } from './column.ts';
import type { ObjectType } from './model.ts';
import type { Row, Workspace } from './store.ts';

/** A record as it is written down: what it leaves out is absent. Texts that are "" are absent too. */
export interface TwentyRecord {
  readonly id: string;
  readonly [field: string]: unknown;
}

/** What a workspace holds, by the plural of the object: `companies`, `people`. */
export type TwentyRecords = Readonly<Record<string, readonly TwentyRecord[]>>;

/** The project's own records: invented companies at real places, with people, opportunities, notes and tasks. */
export function loadRecords(): TwentyRecords {
  return JSON.parse(readFileSync(new URL('./records.json', import.meta.url), 'utf8'));
}

/** @throws Error when the records are of objects that the schema does not have */
export function fillWorkspace(workspace: Workspace, records: TwentyRecords): void {
  for (const [plural, rows] of Object.entries(records)) {
    const object = workspace.model.objects.find((candidate) => candidate.plural === plural);
    if (!object) {
      const known = workspace.model.objects.map((candidate) => candidate.plural).join(', ');
      throw new Error(`Twenty's schema has no object "${plural}": the records may be of ${known}.`);
    }
    const table = workspace.table(object);
    for (const row of rows) table.insert(createRow(object, row, table.size + 1));
  }
}

/** Who made a record that an API key wrote. */
export const API_ACTOR = { source: 'API', name: 'API key', workspaceMemberId: null, context: {} };

/** A complete row of what was written down: every column is there, null where nothing else is known. */
export function createRow(object: ObjectType, record: TwentyRecord, position: number): Row {
  const createdAt = record.createdAt ?? new Date().toISOString();
  const defaults = { position, createdBy: API_ACTOR, updatedBy: API_ACTOR, createdAt, updatedAt: createdAt };
  const given: Row = { ...defaults, ...record };
  const row: Row = { id: record.id };
  for (const { name, ...field } of object.fields.values()) {
    if (field.type === 'scalar') row[name] = storable(given[name]);
    if (field.type === 'composite') row[name] = createParts(Array.from(field.columns.keys()), given[name]);
  }
  return row;
}

function createParts(names: readonly string[], given: unknown): Record<string, unknown> {
  const parts = isObject(given) ? given : {};
  return Object.fromEntries(names.map((name) => [name, storable(parts[name])]));
}

/** Twenty stores no empty text: it is null. */
export function storable(value: unknown): unknown {
  return value === '' || value === undefined ? null : value;
}
