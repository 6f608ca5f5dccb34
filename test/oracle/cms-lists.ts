import { GraphQLError } from 'graphql';
import type { Row } from '../../content-model/index.ts';
import { datePart } from './cms-dates.ts';
import { passes, valueIn } from './cms-filter.ts';
import {
  type Cell,
  cell,
  columnOf,
  columnOfWord,
  decimalOf,
  fieldOfColumn,
  jsonOf,
  jsonOfColumn,
  keyOf,
  type Shape,
} from './cms-model.ts';
import { order, type World } from './cms-rows.ts';

export type Args = Readonly<Record<string, unknown>>;

/**
 * The rows of a list: those that pass and have the text in them, in their order, from `offset` or the page on.
 * @throws GraphQLError BAD_USER_INPUT for an argument out of its bounds
 */
export function listed(world: World, type: string, rows: readonly Row[], args: Args): readonly Row[] {
  const found = matching(world, type, rows, args);
  const shape = world.shape(type);
  const given = Array.isArray(args.sort) ? args.sort.map(String) : [];
  const sorts = given.map((word) => {
    const [, name = '', way] = /^(.*)_(ASC|DESC)$/.exec(word) ?? [];
    return { column: columnOfWord(shape, name), sign: way === 'DESC' ? -1 : 1 };
  });
  const byHand = shape.byHand && sorts.length === 0 ? [{ column: 'sort', sign: 1 }] : [];
  const keys = [...byHand, ...sorts, { column: keyOf(shape), sign: 1 }];
  const sorted = found.toSorted((one, other) => {
    const differences = keys.map(
      ({ column, sign }) => sign * order(cell(shape, one, column), cell(shape, other, column)),
    );
    return differences.find((difference) => difference !== 0) ?? 0;
  });
  return cut(sorted, args);
}

function matching(world: World, type: string, rows: readonly Row[], { filter, search }: Args): readonly Row[] {
  const test = passes(world, type, filter);
  const text = typeof search === 'string' ? search.trim() : '';
  return rows.filter((row) => test(row) && (text === '' || has(world, type, row, text)));
}

function has({ sight, shape }: World, type: string, row: Row, text: string): boolean {
  const texts = shape(type).texts;
  const isNumber = String(Number(text)) === text;
  return Object.entries(row).some(([column, value]) => {
    if (!sight.mayFind(type, column)) return false;
    if (isNumber && value === Number(text)) return true;
    return (
      texts.includes(column) &&
      String(value ?? '')
        .toLowerCase()
        .includes(text.toLowerCase())
    );
  });
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
  readonly group: Readonly<Record<string, Cell>>;
  readonly rows: readonly Row[];
}

/** The groups of a list in the order of what they have in common; one group of all rows where nothing is grouped by. */
export function grouped(world: World, type: string, rows: readonly Row[], args: Args): readonly Group[] {
  const found = matching(world, type, rows, args);
  const words = Array.isArray(args.groupBy) ? args.groupBy.map(String) : [];
  if (words.length === 0) return cut([{ group: {}, rows: found }], args);
  const shared = (row: Row) => words.map((word) => sharedValue(world, type, row, word));
  const groups = Map.groupBy(found, (row) => JSON.stringify(shared(row).map(jsonOf)));
  const entries = Array.from(groups.values(), (members) => ({ values: members.slice(0, 1).flatMap(shared), members }));
  entries.sort(
    (one, other) => one.values.map((value, index) => order(value, other.values[index] ?? null)).find(Boolean) ?? 0,
  );
  const named = entries.map(({ values, members }) => ({
    group: Object.fromEntries(
      words.map((word, index) => [
        keyOfWord(world, type, word),
        inGroup(world.shape(type), columnOfWord(world.shape(type), word), values[index] ?? null),
      ]),
    ),
    rows: members,
  }));
  return cut(named, args);
}

/** A key past what integers hold is a text there, as everywhere: an `ID`. */
function inGroup(shape: Shape, column: string, value: Cell): Cell {
  const isKey = column === keyOf(shape) || shape.relations[column]?.kind === 'one';
  return isKey && typeof value === 'bigint' ? String(value) : jsonOfColumn(shape, column, value);
}

const PARTS = /^(.*)_(YEAR|MONTH|WEEK|DAY|WEEKDAY|HOUR|MINUTE|SECOND)$/;

function sharedValue(world: World, type: string, row: Row, word: string): Cell {
  const shape = world.shape(type);
  const [, field, part] = PARTS.exec(word) ?? [];
  if (field && part) return datePart(part.toLowerCase(), cell(shape, row, columnOfWord(shape, field)));
  return valueIn(world, type, row, columnOfWord(shape, word));
}

function keyOfWord(world: World, type: string, word: string): string {
  const shape = world.shape(type);
  const [, field, part] = PARTS.exec(word) ?? [];
  if (!field || !part) return fieldOfColumn(shape, columnOfWord(shape, word));
  return fieldOfColumn(shape, columnOfWord(shape, field)) + part.charAt(0) + part.slice(1).toLowerCase();
}

/** `count`, `avg` and so on of a field, over the rows of a group. */
export function aggregate(shape: Shape, method: string, field: string, rows: readonly Row[]): number | string | null {
  const values = rows.map((row) => cell(shape, row, columnOf(shape, field))).filter((value) => value !== null);
  const taken = method.endsWith('Distinct') ? [...new Set(values)] : values;
  if (method.startsWith('count')) return taken.length;
  if (shape.kinds?.[columnOf(shape, field)] === 'decimal')
    return exactly(
      method,
      taken.map((each) => BigInt(each)),
    );
  const numbers = taken.map(Number);
  if (numbers.length === 0) return null;
  if (method === 'min') return Math.min(...numbers);
  if (method === 'max') return Math.max(...numbers);
  const sum = numbers.reduce((one, other) => one + other, 0);
  return method.startsWith('avg') ? sum / numbers.length : sum;
}

/** The same of decimals, in millionths; a mean has twenty digits after the point. */
function exactly(method: string, values: readonly bigint[]): string | null {
  const sorted = values.toSorted((one, other) => order(one, other));
  const [least] = sorted;
  const greatest = sorted.at(-1);
  if (least === undefined || greatest === undefined) return null;
  if (method === 'min') return decimalOf(least);
  if (method === 'max') return decimalOf(greatest);
  const sum = values.reduce((one, other) => one + other, 0n);
  if (method.startsWith('sum')) return decimalOf(sum);
  const count = BigInt(values.length);
  const [more, tens] = [10n ** 14n, 10n ** 20n];
  const size = ((sum < 0n ? -sum : sum) * more * 2n + count) / (count * 2n);
  const fraction = String(size % tens)
    .padStart(20, '0')
    .replace(/0+$/, '');
  return `${sum < 0n ? '-' : ''}${size / tens}${fraction === '' ? '' : `.${fraction}`}`;
}
