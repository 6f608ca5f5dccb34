import type { ContentCollection, Row } from '../index.ts';
import { agrees } from './agrees.ts';
import type { DirectusApi } from './directus-api.ts';

/** The action for an existing row of the demo that differs: an editor may have changed it. */
export type OnEdited = 'keep' | 'reset';

/**
 * Inserts missing rows with fixed ids. Rows that differ stay unchanged, or are reset. Writes by Directus's API, so that
 * validation, revisions, caches and flows process every change; Directus also moves the table's sequence past these
 * ids.
 */
export async function writeRows(
  api: DirectusApi,
  { name, singleton }: ContentCollection,
  rows: readonly Row[],
  onEdited: OnEdited,
): Promise<void> {
  if (singleton) {
    const known = await api.request<Row>('GET', `/items/${name}`);
    // For a singleton that was never saved, Directus returns the defaults, without an id.
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
  // Existing rows first: a reset can free a slug for a new row.
  if (edited.length > 0 && onEdited === 'reset') await api.request('PATCH', `/items/${name}`, edited);
  if (missing.length > 0) await api.request('POST', `/items/${name}`, missing);
}
