import type { Cell } from '../data/store.ts';
import { fieldOf, type Getter, getter, type Scope } from './columns.ts';
import type { Joins, Slots } from './joins.ts';

/** One key of an order. */
export interface SortKey {
  readonly slot: number;
  readonly get: Getter;
  readonly descending: boolean;
}

/** Takes a sort apart: `-author.name` is a path, downwards. */
export function parseSort(sort: string): { readonly path: readonly string[]; readonly descending: boolean } {
  const descending = sort.startsWith('-');
  return { path: (descending ? sort.slice(1) : sort).split('.'), descending };
}

/** Compiles an order. What ends in a to-many relation is ordered by the key of what it lists. */
export function compileSort(scope: Scope, joins: Joins, sort: readonly string[]): readonly SortKey[] {
  return sort.map((each) => {
    const { path, descending } = parseSort(each);
    const last = path.at(-1) ?? '';
    const { collection } = joins.slotOf(path.slice(0, -1));
    if (last === fieldOf(last) && collection.relations.get(last)?.kind === 'o2m') {
      const listed = joins.slotOf(path);
      return { slot: listed.slot, get: getter(scope, listed.collection, listed.collection.primaryKey), descending };
    }
    if (collection.fields.get(last)?.type === 'json')
      throw new Error('could not identify an ordering operator for json');
    return { slot: joins.slotOf(path.slice(0, -1)).slot, get: getter(scope, collection, last), descending };
  });
}

/** What a combination of rows is ordered by. */
export function sortValues(keys: readonly SortKey[], slots: Slots): readonly Cell[] {
  return keys.map(({ slot, get }) => get(slots[slot] ?? null));
}

/** Orders as PostgreSQL does: null is the greatest, and text goes by code points. */
export function compareValues(keys: readonly SortKey[], one: readonly Cell[], other: readonly Cell[]): number {
  for (const [index, { descending }] of keys.entries()) {
    const order = compareCells(one[index] ?? null, other[index] ?? null);
    if (order !== 0) return descending ? -order : order;
  }
  return 0;
}

/** PostgreSQL's order of two values: null is the greatest. */
export function compareCells(one: Cell, other: Cell): number {
  if (one === other) return 0;
  if (one === null) return 1;
  if (other === null) return -1;
  return one < other ? -1 : 1;
}
