import { type Collection, collectionOf, type OneToMany } from '../data/model.ts';
import type { Cell, Row, Store } from '../data/store.ts';
import { checkConstraints, columnsOf, keyCell, toCells, validate } from './columns.ts';
import { NOW } from './rules.ts';
import type { Given, Writing } from './writing.ts';

/**
 * Makes a row, with the related rows that it is given.
 * @param path the relations that lead to it from the row that is written
 * @returns its key
 * @throws DirectusError or DirectusErrors for a value that cannot be
 */
export function createRow(writing: Writing, collection: Collection, given: Given, path: readonly string[] = []): Cell {
  const { store, rules } = writing;
  validate(writing, collection, given, true, path);
  const cells = toCells(writing, collection, withRelated(writing, collection, given, path));
  const { name, primaryKey } = collection;
  const now = new Date().toISOString();
  const defaults = columnsOf(collection).map((field) => {
    const { default: given } = rules.column(name, field.name);
    return [field.name, given === NOW ? now : given];
  });
  const key = cells[primaryKey] ?? nextKey(store, collection);
  const row: Row = { ...Object.fromEntries(defaults), ...cells, [primaryKey]: key };
  store.replace(name, [...store.rows(name), row]);
  checkConstraints(writing, collection, row, Object.keys(row));
  writeLists(writing, collection, key, given, path);
  return key;
}

/**
 * Changes a row, and the related rows that it is given. Its key stays, whatever is given.
 * @throws DirectusError or DirectusErrors for a value that cannot be
 */
export function updateRow(
  writing: Writing,
  collection: Collection,
  key: Cell,
  given: Given,
  path: readonly string[] = [],
): void {
  const { store } = writing;
  const { name, primaryKey } = collection;
  validate(writing, collection, given, false, path);
  const { [primaryKey]: _, ...cells } = toCells(writing, collection, withRelated(writing, collection, given, path));
  const rows = store.rows(name).map((row) => (row[primaryKey] === key ? { ...row, ...cells } : row));
  store.replace(name, rows);
  const [row] = store.find(name, primaryKey, [key]);
  if (row) checkConstraints(writing, collection, row, Object.keys(cells));
  writeLists(writing, collection, key, given, path);
}

/** Deletes rows, and what goes with them. */
export function deleteRows(writing: Writing, { name, primaryKey }: Collection, keys: readonly Cell[]): void {
  const { model, store, rules } = writing;
  const gone = new Set(keys);
  store.replace(
    name,
    store.rows(name).filter((row) => !gone.has(row[primaryKey] ?? null)),
  );
  for (const { collection, field, onDelete } of rules.referringTo(name)) {
    const referring = collectionOf(model, collection);
    const orphans = store.find(collection, field, keys).map((row) => row[referring.primaryKey] ?? null);
    if (onDelete === 'refuse' && orphans.length > 0)
      throw new Error(`${collection}.${field} refers to a row of ${name}`);
    if (onDelete === 'cascade') deleteRows(writing, referring, orphans);
    else for (const orphan of orphans) updateRow(writing, referring, orphan, { [field]: null });
  }
}

function nextKey(store: Store, { name, primaryKey }: Collection): number {
  return Math.max(0, ...store.rows(name).map((row) => Number(row[primaryKey]))) + 1;
}

/** Writes the rows that a row refers to, and gives their keys in their place. */
function withRelated(writing: Writing, collection: Collection, given: Given, path: readonly string[]): Given {
  const keys = Array.from(collection.relations.values()).flatMap((relation): [string, Cell][] => {
    const value = given[relation.field];
    if (relation.kind === 'o2m' || !isGiven(value)) return [];
    const target = relation.kind === 'm2o' ? relation.target : String(given[relation.collectionField]);
    return [[relation.field, save(writing, collectionOf(writing.model, target), value, [...path, relation.field])]];
  });
  return { ...given, ...Object.fromEntries(keys) };
}

/** Makes a row, or changes it where its key is that of one. */
function save(writing: Writing, collection: Collection, given: Given, path: readonly string[]): Cell {
  const { [collection.primaryKey]: id, ...rest } = given;
  const [known] =
    id === undefined || id === null
      ? []
      : writing.store.find(collection.name, collection.primaryKey, [keyCell(collection, id) ?? null]);
  if (!known) return createRow(writing, collection, given, path);
  const key = known[collection.primaryKey] ?? null;
  if (Object.keys(rest).length > 0) updateRow(writing, collection, key, rest, path);
  return key;
}

/** Writes the rows that list aliases are given. They are all that there will be: others leave the list. */
function writeLists(writing: Writing, collection: Collection, key: Cell, given: Given, path: readonly string[]): void {
  for (const relation of collection.relations.values()) {
    const value = given[relation.field];
    if (relation.kind === 'o2m' && value !== undefined) {
      writeList(writing, relation, key, Array.isArray(value) ? value : [], [...path, relation.field]);
    }
  }
}

function writeList(
  writing: Writing,
  { target, foreignKey }: OneToMany,
  key: Cell,
  items: readonly unknown[],
  path: readonly string[],
): void {
  const { model, store, rules } = writing;
  const collection = collectionOf(model, target);
  const kept = items.map((item) => {
    const given = isGiven(item) ? item : { [collection.primaryKey]: item };
    return save(writing, collection, { ...given, [foreignKey]: key }, path);
  });
  const before = store.find(target, foreignKey, [key]).map((row) => row[collection.primaryKey] ?? null);
  const left = before.filter((each) => !kept.includes(each));
  const reference = rules.referringTo(parentOf(collection, foreignKey)).find(({ field }) => field === foreignKey);
  if (reference?.onDeselect === 'delete') deleteRows(writing, collection, left);
  else for (const each of left) updateRow(writing, collection, each, { [foreignKey]: null }, path);
}

function parentOf({ relations }: Collection, foreignKey: string): string {
  const relation = relations.get(foreignKey);
  return relation?.kind === 'm2o' ? relation.target : '';
}

function isGiven(value: unknown): value is Given {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
