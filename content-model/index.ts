import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { readSnapshot, type Snapshot, type SnapshotField, type SnapshotRelation } from './snapshot.ts';

/** One row as JSON: timestamps in ISO 8601, csv fields as arrays, relations as keys. */
export type Row = Readonly<Record<string, unknown>>;

/** The content model and its rows: what a real Directus is provisioned from and what its stand-in serves. */
export interface Content {
  /** Collections that hold rows, each after those that it refers to. */
  readonly collections: readonly ContentCollection[];
  readonly relations: readonly ContentRelation[];
  /** Rows by collection; a singleton has one. */
  readonly rows: Readonly<Record<string, readonly Row[]>>;
  readonly files: readonly ContentFile[];
  /** What a caller without credentials may read. */
  readonly publicPermissions: readonly ReadPermission[];
  /** The snapshot as Directus wrote it. */
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

/** A column that refers to another collection, and how that one sees it. */
export interface ContentRelation {
  readonly collection: string;
  readonly field: string;
  /** Null for many-to-any: then `collectionField` says, row by row, which of `allowedCollections` it is. */
  readonly relatedCollection: string | null;
  readonly collectionField: string | null;
  readonly allowedCollections: readonly string[] | null;
  /** The alias on the other side that lists these rows. */
  readonly oneField: string | null;
  /** In a junction, the column that leads on to the far side. */
  readonly junctionField: string | null;
  readonly sortField: string | null;
}

/** A row of `directus_files`, and where its bytes are. */
export interface ContentFile {
  readonly id: string;
  readonly title: string;
  readonly description: string;
  readonly type: string;
  /** Pixels. */
  readonly width: number;
  readonly height: number;
  /** Bytes. */
  readonly filesize: number;
  readonly filename_download: string;
  readonly filename_disk: string;
  /** Absolute, on this machine. */
  readonly path: string;
}

/** Leave to read some fields of the rows that a Directus filter lets through; `null` lets all through. */
export interface ReadPermission {
  readonly collection: string;
  /** Names of fields, or `*` for all. */
  readonly fields: readonly string[];
  readonly filter: Readonly<Record<string, unknown>> | null;
}

const folder = new URL('./', import.meta.url);

/** Reads the content model of this folder. */
export function loadContent(): Content {
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

/** The content that a snapshot describes, with the collections and relations that it names. */
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

/** Orders collections so that rows can be inserted: what is referred to comes before what refers to it. */
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
