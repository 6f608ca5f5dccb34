import { type Collection, collectionOf, type Model } from '../data/model.ts';
import type { Role } from '../data/roles.ts';
import type { Cell, Row, Store } from '../data/store.ts';
import { invalidQuery } from '../errors.ts';
import { datePart, datePartsOf } from './date-parts.ts';
import { childrenOf } from './joins.ts';

/** Everything that a query is answered from: the model, the rows, and who asks. */
export interface Scope {
  readonly model: Model;
  readonly store: Store;
  readonly role: Role;
}

/** Reads one value of a row; of no row null, and a count of 0. */
export type Getter = (row: Row | null) => Cell;

/** A function over a field, as Directus writes it: `year(published_at)`. */
export function parseFunction(step: string): { readonly name: string; readonly field: string } | null {
  const [, name, field] = /^(\w+)\((\w+)\)$/.exec(step) ?? [];
  return name && field ? { name, field } : null;
}

/** The field that a step of a path is about, without its function or its many-to-any scope. */
export function fieldOf(step: string): string {
  return parseFunction(step)?.field ?? step.split(':')[0] ?? step;
}

/** The type of what a getter answers. */
export function typeOf(collection: Collection, step: string): string {
  const call = parseFunction(step);
  if (call) return 'integer';
  return collection.fields.get(step)?.type ?? 'string';
}

/**
 * Compiles the last step of a path: a column, a part of a date, or the count of what a to-many relation lists.
 * @param countable which rows of a collection a count counts; all of them for filters and sorts, which heed no rules
 * @throws DirectusError INVALID_QUERY for a function that the field's type has not
 */
export function getter(
  { model, store }: Scope,
  collection: Collection,
  step: string,
  countable: (target: Collection) => (row: Row) => boolean = () => () => true,
): Getter {
  const call = parseFunction(step);
  if (!call) return (row) => row?.[step] ?? null;
  const { name, field } = call;
  const type = collection.fields.get(field)?.type ?? '';
  if (datePartsOf(type).includes(name)) return (row) => datePart(name, row?.[field] ?? null);
  if (name === 'count' && type === 'json') return (row) => lengthOf(row?.[field] ?? null);
  const relation = collection.relations.get(field);
  if (name !== 'count' || relation?.kind !== 'o2m') throw invalidQuery(`Invalid function specified "${name}"`);
  const counts = countable(collectionOf(model, relation.target));
  return (row) => (row ? childrenOf(store, collection, relation, row).filter(counts).length : 0);
}

/** @throws Error for what is no list */
function lengthOf(cell: Cell): number | null {
  if (cell === null) return null;
  const value: unknown = JSON.parse(String(cell));
  if (Array.isArray(value)) return value.length;
  throw new Error('cannot get array length of a non-array');
}
