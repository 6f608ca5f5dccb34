import { openAsBlob } from 'node:fs';
import type { ContentFile } from '../index.ts';
import type { DirectusApi } from './directus-api.ts';

/** Uploads files under their own ids. One that is there already is sent again only when its size differs. */
export async function uploadFiles(api: DirectusApi, files: readonly ContentFile[]): Promise<void> {
  const known = await api.request<{ id: string; filesize: string }[]>('GET', '/files?fields=id,filesize&limit=-1');
  for (const file of files) {
    const found = known.find(({ id }) => id === file.id);
    if (!found) await api.request('POST', '/files', await toForm(file));
    // Directus reads bigint columns as strings.
    else if (Number(found.filesize) !== file.filesize)
      await api.request('PATCH', `/files/${file.id}`, await toForm(file));
    else await api.request('PATCH', `/files/${file.id}`, { title: file.title, description: file.description });
  }
}

async function toForm({ id, title, description, type, filename_download, path }: ContentFile): Promise<FormData> {
  const form = new FormData();
  for (const [name, value] of Object.entries({ id, title, description, type, filename_download }))
    form.set(name, value);
  // Last: Directus takes the fields that come before the bytes.
  form.set('file', await openAsBlob(path, { type }), filename_download);
  return form;
}
