import type { Column } from './column.ts';

/** What of a column says how its values compare. */
export type Comparable = Pick<Column, 'kind' | 'options'>;

/** Texts compare as in the database that was recorded: ICU's rules for en-US, by which case is the last difference. */
const collator = new Intl.Collator('en-US');

/** Orders two stored values of one column as Postgres does. Neither may be null. */
export function compareValues(column: Comparable, a: unknown, b: unknown): number {
  if (column.kind === 'RAW_JSON') return compareJson(a, b);
  if (Array.isArray(a) && Array.isArray(b)) return compareLists(column, a, b);
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  if (typeof a === 'boolean' && typeof b === 'boolean') return Number(a) - Number(b);
  const [left, right] = [textOf(a), textOf(b)];
  if (column.options.length > 0) return column.options.indexOf(left) - column.options.indexOf(right);
  const isText = column.kind === 'TEXT' || column.kind === 'ARRAY';
  return (isText && collator.compare(left, right)) || compareBytes(left, right);
}

/** A stored value as text, null as the empty text: what `CONCAT` and `::text` make of it. */
export function textOf(value: unknown): string {
  if (value === null || value === undefined) return '';
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** The first item that differs decides, else the length. */
function compareLists(column: Comparable, a: readonly unknown[], b: readonly unknown[]): number {
  for (const [index, item] of a.entries()) {
    if (index >= b.length) return 1;
    const order = compareValues(column, item, b[index]);
    if (order !== 0) return order;
  }
  return a.length - b.length;
}

/** Postgres orders JSON by its kind first: objects behind arrays behind booleans, numbers, texts. */
function compareJson(a: unknown, b: unknown): number {
  const byKind = kindRank(a) - kindRank(b);
  if (byKind !== 0 || typeof a === 'number') return byKind || Number(a) - Number(b);
  return sizeOf(a) - sizeOf(b) || compareBytes(textOf(a), textOf(b));
}

function kindRank(value: unknown): number {
  if (Array.isArray(value)) return 4;
  return ['string', 'number', 'boolean', 'object'].indexOf(typeof value) + (typeof value === 'object' ? 2 : 0);
}

function sizeOf(value: unknown): number {
  return typeof value === 'object' && value !== null ? Object.keys(value).length : 0;
}

function compareBytes(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
