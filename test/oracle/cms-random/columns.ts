import fc from 'fast-check';
import { type Column, column } from '../cms-foreign/declare.ts';
import { LINE, RING, TEXTS, uuid } from '../cms-values.ts';

const ANY_TEXTS = [
  ...TEXTS,
  ...['$NOW', '$CURRENT_USER', '{"a":1}', '[1]', 'line\nbreak', '<b>', 'tab\t', '-0', '1e3', '2024-01-01'],
];
const POINT = { type: 'Point', coordinates: [-85.4, 44.3] };

/** What rows have in columns of a type, in addition to null: each type of Directus, with the values at its bounds. */
const VALUES: Readonly<Record<string, readonly unknown[]>> = {
  string: ANY_TEXTS,
  text: ANY_TEXTS,
  boolean: [true, false],
  integer: [0, -1, 7, 2147483647, -2147483648],
  bigInteger: ['0', '9007199254740993', '-9223372036854775807', '12'],
  float: [0.5, -1.25, 3, 1024.5],
  decimal: ['12345678901234.567891', '0.1', '-2.5', '100'],
  date: ['1899-12-31', '1970-01-01', '2000-02-29', '2024-12-30'],
  time: ['00:00:00', '09:30:00', '23:59:59'],
  dateTime: ['2024-02-29T12:30:15', '1999-12-31T23:59:59'],
  timestamp: [
    '1970-01-01T00:00:00.000Z',
    '1999-12-31T23:59:59.000Z',
    '2024-02-29T12:30:15.000Z',
    '2026-07-04T17:45:30.000Z',
  ],
  json: [{ a: [1, 'two', null] }, [1, 2, 3], 'text', 5, true, [], {}],
  csv: [['red', 'green'], ['blue'], []],
  uuid: [uuid(9, 1), uuid(9, 2)],
  'geometry.Point': [POINT],
  'geometry.LineString': [{ type: 'LineString', coordinates: LINE }],
  'geometry.Polygon': [{ type: 'Polygon', coordinates: [RING] }],
  'geometry.MultiPoint': [{ type: 'MultiPoint', coordinates: LINE }],
  geometry: [{ type: 'GeometryCollection', geometries: [POINT] }],
};

const SPECIAL: Readonly<Record<string, readonly string[]>> = {
  boolean: ['cast-boolean'],
  json: ['cast-json'],
  csv: ['cast-csv'],
};

/** The types of keys, as a column that refers to one has them, too. */
export const KEYS: Readonly<Record<string, Column>> = {
  integer: column('integer'),
  bigInteger: column('bigInteger'),
  uuid: column('uuid'),
  string: column('string', { maxLength: 60 }),
};

const TEXT_KEYS = ['a/b', 'Ümlaut 7', '007', 'x y', '%', '?q=1', '#h', 'é', 'A', 'a', 'null', "o'k", '..', '🚲'];

/** The most rows of a collection with keys of text. */
export const MOST_ROWS = TEXT_KEYS.length;

/** The key of a collection's nth row. @param collection a number of the collection's own */
export function keyAt(type: string, collection: number, row: number): string | number {
  if (type === 'integer') return row * 3 + 1;
  if (type === 'bigInteger') return String(9007199254740990n + BigInt(row));
  return type === 'uuid' ? uuid(collection + 1, row) : (TEXT_KEYS[row] ?? '');
}

/** Columns by which editors sort rows, and of which Directus makes `__func` for types with parts, a name that GraphQL reserves. */
const INTEGERS = ['sort', '_'];

/** A column of any type, of which one in seven is required. */
export function columns(name: string): fc.Arbitrary<Column> {
  if (INTEGERS.includes(name)) return fc.constant(column('integer'));
  return fc.record({ type: fc.constantFrom(...Object.keys(VALUES)), luck: fc.nat(6) }).map(({ type, luck }) =>
    column(type, {
      required: luck === 0 && !type.startsWith('geometry'),
      precision: type === 'decimal' ? [20, 6] : null,
      special: SPECIAL[type] ?? null,
      maxLength: type === 'string' ? 60 : null,
    }),
  );
}

/** A value of a column. */
export function valuesOf(name: string, { type, required }: Column): fc.Arbitrary<unknown> {
  const values = name === 'sort' ? [0, 1, 2, 3, 4] : (VALUES[type] ?? []);
  return fc.constantFrom(...values, ...(required ? [] : [null]));
}
