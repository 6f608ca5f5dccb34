import type { ContentCollection, Row } from '../index.ts';
import { agrees } from './agrees.ts';
import type { DirectusApi } from './directus-api.ts';

/**
 * Inserts rows under their own ids and sets back those that differ. Goes through Directus, so that its validation,
 * revisions, caches and flows see every change; Directus also moves the table's sequence past the ids it is given.
 */
export async function upsertRows(
  api: DirectusApi,
  { name, singleton }: ContentCollection,
  rows: readonly Row[],
): Promise<void> {
  if (singleton) {
    const known = await api.request<Row>('GET', `/items/${name}`);
    for (const row of rows) if (!agrees(known, row)) await api.request('PATCH', `/items/${name}`, row);
    return;
  }
  const known = new Map((await api.request<Row[]>('GET', `/items/${name}?limit=-1`)).map((row) => [row.id, row]));
  const missing = rows.filter(({ id }) => !known.has(id));
  const changed = rows.filter((row) => {
    const found = known.get(row.id);
    return found && !agrees(found, row);
  });
  // What is there first: it may give up a slug that a new row takes.
  if (changed.length > 0) await api.request('PATCH', `/items/${name}`, changed);
  if (missing.length > 0) await api.request('POST', `/items/${name}`, missing);
}
