import type { SelectionNode } from 'graphql';
import type { Collection } from '../data/model.ts';
import { type Cell, decimalText, jsonOf, present, type Row } from '../data/store.ts';
import { type Aggregation, readAggregation } from './aggregation.ts';
import { parseFunction, type Scope } from './columns.ts';
import { DEFAULT_LIMIT, type Item } from './read.ts';
import { bounds, selectCombinations, selectRows } from './select.ts';
import { compareCells, parseSort } from './sort.ts';

/**
 * Answers `…_aggregated`.
 * @throws DirectusError INVALID_QUERY or FORBIDDEN
 * @throws Error where Directus or PostgreSQL would trip
 */
export function aggregate(
  scope: Scope,
  collection: Collection,
  selections: readonly SelectionNode[],
  values: Readonly<Record<string, unknown>>,
): Item[] {
  const aggregation = readAggregation(scope, collection, selections, values);
  const { functions, groupBy, selection } = aggregation;
  const limited = { ...selection, limit: selection.limit ?? DEFAULT_LIMIT };
  const isAggregate = functions.has('countAll') || [...functions.values()].some((fields) => fields.length > 0);
  // With nothing to aggregate it is an ordinary list, whose items have nothing that could be requested.
  if (!isAggregate && !groupBy) return selectRows(scope, collection, limited).map(() => ({}));
  const rows = selectCombinations(scope, collection, selection);
  const groups = groupRows(rows, aggregation).map((group) => ({
    ...group,
    item: toItem(collection, aggregation, group),
  }));
  return order(groups, aggregation)
    .slice(...bounds(limited))
    .map(({ item }) => item);
}

/** Rows that have the same values in all that is grouped by. */
interface Group {
  readonly values: readonly Cell[];
  readonly rows: readonly Row[];
}

interface AnsweredGroup extends Group {
  readonly item: Item;
}

function groupRows(rows: readonly Row[], { groupBy, getters }: Aggregation): Group[] {
  if (!groupBy) return [{ values: [], rows }];
  const valuesOf = (row: Row) => getters.map((get) => get(row));
  const grouped = Map.groupBy(rows, (row) => JSON.stringify(valuesOf(row).map(jsonOf)));
  return Array.from(grouped.values(), (members) => ({ values: members.slice(0, 1).flatMap(valuesOf), rows: members }));
}

function toItem(collection: Collection, { functions, groupBy }: Aggregation, { values, rows }: Group): Item {
  const entries = groupBy?.map((step, index) => [keyOf(step), presentGroup(collection, step, values[index] ?? null)]);
  const item: Item = entries ? { group: Object.fromEntries(entries) } : {};
  for (const [name, fields] of functions) {
    if (name === 'countAll') item[name] = rows.length;
    else if (fields.length > 0)
      item[name] = Object.fromEntries(fields.map((field) => [field, answered(collection, name, field, rows)]));
  }
  return item;
}

/** `year(published_at)` goes by `published_at_year`. */
function keyOf(step: string): string {
  const call = parseFunction(step);
  return call ? `${call.field}_${call.name}` : step;
}

/** Types of which Directus takes a number for a value of theirs: a moment it cannot read, and of the others it answers none. */
const UNCOUNTED = ['date', 'dateTime', 'csv'];

function answered({ fields }: Collection, name: string, field: string, rows: readonly Row[]): Cell {
  const type = fields.get(field)?.type ?? '';
  const value = apply(name, field, rows);
  if (type === 'timestamp') throw new Error('Invalid time value');
  if (UNCOUNTED.includes(type)) return 'no number';
  if (type !== 'decimal' || name.startsWith('count') || value === null) return value === null ? null : Number(value);
  if (name.startsWith('avg')) {
    const count = Number(apply(name.replace('avg', 'count'), field, rows));
    return Number(decimalText(apply(name.replace('avg', 'sum'), field, rows))) / count;
  }
  return Number(decimalText(value));
}

/** A part of a date comes as PostgreSQL's numeric does: as a string, seconds with their six decimals. */
function presentGroup(collection: Collection, step: string, cell: Cell): unknown {
  const field = collection.fields.get(step);
  if (cell === null) return null;
  if (field) return field.type === 'decimal' ? decimalText(cell) : present(field, cell);
  return parseFunction(step)?.name === 'second' ? Number(cell).toFixed(6) : String(cell);
}

function apply(name: string, field: string, rows: readonly Row[]): number | bigint | null {
  const cells = rows.map((row) => row[field] ?? null).filter((cell) => cell !== null);
  const values = name.endsWith('Distinct') ? [...new Set(cells)] : cells;
  if (name.startsWith('count')) return values.length;
  if (values.length === 0) return null;
  const integers = values.filter((value) => typeof value === 'bigint');
  if (integers.length === values.length) return applyTo(name, integers);
  const numbers = values.map(Number);
  if (name === 'min' || name === 'max') return numbers.reduce((one, other) => Math[name](one, other));
  const sum = numbers.reduce((one, other) => one + other);
  return name.startsWith('avg') ? sum / numbers.length : sum;
}

function applyTo(name: string, values: readonly bigint[]): number | bigint | null {
  if (name === 'min') return values.reduce((one, other) => (one < other ? one : other));
  if (name === 'max') return values.reduce((one, other) => (one > other ? one : other));
  const sum = values.reduce((one, other) => one + other);
  return name.startsWith('avg') ? Number(sum) / values.length : sum;
}

/** Orders groups by what they are grouped by, or by a function: `-count.id`, `-countAll`. */
function order(groups: readonly AnsweredGroup[], aggregation: Aggregation): readonly AnsweredGroup[] {
  const keys = aggregation.order.map((sort) => ({
    get: valueToOrderBy(sort, aggregation),
    descending: parseSort(sort).descending,
  }));
  return groups.toSorted((one, other) => {
    for (const { get, descending } of keys) {
      const difference = compareCells(get(one), get(other));
      if (difference !== 0) return descending ? -difference : difference;
    }
    return 0;
  });
}

function valueToOrderBy(sort: string, { functions, groupBy = [] }: Aggregation): (group: AnsweredGroup) => Cell {
  const [name = '', field = ''] = parseSort(sort).path;
  if (name === 'countAll') return ({ rows }) => rows.length;
  if (functions.has(name)) return ({ rows }) => apply(name, field, rows);
  const index = groupBy.indexOf(name);
  return ({ values }) => values[index] ?? null;
}
