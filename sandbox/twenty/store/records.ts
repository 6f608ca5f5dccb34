import type { ObjectType } from '../model/object-type.ts';
import { isUuid } from '../model/value.ts';
import { createRow } from '../write/create-row.ts';
import type { Workspace } from './store.ts';

/** A record as Twenty would answer it: join columns by name, dates in ISO at UTC with milliseconds; the rest is absent. */
export interface TwentyRecord {
  /** A UUID of version 1 to 5, in lower case. */
  readonly id: string;
  readonly [field: string]: unknown;
}

/** What a workspace holds, by the plural of the object: `companies`, `people`. */
export type TwentyRecords = Readonly<Record<string, readonly TwentyRecord[]>>;

/** @throws Error for records that a real Twenty could not hold */
export function fillWorkspace(workspace: Workspace, records: TwentyRecords): void {
  for (const [plural, rows] of Object.entries(records)) {
    const object = findObject(workspace, plural);
    const table = workspace.table(object);
    for (const record of rows) {
      const row = createRow(object, record);
      if (!isUuid(row.id)) throw new Error(`${plural}: "${row.id}" is no UUID of version 1 to 5.`);
      if (table.get(row.id)) throw new Error(`${plural}: two records have the id ${row.id}.`);
      const taken = object.unique.find((column) => table.holding(column, column.read(row)));
      if (taken) throw new Error(`${plural}: ${row.id} has a ${taken.path} that another record has.`);
      table.insert(row);
    }
  }
}

function findObject({ model }: Workspace, plural: string): ObjectType {
  const object = model.objects.find((candidate) => candidate.plural === plural);
  if (object) return object;
  const known = model.objects.map((candidate) => candidate.plural).join(', ');
  throw new Error(`Twenty's schema has no object "${plural}": the records may be of ${known}.`);
}
