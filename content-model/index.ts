import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { createDerived } from '../subgraphs/common/memo.ts';
import { readSnapshot, type Snapshot, type SnapshotField, type SnapshotRelation } from './snapshot.ts';

/** One row as JSON: timestamps in ISO 8601, csv fields as arrays, relations as keys. */
export type Row = Readonly<Record<string, unknown>>;

/** The content model and its rows, for provisioning a real Directus and for its stand-in. */
export interface Content {
  /** Collections with rows, each after the collections that it refers to. */
  readonly collections: readonly ContentCollection[];
  readonly relations: readonly ContentRelation[];
  /** Rows by collection; a singleton has one. */
  readonly rows: Readonly<Record<string, readonly Row[]>>;
  readonly files: readonly ContentFile[];
  /** Read permissions of a caller without credentials. */
  readonly publicPermissions: readonly ReadPermission[];
  /** Directus's own snapshot. */
  readonly snapshot: Snapshot;
}

export interface ContentCollection {
  readonly name: string;
  readonly singleton: boolean;
  readonly sortField: string | null;
  readonly fields: readonly ContentField[];
}

export interface ContentField {
  readonly name: string;
  /** Directus's type: `integer`, `string`, `text`, `csv`, `uuid`, `date`, `timestamp`, or `alias` where there is no column. */
  readonly type: string;
  /** Directus's flags: `m2o`, `o2m`, `m2m`, `m2a`, `file`, `cast-csv`. */
  readonly special: readonly string[];
  readonly nullable: boolean;
  readonly unique: boolean;
  readonly primaryKey: boolean;
}

/** A column that refers to another collection, with the alias in that collection. */
export interface ContentRelation {
  readonly collection: string;
  readonly field: string;
  /** null for many-to-any: then each row's `collectionField` names one of `allowedCollections`. */
  readonly relatedCollection: string | null;
  readonly collectionField: string | null;
  readonly allowedCollections: readonly string[] | null;
  /** The alias on the other side that lists these rows. */
  readonly oneField: string | null;
  /** In a junction, the column that refers to the other side. */
  readonly junctionField: string | null;
  readonly sortField: string | null;
}

/** A row of `directus_files`, with the path of its bytes. */
export interface ContentFile {
  readonly id: string;
  readonly title: string;
  readonly description: string;
  readonly type: string;
  /** In pixels. */
  readonly width: number;
  readonly height: number;
  /** In bytes. */
  readonly filesize: number;
  readonly filename_download: string;
  readonly filename_disk: string;
  /** Absolute path on this machine. */
  readonly path: string;
}

/** Permission to read some fields of the rows that match a Directus filter; `null` matches all rows. */
export interface ReadPermission {
  readonly collection: string;
  /** Names of fields, or `*` for all. */
  readonly fields: readonly string[];
  readonly filter: Readonly<Record<string, unknown>> | null;
}

const folder = new URL('./', import.meta.url);

const contents = createDerived<URL, Content>();

/** Reads the content model of this folder, once. */
export const loadContent = (): Content => contents.derive(folder, readContent);

function readContent(): Content {
  const snapshot = readSnapshot(new URL('snapshot.yaml', folder));
  const tables = snapshot.collections.filter(({ schema }) => schema).map(({ collection }) => collection);
  return contentOf({
    snapshot,
    rows: Object.fromEntries(tables.map((name) => [name, readJson<Row[]>(`rows/${name}.json`)])),
    files: readJson<Omit<ContentFile, 'path'>[]>('rows/files.json').map((file) => ({
      ...file,
      path: fileURLToPath(new URL(`files/${file.filename_download}`, folder)),
    })),
    publicPermissions: readJson<ReadPermission[]>('permissions.json'),
  });
}

/** Adds the collections and relations of the snapshot to a content. */
export function contentOf(content: Omit<Content, 'collections' | 'relations'>): Content {
  const relations = content.snapshot.relations.map(toRelation);
  return { ...content, relations, collections: parentsFirst(toCollections(content.snapshot), relations) };
}

function readJson<T>(path: string): T {
  return JSON.parse(readFileSync(new URL(path, folder), 'utf8'));
}

function toCollections({ collections, fields }: Snapshot): ContentCollection[] {
  return collections
    .filter(({ schema }) => schema)
    .map(({ collection, meta }) => ({
      name: collection,
      singleton: meta.singleton,
      sortField: meta.sort_field,
      fields: fields.filter((field) => field.collection === collection).map(toField),
    }));
}

function toField({ field, type, meta, schema }: SnapshotField): ContentField {
  return {
    name: field,
    type,
    special: meta.special ?? [],
    nullable: schema?.is_nullable ?? true,
    unique: schema?.is_unique ?? false,
    primaryKey: schema?.is_primary_key ?? false,
  };
}

function toRelation({ collection, field, related_collection, meta }: SnapshotRelation): ContentRelation {
  return {
    collection,
    field,
    relatedCollection: related_collection,
    collectionField: meta.one_collection_field,
    allowedCollections: meta.one_allowed_collections,
    oneField: meta.one_field,
    junctionField: meta.junction_field,
    sortField: meta.sort_field,
  };
}

/** Orders collections so that rows can be inserted: each after the collections that it refers to. */
function parentsFirst(
  collections: readonly ContentCollection[],
  relations: readonly ContentRelation[],
): readonly ContentCollection[] {
  const ordered = new Set<ContentCollection>();
  const place = (collection: ContentCollection) => {
    if (ordered.has(collection)) return;
    for (const { relatedCollection, allowedCollections } of relations.filter((r) => r.collection === collection.name)) {
      const parents = relatedCollection ? [relatedCollection] : (allowedCollections ?? []);
      // A tree refers to itself.
      const others = collections.filter((other) => other !== collection && parents.includes(other.name));
      for (const parent of others) place(parent);
    }
    ordered.add(collection);
  };
  for (const collection of collections) place(collection);
  return [...ordered];
}
