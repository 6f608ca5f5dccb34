import type { ContentCollection, Row } from '../index.ts';
import type { DirectusApi } from './directus-api.ts';

/**
 * Inserts rows under their own ids and updates those that are there. Goes through Directus, so that its validation,
 * revisions, caches and flows see every change; Directus also moves the table's sequence past the ids it is given.
 */
export async function upsertRows(api: DirectusApi, { name, singleton }: ContentCollection, rows: readonly Row[]) {
  if (singleton) {
    for (const row of rows) await api.request('PATCH', `/items/${name}`, row);
    return;
  }
  const known = await api.request<{ id: number }[]>('GET', `/items/${name}?fields=id&limit=-1`);
  const ids = new Set(known.map(({ id }) => id));
  const isKnown = ({ id }: Row) => ids.has(Number(id));
  const missing = rows.filter((row) => !isKnown(row));
  const present = rows.filter(isKnown);
  // What is there first: it may give up a slug that a new row takes.
  if (present.length > 0) await api.request('PATCH', `/items/${name}`, present);
  if (missing.length > 0) await api.request('POST', `/items/${name}`, missing);
}
