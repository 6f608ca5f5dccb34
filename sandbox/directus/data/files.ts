import type { ContentCollection, ContentField, ContentFile, Row } from '../../../content-model/index.ts';

const TYPES = {
  id: 'uuid',
  storage: 'string',
  filename_disk: 'string',
  filename_download: 'string',
  title: 'string',
  type: 'string',
  folder: 'uuid',
  uploaded_by: 'uuid',
  created_on: 'timestamp',
  modified_by: 'uuid',
  modified_on: 'timestamp',
  charset: 'string',
  filesize: 'bigInteger',
  width: 'integer',
  height: 'integer',
  duration: 'integer',
  embed: 'string',
  description: 'text',
  location: 'text',
  tags: 'json',
  metadata: 'json',
  focal_point_x: 'integer',
  focal_point_y: 'integer',
  tus_id: 'string',
  tus_data: 'json',
  uploaded_on: 'timestamp',
} as const;

/** What Directus's own description says is never null. */
const PRESENT: ReadonlySet<string> = new Set(['id', 'modified_on']);

function toField([name, type]: readonly [string, string]): ContentField {
  return { name, type, special: [], nullable: !PRESENT.has(name), unique: name === 'id', primaryKey: name === 'id' };
}

/** Directus's own collection of files, as version 11.17.4 has it. */
export const FILES: ContentCollection = {
  name: 'directus_files',
  singleton: false,
  sortField: null,
  fields: Object.entries(TYPES).map(toField),
};

/** A file's row. What only an upload could tell (who, when) is null, but for the moment of the last change. */
export function toFileRow({ path: _, ...file }: ContentFile): Row {
  return { ...file, storage: 'local', modified_on: '2026-01-01T00:00:00.000Z' };
}
