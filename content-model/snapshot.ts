import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';

const collection = z.looseObject({
  collection: z.string(),
  meta: z.looseObject({ singleton: z.boolean(), sort_field: z.string().nullable() }),
  /** Absent for a folder of the Data Studio, which has no table. */
  schema: z.looseObject({ name: z.string() }).nullish(),
});

const field = z.looseObject({
  collection: z.string(),
  field: z.string(),
  type: z.string(),
  meta: z.looseObject({ special: z.array(z.string()).nullable() }),
  /** Absent for an alias, which has no column. */
  schema: z.looseObject({ is_nullable: z.boolean(), is_primary_key: z.boolean(), is_unique: z.boolean() }).nullish(),
});

const relation = z.looseObject({
  collection: z.string(),
  field: z.string(),
  related_collection: z.string().nullable(),
  meta: z.looseObject({
    one_field: z.string().nullable(),
    junction_field: z.string().nullable(),
    sort_field: z.string().nullable(),
    one_collection_field: z.string().nullable(),
    one_allowed_collections: z.array(z.string()).nullable(),
  }),
  /** Absent for many-to-any, which cannot have a foreign key. */
  schema: z.looseObject({ on_delete: z.string().nullable() }).nullish(),
});

const snapshot = z.looseObject({
  version: z.literal(1),
  directus: z.string(),
  collections: z.array(collection),
  fields: z.array(field),
  relations: z.array(relation),
});

/** The output of `directus schema snapshot`. Parts that are not used here are unchecked, and stay in the value. */
export type Snapshot = z.infer<typeof snapshot>;
export type SnapshotCollection = Snapshot['collections'][number];
export type SnapshotField = Snapshot['fields'][number];
export type SnapshotRelation = Snapshot['relations'][number];

/**
 * Reads a Directus schema snapshot.
 * @throws Error with the invalid places, if the file is not a snapshot
 */
export function readSnapshot(path: URL): Snapshot {
  const read = snapshot.safeParse(parse(readFileSync(path, 'utf8')));
  if (read.success) return read.data;
  throw new Error(`${path.pathname} is not a Directus schema snapshot:\n${z.prettifyError(read.error)}`);
}
