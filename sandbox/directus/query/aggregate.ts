import { Kind, type SelectionNode } from 'graphql';
import type { Collection } from '../data/model.ts';
import { type Cell, present, type Row } from '../data/store.ts';
import { checkFields, checkSort } from './access.ts';
import { checkSelection, readSelection, toNames } from './arguments.ts';
import { getter, parseFunction, type Scope } from './columns.ts';
import { DEFAULT_LIMIT, type Item } from './read.ts';
import { bounds, type Selection, selectCombinations, selectRows } from './select.ts';
import { compareCells, parseSort } from './sort.ts';

/** An aggregate query: for each function the fields that it is taken over, for each group. */
interface Aggregation {
  readonly functions: ReadonlyMap<string, readonly string[]>;
  readonly groupBy: readonly string[] | undefined;
  readonly selection: Selection;
}

/**
 * Answers `…_aggregated`.
 * @throws DirectusError INVALID_QUERY or FORBIDDEN
 * @throws Error where PostgreSQL, or Directus itself, would trip
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
  // Without functions and groups it is an ordinary list, whose items have nothing that could be asked for.
  if (functions.size === 0 && !groupBy) return selectRows(scope, collection, limited).map(() => ({}));
  const rows = selectCombinations(scope, collection, selection);
  const groups = groupRows(scope, collection, rows, groupBy).map((group) => ({
    ...group,
    item: toItem(collection, aggregation, group),
  }));
  const sort = selection.sort ?? groupBy?.slice(0, 1);
  const ordered = groupBy && sort ? order(groups, sort, aggregation) : groups;
  return ordered.slice(...bounds(limited)).map(({ item }) => item);
}

function readAggregation(
  scope: Scope,
  collection: Collection,
  selections: readonly SelectionNode[],
  values: Readonly<Record<string, unknown>>,
): Aggregation {
  const groupBy = values.groupBy ? toNames(values.groupBy) : undefined;
  const selection = readSelection(scope.model, collection, values);
  checkSelection(selection);
  const functions = readFunctions(selections);
  if (groupBy?.length === 0 || groupBy?.some((name) => name.includes('.'))) {
    throw new Error('A group must be a field of the collection itself.');
  }
  checkFields(scope, collection, groupBy ?? [], []);
  const sort = groupBy ? (selection.sort ?? []).filter((each) => !functions.has(parseSort(each).path[0] ?? '')) : [];
  checkSort(scope, collection, sort, []);
  return { functions, groupBy, selection };
}

/** Directus overlooks fragments here, and of one function under two aliases it keeps the last. */
function readFunctions(selections: readonly SelectionNode[]): ReadonlyMap<string, readonly string[]> {
  const functions = new Map<string, readonly string[]>();
  for (const each of selections) {
    if (each.kind !== Kind.FIELD || each.name.value.startsWith('__') || each.name.value === 'group') continue;
    const fields = (each.selectionSet?.selections ?? []).map((field) => {
      if (field.kind === Kind.INLINE_FRAGMENT) throw new Error('A fragment has no name.');
      return field.name.value;
    });
    functions.set(
      each.name.value,
      fields.filter((name) => !name.startsWith('__')),
    );
  }
  return functions;
}

/** Rows that have the same values in all that is grouped by. */
interface Group {
  readonly values: readonly Cell[];
  readonly rows: readonly Row[];
}

function groupRows(scope: Scope, collection: Collection, rows: readonly Row[], groupBy?: readonly string[]): Group[] {
  if (!groupBy) return [{ values: [], rows }];
  const getters = groupBy.map((step) => getter(scope, collection, step));
  const valuesOf = (row: Row) => getters.map((get) => get(row));
  const grouped = Map.groupBy(rows, (row) => JSON.stringify(valuesOf(row)));
  return Array.from(grouped, ([values, members]) => ({ values: JSON.parse(values), rows: members }));
}

function toItem(collection: Collection, { functions, groupBy }: Aggregation, { values, rows }: Group): Item {
  const entries = groupBy?.map((step, index) => [keyOf(step), presentGroup(collection, step, values[index] ?? null)]);
  const item: Item = entries ? { group: Object.fromEntries(entries) } : {};
  for (const [name, fields] of functions) {
    if (name === 'countAll') item[name] = rows.length;
    else item[name] = Object.fromEntries(fields.map((field) => [field, apply(collection, name, field, rows)]));
  }
  return item;
}

/** `year(published_at)` goes by `published_at_year`. */
function keyOf(step: string): string {
  const call = parseFunction(step);
  return call ? `${call.field}_${call.name}` : step;
}

/** A part of a date comes as PostgreSQL's numeric does: as a string, seconds with their six decimals. */
function presentGroup(collection: Collection, step: string, cell: Cell): unknown {
  const field = collection.fields.get(step);
  if (field || cell === null) return field ? present(field, cell) : null;
  return parseFunction(step)?.name === 'second' ? Number(cell).toFixed(6) : String(cell);
}

function apply(collection: Collection, name: string, field: string, rows: readonly Row[]): number | null {
  if (collection.fields.get(field)?.type === 'alias') throw new Error(`column "${field}" does not exist`);
  const cells = rows.map((row) => row[field] ?? null).filter((cell) => cell !== null);
  const values = name.endsWith('Distinct') ? [...new Set(cells)] : cells;
  if (name.startsWith('count')) return values.length;
  if (values.length === 0) return null;
  const numbers = values.map(Number);
  if (name === 'min' || name === 'max') return numbers.reduce((one, other) => Math[name](one, other));
  const sum = numbers.reduce((one, other) => one + other);
  return name.startsWith('avg') ? sum / numbers.length : sum;
}

/** Orders groups by what they are grouped by, or by a function: `-count.id`, `-countAll`. */
function order<T extends Group & { readonly item: Item }>(
  groups: readonly T[],
  sort: readonly string[],
  aggregation: Aggregation,
): readonly T[] {
  const keys = sort.map((each) => ({ get: valueToOrderBy(each, aggregation), descending: parseSort(each).descending }));
  return groups.toSorted((one, other) => {
    for (const { get, descending } of keys) {
      const difference = compareCells(get(one), get(other));
      if (difference !== 0) return descending ? -difference : difference;
    }
    return 0;
  });
}

function valueToOrderBy(sort: string, { functions, groupBy = [] }: Aggregation) {
  const [name = '', field = ''] = parseSort(sort).path;
  type Answered = Group & { readonly item: Item };
  if (name === 'countAll' && functions.has(name)) return ({ rows }: Answered): Cell => rows.length;
  if (functions.get(name)?.includes(field))
    return ({ item }: Answered) => (item[name] as Record<string, Cell>)[field] ?? null;
  const index = groupBy.indexOf(name);
  if (index < 0) throw new Error(`column "${sort}" must appear in the GROUP BY clause`);
  return ({ values }: Answered) => values[index] ?? null;
}
