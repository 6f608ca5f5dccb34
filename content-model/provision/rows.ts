import type { ContentCollection, Row } from '../index.ts';
import { agrees } from './agrees.ts';
import type { DirectusApi } from './directus-api.ts';

/** What to do about a row of the demo that is there and differs: an editor may have changed it. */
export type OnEdited = 'keep' | 'reset';

/**
 * Inserts the rows that are missing, under their own ids; those that differ it leaves alone, or sets back. Goes through
 * Directus, so that its validation, revisions, caches and flows see every change; Directus also moves the table's
 * sequence past the ids it is given.
 */
export async function writeRows(
  api: DirectusApi,
  { name, singleton }: ContentCollection,
  rows: readonly Row[],
  onEdited: OnEdited,
): Promise<void> {
  if (singleton) {
    const known = await api.request<Row>('GET', `/items/${name}`);
    // Directus answers a singleton that was never saved with its defaults, and no id.
    const isWritten = (row: Row) => (known.id !== null && onEdited === 'keep') || agrees(known, row);
    for (const row of rows) if (!isWritten(row)) await api.request('PATCH', `/items/${name}`, row);
    return;
  }
  const known = new Map((await api.request<Row[]>('GET', `/items/${name}?limit=-1`)).map((row) => [row.id, row]));
  const missing = rows.filter(({ id }) => !known.has(id));
  const edited = rows.filter((row) => {
    const found = known.get(row.id);
    return found && !agrees(found, row);
  });
  // What is there first: it may give up a slug that a new row takes.
  if (edited.length > 0 && onEdited === 'reset') await api.request('PATCH', `/items/${name}`, edited);
  if (missing.length > 0) await api.request('POST', `/items/${name}`, missing);
}
