import type { Collection } from '../data/model.ts';
import type { Mutation } from '../data/mutations.ts';
import { mayRead } from '../data/roles.ts';
import { type Cell, present, type Row } from '../data/store.ts';
import { forbidden } from '../errors.ts';
import type { Scope } from '../query/columns.ts';
import { keyCell } from './columns.ts';
import { createRow, deleteRows, updateRow } from './write.ts';
import type { Given, Writing } from './writing.ts';

/** Everything that a write is done in: who asks, and what rows are held to. */
export type WritingScope = Scope & Writing;

/** A request to write items: `POST`, `PATCH` or `DELETE` of `/items/<collection>` or of one item there. */
export interface ItemsRequest {
  readonly method: string;
  readonly collection: string;
  /** The key of one item, as it stands in the URL. */
  readonly id: string | undefined;
  readonly body: unknown;
  /** `?fields=`: the names of columns; all of them where nothing is said. */
  readonly fields: readonly string[] | undefined;
}

/**
 * Writes items, all that a request asks for or none.
 * @returns what is told of them, undefined for nothing
 * @throws DirectusError or DirectusErrors
 */
export function writeItems(scope: WritingScope, request: ItemsRequest): unknown {
  if (request.collection.startsWith('directus_')) throw forbidden();
  const collection = scope.model.get(request.collection);
  if (!collection || !scope.role.writes.has(request.collection)) throw noAccess(request.collection);
  const told: Mutation[] = [];
  const note = (event: Mutation['event'], keys: readonly Cell[]) =>
    void told.push({ collection: collection.name, event, keys });
  const shown = scope.store.transaction(() => {
    switch (request.method) {
      case 'POST':
        return create(scope, collection, request, note);
      case 'PATCH':
        return update(scope, collection, request, note);
      default:
        return remove(scope, collection, request, note);
    }
  });
  for (const mutation of told) scope.mutations.emit('mutation', mutation);
  return shown;
}

type Note = (event: Mutation['event'], keys: readonly Cell[]) => void;

function create(scope: WritingScope, collection: Collection, { body, fields }: ItemsRequest, note: Note): unknown {
  const make = (given: Given) => {
    const key = createRow(scope, collection, given);
    note('create', [key]);
    return key;
  };
  if (!Array.isArray(body)) return shown(scope, collection, [make(asGiven(body))], fields)[0];
  return shown(scope, collection, body.map(asGiven).map(make), fields);
}

function update(scope: WritingScope, collection: Collection, { id, body, fields }: ItemsRequest, note: Note): unknown {
  const given = asGiven(body);
  if (collection.singleton) {
    const [row] = scope.store.rows(collection.name);
    const key = row ? (row[collection.primaryKey] ?? null) : createRow(scope, collection, given);
    if (row) updateRow(scope, collection, key, given);
    note(row ? 'update' : 'create', [key]);
    return shown(scope, collection, [key], fields)[0];
  }
  const data = id === undefined ? asGiven(given.data) : given;
  const keys = existing(scope, collection, id === undefined ? given.keys : [id], () => {
    const names = Object.keys(data).map((name) => `"${name}"`);
    return names.length === 0
      ? missing('permission', 'update', `collection "${collection.name}"`)
      : missing('permissions', 'update', `the field(s) ${names.join(', ')} in collection "${collection.name}"`);
  });
  // Directus sorts the keys as texts, so that the last of them has the rows that all of them are given.
  for (const key of keys.toSorted()) updateRow(scope, collection, key, data);
  note('update', keys);
  const changed = shown(scope, collection, keys, fields);
  return id === undefined ? changed : changed[0];
}

function remove(scope: WritingScope, collection: Collection, { id, body }: ItemsRequest, note: Note): undefined {
  const given = id === undefined ? body : [id];
  if (id !== undefined && keyCell(collection, id) === undefined) throw forbidden();
  const keys = existing(scope, collection, given, () =>
    missing('permission', 'delete', `collection "${collection.name}"`),
  );
  deleteRows(scope, collection, keys);
  note('delete', keys);
}

/** The keys that are given, if each is that of another row: Directus counts what it finds. */
function existing({ store }: Scope, collection: Collection, given: unknown, otherwise: () => Error): readonly Cell[] {
  const ids: readonly unknown[] = Array.isArray(given) ? given : [];
  const keys = ids.map((id) => keyCell(collection, id) ?? null);
  const found = store.find(collection.name, collection.primaryKey, keys);
  if (keys.length === 0 || found.length !== keys.length) throw otherwise();
  return keys;
}

function shown(
  { store, role }: Scope,
  collection: Collection,
  keys: readonly Cell[],
  names: readonly string[] | undefined,
): readonly unknown[] {
  const columns = [...collection.fields.values()].filter(
    ({ name, type }) => type !== 'alias' && mayRead(role, collection.name, name) && (names?.includes(name) ?? true),
  );
  const show = (row: Row) =>
    Object.fromEntries(columns.map((field) => [field.name, present(field, row[field.name] ?? null)]));
  return keys
    .toSorted(byKey)
    .flatMap((key) => store.find(collection.name, collection.primaryKey, [key]))
    .map(show);
}

/** Directus reads what it has written in the order of the keys. */
function byKey(one: Cell, other: Cell): number {
  return typeof one === 'number' || typeof one === 'bigint'
    ? Number(one) - Number(other)
    : String(one) < String(other)
      ? -1
      : 1;
}

function asGiven(value: unknown): Given {
  return typeof value === 'object' && value !== null ? (value as Given) : {};
}

const noAccess = (collection: string) =>
  forbidden(`You don't have permission to access collection "${collection}" or it does not exist. Queried in root.`);

const missing = (permission: string, action: string, what: string) =>
  forbidden(`You don't have ${permission} to perform "${action}" for ${what} or it does not exist.`);
