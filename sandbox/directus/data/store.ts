import type { Content, ContentField, Row as ContentRow } from '../../../content-model/index.ts';
import { FILES, toFileRow } from './files.ts';
import type { Model } from './model.ts';

/**
 * A value as the database holds it: csv as one string, JSON as its text, a timestamp as ISO 8601 in UTC with milliseconds, a
 * moment without a zone to the second. An integer is a bigint past 2^53 alone, so that equal ones are the same. A decimal has
 * six digits after the point: it is a bigint of millionths.
 */
export type Cell = string | number | bigint | boolean | null;

/** A row as the database holds it. */
export type Row = Readonly<Record<string, Cell>>;

/** The rows, by collection. */
export interface Store {
  rows(collection: string): readonly Row[];
  /** The rows whose column holds one of the keys. Indexed on first use; keys are compared strictly. */
  find(collection: string, column: string, keys: Iterable<Cell>): readonly Row[];
  /** Puts other rows in the place of all of a collection's. */
  replace(collection: string, rows: readonly Row[]): void;
  /** Runs a write: all of it counts or, where it throws, nothing. */
  transaction<Result>(run: () => Result): Result;
}

/** Puts the content's rows into memory. */
export function createStore(model: Model, content: Content): Store {
  const tables = new Map<string, readonly Row[]>();
  for (const { name, fields } of model.values()) {
    const rows = name === FILES.name ? content.files.map(toFileRow) : (content.rows[name] ?? []);
    const columns = [...fields.values()].filter(({ type }) => type !== 'alias');
    tables.set(
      name,
      rows.map((row) => toRow(columns, row)),
    );
  }
  const rows = (collection: string) => tables.get(collection) ?? [];
  const indexes = new Map<string, ReadonlyMap<Cell, readonly Row[]>>();
  const replace = (collection: string, changed: readonly Row[]) => {
    tables.set(collection, changed);
    for (const name of indexes.keys()) if (name.startsWith(`${collection}.`)) indexes.delete(name);
  };
  return {
    rows,
    find(collection, column, keys) {
      const name = `${collection}.${column}`;
      const index = indexes.get(name) ?? Map.groupBy(rows(collection), (row) => row[column] ?? null);
      indexes.set(name, index);
      return [...new Set(keys)].flatMap((key) => index.get(key) ?? []);
    },
    replace,
    transaction(run) {
      const before = [...tables];
      try {
        return run();
      } catch (error) {
        for (const [collection, held] of before) replace(collection, held);
        throw error;
      }
    },
  };
}

function toRow(columns: readonly ContentField[], row: ContentRow): Row {
  return Object.fromEntries(columns.map((field) => [field.name, toCell(field, row[field.name])]));
}

/** A value of JSON as the database holds it. */
export function toCell({ type }: ContentField, value: unknown): Cell {
  if (value === null || value === undefined) return null;
  if (isJson(type)) return JSON.stringify(value);
  if (Array.isArray(value)) return value.join(',');
  switch (type) {
    case 'timestamp':
      return new Date(String(value)).toISOString();
    case 'dateTime':
      return momentOf(String(value)).toISOString().slice(0, 'YYYY-MM-DDThh:mm:ss'.length);
    case 'bigInteger':
      return toInteger(value);
    case 'decimal':
      return roundedMillionths(String(value));
    default:
      return typeof value === 'number' || typeof value === 'boolean' ? value : String(value);
  }
}

/** An integer: a number where JavaScript's hold it. */
export function toInteger(value: unknown): number | bigint {
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : BigInt(String(value));
}

const MILLION = 1_000_000;

/** A number in millionths: a bigint where it is whole, a number where it lies between two or is past what a text shows, not a number for no number. */
export function millionths(text: string): bigint | number {
  const [, sign = '', whole = '', fraction = ''] = /^([+-]?)(\d+)(?:\.(\d{1,6}))?$/.exec(text) ?? [];
  if (whole === '') return Number(text) * MILLION;
  return BigInt(`${sign}${whole}${fraction.padEnd(6, '0')}`);
}

function roundedMillionths(text: string): bigint | number {
  const found = millionths(text);
  return typeof found === 'bigint' || !Number.isFinite(found) ? found : BigInt(Math.round(found));
}

/** A decimal as PostgreSQL writes it: `0.100000`. */
export function decimalText(cell: Cell): string {
  const [, sign = '', digits = ''] = /^(-?)(\d+)$/.exec(String(cell)) ?? [];
  return `${sign}${digits.padStart(7, '0').replace(/\d{6}$/, '.$&')}`;
}

/** A moment; without a zone it is in UTC. */
export const momentOf = (text: string) => new Date(/(Z|[+-]\d\d:?\d\d)$/i.test(text) ? text : `${text}Z`);

const isJson = (type: string) => type === 'json' || type.startsWith('geometry');

/** A value as Directus writes it into an answer. */
export function present({ type }: ContentField, cell: Cell): unknown {
  if (cell === null) return null;
  if (isJson(type)) return JSON.parse(String(cell));
  if (type === 'csv') return cell === '' ? [] : String(cell).split(',');
  if (type === 'decimal') return Number(decimalText(cell));
  return type === 'bigInteger' ? String(cell) : cell;
}

/** A value as JSON, which has no bigint. */
export const jsonOf = (cell: Cell) => (typeof cell === 'bigint' ? String(cell) : cell);
