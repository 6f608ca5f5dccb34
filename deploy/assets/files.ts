import { openDirectusApi } from '../../content-model/provision/directus-api.ts';
import { type Digest, digestOf } from './digest.ts';

/** A row of directus_files. */
export interface StoredFile {
  readonly id: string;
  /** Its name at its storage location. null: it was never uploaded. */
  readonly filename_disk: string | null;
  /** In bytes, as a text: the column is a bigint. */
  readonly filesize: string | null;
  readonly type: string | null;
  /** Set by Directus at each change. */
  readonly modified_on: string | null;
}

/** The files of Directus, as an administrator. All methods throw an Error with Directus's message. */
export interface Files {
  /** Returns the files at a storage location. */
  at(location: string): Promise<StoredFile[]>;
  read(id: string): Promise<StoredFile>;
  /** Changes where Directus looks for a file. Returns the changed row. */
  setLocation(id: string, location: string): Promise<StoredFile>;
  /** Reads a file from its location through Directus. undefined: Directus cannot read it there. */
  digest(id: string): Promise<Digest | undefined>;
}

const FIELDS = 'fields=id,filename_disk,filesize,type,modified_on';

/** Rows of one request: Directus's QUERY_LIMIT_MAX is not lower. */
const PAGE = 100;

/** Opens the files of Directus. Nothing is sent before the first request. */
export function openFiles(directusUrl: string, adminToken: string): Files {
  const api = openDirectusApi(directusUrl, adminToken);
  return {
    async at(location) {
      const files: StoredFile[] = [];
      for (let page = 1; files.length === (page - 1) * PAGE; page += 1) {
        const filter = `filter[storage][_eq]=${encodeURIComponent(location)}`;
        const query = `${FIELDS}&${filter}&sort=id&limit=${PAGE}&page=${page}`;
        files.push(...(await api.request<StoredFile[]>('GET', `/files?${query}`)));
      }
      return files;
    },
    read: (id) => api.request('GET', `/files/${id}?${FIELDS}`),
    setLocation: (id, storage) => api.request('PATCH', `/files/${id}?${FIELDS}`, { storage }),
    async digest(id) {
      const url = `${directusUrl.replace(/\/+$/, '')}/assets/${id}`;
      const response = await fetch(url, { headers: { authorization: `Bearer ${adminToken}` } });
      if (response.ok) return digestOf(response.body ?? []).catch(() => undefined);
      await response.body?.cancel();
      return undefined;
    },
  };
}
