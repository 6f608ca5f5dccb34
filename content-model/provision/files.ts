import { openAsBlob } from 'node:fs';
import type { ContentFile } from '../index.ts';
import { agrees } from './agrees.ts';
import type { DirectusApi } from './directus-api.ts';
import type { OnEdited } from './rows.ts';

/** Directus returns bigint columns as strings. */
type KnownFile = Readonly<Record<'id' | 'title' | 'description' | 'filesize', string>>;

/**
 * Uploads missing files with fixed ids. Files that differ stay unchanged, or are reset. The bytes of an existing file
 * are sent again only if its size differs.
 */
export async function uploadFiles(api: DirectusApi, files: readonly ContentFile[], onEdited: OnEdited): Promise<void> {
  const known = await api.request<KnownFile[]>('GET', '/files?fields=id,title,description,filesize&limit=-1');
  for (const file of files) {
    const { id, title, description, filesize } = file;
    const found = known.find((each) => each.id === id);
    if (!found) await api.request('POST', '/files', await toForm(file));
    else if (onEdited === 'keep') continue;
    else if (Number(found.filesize) !== filesize) await api.request('PATCH', `/files/${id}`, await toForm(file));
    else if (!agrees(found, { title, description })) await api.request('PATCH', `/files/${id}`, { title, description });
  }
}

async function toForm({ id, title, description, type, filename_download, path }: ContentFile): Promise<FormData> {
  const form = new FormData();
  for (const [name, value] of Object.entries({ id, title, description, type, filename_download }))
    form.set(name, value);
  // Last: Directus reads only the fields before the bytes.
  form.set('file', await openAsBlob(path, { type }), filename_download);
  return form;
}
