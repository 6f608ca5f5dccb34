import type { Collection, ManyToOne, OneToMany } from '../data/model.ts';
import { present, type Row } from '../data/store.ts';
import { getter, type Scope } from './columns.ts';
import type { Condition } from './condition.ts';
import type { Column } from './fields.ts';
import { rowFilter, ruleOf } from './filter.ts';
import { anyKey } from './joins.ts';
import type { NestedAny, Query } from './query.ts';
import { type Selection, selectRows } from './select.ts';

/** QUERY_LIMIT_DEFAULT: how many items where nobody says, at the root and for each parent. */
export const DEFAULT_LIMIT = 100;

/** An item of an answer, by field names; a relation goes by its alias. */
export type Item = Record<string, unknown>;

/** Reads a root's items. */
export function readItems(scope: Scope, { selection, ...query }: Query): Item[] {
  const limited = { ...selection, limit: selection.limit ?? DEFAULT_LIMIT };
  return toItems(scope, query, selectRows(scope, query.collection, limited));
}

type Shape = Pick<Query, 'collection' | 'columns' | 'nested'>;

/** Makes items of rows, relations included: each relation is read once for all rows. */
function toItems(scope: Scope, { collection, columns, nested }: Shape, rows: readonly Row[]): Item[] {
  if (rows.length === 0) return [];
  const values = columns.map((column) => [column.key, reader(scope, collection, column)] as const);
  const items = rows.map((row) => Object.fromEntries(values.map(([key, read]) => [key, read(row)])));
  for (const each of nested) {
    const related =
      'queries' in each
        ? readAny(scope, each, rows)
        : each.relation.kind === 'm2o'
          ? readOne(scope, each.relation, each.query, rows)
          : readMany(scope, collection, each.relation, each.query, rows);
    for (const [index, item] of items.entries()) item[each.key] = related[index];
  }
  return items;
}

function reader(scope: Scope, collection: Collection, { step }: Column): (row: Row) => unknown {
  const field = collection.fields.get(step);
  const get = getter(scope, collection, step, (target) => rowFilter(scope, target, ruleOf(scope, target)));
  return field ? (row) => present(field, get(row)) : get;
}

/**
 * The one related item of each row. Its arguments apply to the related rows of all rows together, and a filter by a
 * list of keys is lost: Directus writes its own list over it.
 */
function readOne(scope: Scope, { field, target }: ManyToOne, query: Query, rows: readonly Row[]): (Item | null)[] {
  const { primaryKey } = query.collection;
  const keys = rows.map((row) => row[field] ?? null);
  const { filter = null, ...selection } = query.selection;
  const found = selectRows(
    scope,
    query.collection,
    { ...selection, filter: isKeyList(filter, primaryKey) ? null : filter, limit: -1 },
    scope.store.find(target, primaryKey, keys),
  );
  const items = toItems(scope, query, found);
  const byKey = new Map(found.map((row, index) => [row[primaryKey], items[index] ?? null]));
  return keys.map((key) => byKey.get(key) ?? null);
}

function isKeyList(filter: Condition | null, primaryKey: string): boolean {
  return filter?.kind === 'compare' && filter.path.join('.') === primaryKey && filter.operator === '_in';
}

/** The related items of each row, each row's cut for itself, then ordered once more. */
function readMany(
  scope: Scope,
  { primaryKey }: Collection,
  { target, foreignKey, sortField }: OneToMany,
  query: Query,
  rows: readonly Row[],
): Item[][] {
  const keys = rows.map((row) => row[primaryKey] ?? null);
  const { filter = null, search, sort = [sortField ?? query.collection.defaultSort] } = query.selection;
  const among = scope.store.find(target, foreignKey, keys);
  const children = selectRows(scope, query.collection, { filter, search, sort }, among);
  const byParent = Map.groupBy(children, (row) => row[foreignKey]);
  const kept = keys.map((key) => cutChildren(byParent.get(key) ?? [], query.selection));
  // Directus always fetches these two, and so the second ordering always knows them.
  const own = [foreignKey, ...(sortField ? [sortField] : [])].map((name) => ({ key: name, step: name }));
  const all = kept.flat();
  const items = toItems(scope, { ...query, columns: [...query.columns, ...own] }, all);
  const itemOf = new Map(all.map((row, index) => [row, items[index] ?? {}]));
  return kept.map((of) =>
    orderAgain(
      of.map((row) => itemOf.get(row) ?? {}),
      sort[0] ?? '',
    ),
  );
}

/** A page and an offset add up here, and a page without a limit counts back from the end. */
function cutChildren(rows: readonly Row[], { limit = DEFAULT_LIMIT, offset = 0, page = 0 }: Selection) {
  const paged = page > 1 ? rows.slice(limit * (page - 1)) : rows;
  const rest = paged.slice(Math.max(offset, 0));
  return limit === -1 ? rest : rest.slice(0, limit);
}

/**
 * Orders what is left of a to-many relation by its first sort field, as Directus does in JavaScript after the database
 * did: by the item's value, if that field was requested, with null last either way and no sense of objects.
 */
function orderAgain(items: Item[], sort: string): Item[] {
  const isDescending = sort.startsWith('-');
  const column = isDescending ? sort.slice(1) : sort;
  return items.sort((one, other) => {
    const [left, right] = [one[column] as string, other[column] as string];
    if (left === right) return 0;
    if (left === null) return 1;
    if (right === null) return -1;
    return left < right === isDescending ? 1 : -1;
  });
}

/** The one item of each row, of whichever collection the row names. Under an alias, Directus finds none. */
function readAny(scope: Scope, { key, relation, queries }: NestedAny, rows: readonly Row[]): (Item | null)[] {
  const { field, collectionField } = relation;
  if (key !== field) return rows.map(() => null);
  const found = new Map<string, Item>();
  for (const [name, query] of queries) {
    const { primaryKey } = query.collection;
    const keys = rows
      .filter((row) => row[collectionField] === name)
      .map((row) => anyKey(query.collection, row[field] ?? null));
    const targets = selectRows(scope, query.collection, {}, scope.store.find(name, primaryKey, keys));
    for (const [index, item] of toItems(scope, query, targets).entries()) {
      found.set(`${name}:${targets[index]?.[primaryKey]}`, { ...item, __typename: name });
    }
  }
  return rows.map((row) => found.get(`${row[collectionField]}:${row[field]}`) ?? null);
}
