import { type Collection, follow, type Model } from '../data/model.ts';
import { invalidQuery } from '../errors.ts';
import { substitute } from './variables.ts';

/**
 * A filter, read: field by field, each with one operator. A path goes through relations; its last step may be a
 * function (`year(published_at)`), and a step into a many-to-any names the collection (`item:cms_block_chart`).
 */
export type Condition =
  | { readonly kind: 'all'; readonly of: readonly Condition[] }
  | { readonly kind: 'any'; readonly of: readonly Condition[] }
  | { readonly kind: 'compare'; readonly path: readonly string[]; readonly operator: string; readonly operand: unknown }
  | {
      readonly kind: 'quantifier';
      readonly some: boolean;
      readonly path: readonly string[];
      readonly of: Condition | null;
    };

/**
 * Reads a filter as GraphQL or a permission writes it. Null where it constrains nothing.
 * @throws DirectusError INVALID_QUERY for null in place of an object, and for an object in place of a list: literals
 *   are read straight from the document, so that GraphQL's list coercion never happens
 */
export function readCondition(model: Model, collection: Collection, filter: unknown): Condition | null {
  return readObject({ model, collection, path: [] }, filter);
}

interface Place {
  readonly model: Model;
  readonly collection: Collection;
  readonly path: readonly string[];
}

function readObject(place: Place, value: unknown): Condition | null {
  if (value === null || value === undefined) throw invalidQuery('Invalid filter object');
  if (typeof value !== 'object') return compare(place, '_eq', value);
  const read = Object.entries(value).flatMap(([key, nested]) => readEntry(place, key, nested) ?? []);
  return read.length > 1 ? { kind: 'all', of: read } : (read[0] ?? null);
}

function readEntry(place: Place, key: string, value: unknown): Condition | null {
  if (key === '_and' || key === '_or') return readList(place, key === '_and' ? 'all' : 'any', value);
  if (key === '_some' || key === '_none') {
    const of = readCondition(place.model, place.collection, value);
    return { kind: 'quantifier', some: key === '_some', path: place.path, of };
  }
  if (key.startsWith('_')) return compare(place, key, value);
  if (key.endsWith('_func')) return readFunctions(place, key.slice(0, -'_func'.length), value);
  const step = scoped(place.collection, key);
  const collection = follow(place.model, place.collection, step) ?? place.collection;
  return readObject({ ...place, collection, path: [...place.path, step] }, value);
}

function readList(place: Place, kind: 'all' | 'any', value: unknown): Condition | null {
  if (!Array.isArray(value)) throw invalidQuery('Invalid filter object');
  const of = value.map((each) => readObject(place, each));
  // One alternative that constrains nothing lets everything through.
  if (kind === 'any' && of.includes(null)) return null;
  const constraints = of.filter((each) => each !== null);
  return constraints.length > 0 ? { kind, of: constraints } : null;
}

function readFunctions(place: Place, field: string, value: unknown): Condition | null {
  const read = Object.entries(value ?? {}).flatMap(
    ([name, nested]) => readObject({ ...place, path: [...place.path, `${name}(${field})`] }, nested) ?? [],
  );
  return read.length > 1 ? { kind: 'all', of: read } : (read[0] ?? null);
}

function compare({ path }: Place, operator: string, value: unknown): Condition {
  const takesList = ['_in', '_nin', '_between', '_nbetween'].includes(operator);
  if (!takesList) return { kind: 'compare', path, operator, operand: substitute(value) };
  const list = typeof value === 'string' ? value.split(',') : Array.isArray(value) ? value : [value];
  return { kind: 'compare', path, operator, operand: list.map(substitute) };
}

/** GraphQL writes `item__cms_block_chart` for what Directus calls `item:cms_block_chart`. */
function scoped(collection: Collection, key: string): string {
  const [field = key, target] = key.split('__');
  return target && collection.relations.get(field)?.kind === 'm2a' ? `${field}:${target}` : key;
}
