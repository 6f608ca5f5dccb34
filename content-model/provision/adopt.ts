import { isDeepStrictEqual } from 'node:util';
import { isJsonObject } from '../../subgraphs/common/json.ts';
import type { Snapshot, SnapshotCollection, SnapshotField, SnapshotRelation } from '../snapshot.ts';
import { agrees } from './agrees.ts';
import type { DirectusApi } from './directus-api.ts';

type Meta = Readonly<Record<string, unknown>>;
/** A collection, field or relation of Directus. Without `meta` it is in the database, but not yet adopted. */
interface Known {
  readonly collection: string;
  readonly field?: string;
  readonly meta: Meta | null;
  readonly schema: { readonly on_delete?: string } | null;
}

/**
 * Makes Directus adopt existing tables, with the collections, fields and relations of the snapshot.
 * `POST /schema/apply` cannot, as it would create the tables. Adopted ones are changed only where they differ.
 */
export async function adoptSnapshot(api: DirectusApi, snapshot: Snapshot): Promise<void> {
  await adoptCollections(api, snapshot.collections);
  await adoptFields(api, snapshot.fields);
  await adoptRelations(api, snapshot.relations);
}

async function adoptCollections(api: DirectusApi, wanted: readonly SnapshotCollection[]): Promise<void> {
  const known = await api.request<Known[]>('GET', '/collections');
  const present: { collection: string; meta: Meta }[] = [];
  for (const { collection, meta, schema } of wanted) {
    const found = known.find((each) => each.collection === collection);
    if (found && isAdopted(found, meta)) continue;
    if (found) present.push({ collection, meta });
    else if (!schema) await api.request('POST', '/collections', { collection, meta, schema: null });
    else throw new Error(`Directus does not see the table ${collection}. Does it run on the database just migrated?`);
  }
  if (present.length > 0) await api.request('PATCH', '/collections', present);
}

async function adoptFields(api: DirectusApi, wanted: readonly SnapshotField[]): Promise<void> {
  const known = await api.request<Known[]>('GET', '/fields');
  for (const [collection, fields] of Map.groupBy(wanted, (field) => field.collection)) {
    const present: { field: string; meta: Meta }[] = [];
    for (const { field, type, meta } of fields) {
      const found = known.find((each) => each.collection === collection && each.field === field);
      if (found && isAdopted(found, meta)) continue;
      if (found) present.push({ field, meta });
      else if (type === 'alias') await api.request('POST', `/fields/${collection}`, { field, type, meta });
      else throw new Error(`The table ${collection} lacks the column ${field} of snapshot.yaml: add a migration.`);
    }
    if (present.length > 0) await api.request('PATCH', `/fields/${collection}`, present);
  }
}

async function adoptRelations(api: DirectusApi, wanted: readonly SnapshotRelation[]): Promise<void> {
  const known = await api.request<Known[]>('GET', '/relations');
  for (const relation of wanted) {
    const { collection, field, meta, schema } = relation;
    const found = known.find((each) => each.collection === collection && each.field === field);
    if (found && isAdopted(found, meta) && found.schema?.on_delete === schema?.on_delete) continue;
    if (found) await api.request('PATCH', `/relations/${collection}/${field}`, relation);
    else await api.request('POST', '/relations', relation);
  }
}

function isAdopted({ meta }: Known, wanted: Meta): boolean {
  return meta !== null && agrees(meta, wanted);
}

interface SchemaDiff {
  readonly diff: Readonly<Record<string, readonly DiffEntry[]>>;
}

interface DiffEntry {
  readonly collection: string;
  readonly field?: string;
  readonly diff: readonly Change[];
}

/** A change from Directus's value (`lhs`) to the snapshot's value (`rhs`). */
interface Change {
  readonly kind: string;
  readonly path?: readonly string[];
  readonly lhs?: unknown;
  readonly rhs?: unknown;
}

/**
 * Makes Directus compare its schema with the snapshot. Ignores collections that the snapshot does not contain, and
 * metadata that the snapshot's version of Directus did not have.
 * @throws Error with each difference
 */
export async function verifySnapshot(api: DirectusApi, snapshot: Snapshot): Promise<void> {
  // `systemFields`: indexes of Directus's own tables, which differ by version. Older versions refuse the key.
  const { systemFields: _, ...own } = snapshot;
  // `force` allows another version of Directus than the one that wrote the snapshot.
  const answer = await api.request<SchemaDiff | undefined>('POST', '/schema/diff?force=true', own);
  const ours = new Set(snapshot.collections.map(({ collection }) => collection));
  const entries = Object.values(answer?.diff ?? {}).flat();
  const differences = entries.filter(({ collection }) => ours.has(collection)).flatMap(describeEntry);
  if (differences.length === 0) return;
  throw new Error(
    `Directus differs from snapshot.yaml:\n${differences.map((each) => `  ${each}`).join('\n')}\n` +
      'Run `directus schema snapshot` and add a migration to keep the changes of Directus, or undo them in Directus.',
  );
}

function describeEntry({ collection, field, diff }: DiffEntry): readonly string[] {
  const paths = diff.flatMap(changedPaths);
  if (paths.length === 0) return [];
  const named = paths.filter(Boolean).join(', ');
  return [[field ? `${collection}.${field}` : collection, ...(named ? [`(${named})`] : [])].join(' ')];
}

/** Returns the changed paths, without metadata that Directus added since the snapshot; empty for a whole entry. */
function changedPaths({ kind, path = [], lhs, rhs }: Change): readonly string[] {
  const [part] = path;
  if (part === 'meta' && path.length === 2 && kind === 'D') return [];
  // Directus 12 returns the whole metadata where keys were added or removed.
  if (part === 'meta' && path.length === 1 && isJsonObject(lhs) && isJsonObject(rhs)) {
    const changed = Object.keys(rhs).filter((key) => !isDeepStrictEqual(lhs[key], rhs[key]));
    return changed.map((key) => `meta.${key}`);
  }
  return [path.join('.')];
}
