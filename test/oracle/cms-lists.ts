import { GraphQLError } from 'graphql';
import type { Row } from '../../subgraphs/directus/content-model/index.ts';
import { datePart } from './cms-dates.ts';
import { passes, typeOfCollection } from './cms-filter.ts';
import { cell, columnOf, type World } from './cms-rows.ts';

export type Args = Readonly<Record<string, unknown>>;
type Cell = string | number | null;

/**
 * The rows of a list: those that pass and have the text in them, in their order, from `offset` or the page on.
 * @throws GraphQLError BAD_USER_INPUT for an argument out of its bounds
 */
export function listed(world: World, type: string, rows: readonly Row[], args: Args): readonly Row[] {
  const found = matching(world, type, rows, args);
  const given = Array.isArray(args.sort) ? args.sort.map(String) : [];
  const byHand = ['CmsArticleTag', 'CmsPageBlock'].includes(type) ? ['SORT_ASC'] : [];
  const words = [...(given.length > 0 ? given : byHand), 'ID_ASC'];
  const keys = words.map((word) => {
    const [, name = '', way] = /^(.*)_(ASC|DESC)$/.exec(word) ?? [];
    return { column: name.toLowerCase(), sign: way === 'DESC' ? -1 : 1 };
  });
  const sorted = found.toSorted((one, other) => {
    const differences = keys.map(({ column, sign }) => sign * order(cell(one, column), cell(other, column)));
    return differences.find((difference) => difference !== 0) ?? 0;
  });
  return cut(sorted, args);
}

/** What has no value is greatest; texts go by their characters. */
function order(one: Cell, other: Cell): number {
  if (one === other) return 0;
  if (one === null || other === null) return one === null ? 1 : -1;
  return one < other ? -1 : 1;
}

function matching(world: World, type: string, rows: readonly Row[], { filter, search }: Args): readonly Row[] {
  const test = passes(world, type, filter);
  const text = typeof search === 'string' ? search.trim() : '';
  return rows.filter((row) => test(row) && (text === '' || has(world, type, row, text)));
}

function has(world: World, type: string, row: Row, text: string): boolean {
  const own = type === 'CmsArticle' ? ['status', 'internal_note'] : type === 'CmsPage' ? ['status'] : [];
  const texts = [...world.shape(type).texts, ...(world.role === 'staff' ? own : [])];
  const inText = texts.some((name) =>
    String(row[name] ?? '')
      .toLowerCase()
      .includes(text.toLowerCase()),
  );
  return inText || (String(Number(text)) === text && Object.values(row).includes(Number(text)));
}

function cut<Value>(values: readonly Value[], args: Args): readonly Value[] {
  const limit = bounded(args.limit ?? 100, 0, 1000);
  const offset = bounded(args.offset ?? 0, 0);
  const isPaged = args.page !== null && args.page !== undefined;
  const start = isPaged ? limit * (bounded(args.page, 1) - 1) : offset;
  return values.slice(start, start + limit);
}

function bounded(value: unknown, min: number, max = Number.POSITIVE_INFINITY): number {
  const number = Number(value);
  if (number >= min && number <= max) return number;
  throw new GraphQLError('Out of bounds.', { extensions: { code: 'BAD_USER_INPUT' } });
}

/** A group of rows: what they have in common, and the rows. */
export interface Group {
  readonly group: Readonly<Record<string, Cell>> | null;
  readonly rows: readonly Row[];
}

/** The groups of a list in the order of what they have in common; one group of all rows where nothing is grouped by. */
export function grouped(world: World, type: string, rows: readonly Row[], args: Args): readonly Group[] {
  const found = matching(world, type, rows, args);
  const words = Array.isArray(args.groupBy) ? args.groupBy.map(String) : [];
  if (words.length === 0) return cut([{ group: null, rows: found }], args);
  const groups = Map.groupBy(found, (row) => JSON.stringify(words.map((word) => sharedValue(type, row, word))));
  const entries = Array.from(groups, ([key, members]) => ({ values: JSON.parse(key) as Cell[], members }));
  entries.sort(
    (one, other) => one.values.map((value, index) => order(value, other.values[index] ?? null)).find(Boolean) ?? 0,
  );
  const named = entries.map(({ values, members }) => ({
    group: Object.fromEntries(words.map((word, index) => [camel(word), values[index] ?? null])),
    rows: members,
  }));
  return cut(named, args);
}

const PARTS = /^(.*)_(year|month|week|day|weekday|hour|minute|second)$/;

function sharedValue(type: string, row: Row, word: string): Cell {
  const [, field, part] = PARTS.exec(word.toLowerCase()) ?? [];
  if (field && part) return datePart(part, cell(row, field));
  const value = cell(row, word.toLowerCase());
  return type === 'CmsPageBlock' && word === 'COLLECTION' && value !== null ? typeOfCollection(String(value)) : value;
}

const camel = (word: string) => word.toLowerCase().replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());

/** `count`, `avg` and so on of a field, over the rows of a group. */
export function aggregate(method: string, field: string, rows: readonly Row[]): number | null {
  const values = rows.map((row) => cell(row, columnOf(field))).filter((value) => value !== null);
  const taken = method.endsWith('Distinct') ? [...new Set(values)] : values;
  if (method.startsWith('count')) return taken.length;
  const numbers = taken.map(Number);
  if (numbers.length === 0) return null;
  if (method === 'min') return Math.min(...numbers);
  if (method === 'max') return Math.max(...numbers);
  const sum = numbers.reduce((one, other) => one + other, 0);
  return method.startsWith('avg') ? sum / numbers.length : sum;
}
