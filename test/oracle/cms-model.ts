import type { Row } from '../../content-model/index.ts';

/** A relation of a type of the graph: to one row, to the rows that refer back, or to one of any of several types. */
export type Relation =
  | { readonly kind: 'one'; readonly to: string }
  | { readonly kind: 'many'; readonly to: string; readonly back: string }
  | { readonly kind: 'any' };

/** What a column holds, where its JSON does not show it: a moment, a day, an integer past 2^53, a decimal, or what has no order. */
export type ColumnKind = 'moment' | 'day' | 'bigInteger' | 'decimal' | 'opaque';

const KINDS: Readonly<Record<string, ColumnKind>> = {
  timestamp: 'moment',
  dateTime: 'moment',
  date: 'day',
  bigInteger: 'bigInteger',
  decimal: 'decimal',
  json: 'opaque',
  binary: 'opaque',
};

/** The kind of a column, by its type in Directus; undefined where its values are as they are stored. */
export const kindOf = (type: string): ColumnKind | undefined => (type.startsWith('geometry') ? 'opaque' : KINDS[type]);

/** A type of the graph, as the oracle knows it. It shares nothing with what it judges. */
export interface Shape {
  readonly collection: string;
  /** The column that is the key: `id` where it is not said. */
  readonly key?: string;
  /** Texts that a search looks into. */
  readonly texts: readonly string[];
  readonly relations: Readonly<Record<string, Relation>>;
  readonly kinds?: Readonly<Record<string, ColumnKind>>;
  /** The columns of fields whose names do not follow from theirs: `line1` is `line_1`. */
  readonly columns?: Readonly<Record<string, string>>;
  /** Whether editors sort its rows by hand, in a column `sort`. */
  readonly byHand?: boolean;
}

/** The rows of a type, whoever asks. */
export type Tables = (type: string) => readonly Row[];

/** What a role may read. */
export interface Sight {
  isShown(type: string, row: Row, tables: Tables): boolean;
  mayRead(type: string, field: string): boolean;
  /** The columns that a search looks into: texts by what they contain, numbers by what they are. */
  mayFind(type: string, column: string): boolean;
}

/** A content model as the oracle knows it. */
export interface CmsModel<Role extends string = string> {
  readonly shapes: Readonly<Record<string, Shape>>;
  sightOf(role: Role): Sight;
}

export type Cell = string | number | bigint | boolean | null;

export function shapeOf({ shapes }: Pick<CmsModel, 'shapes'>, type: string): Shape {
  const found = shapes[type];
  if (!found) throw new Error(`The oracle does not know ${type}.`);
  return found;
}

export const keyOf = ({ key = 'id' }: Shape) => key;

/** The field whose parts a field has, such as `publishedAt` of `publishedAtFunc`; undefined if it is a column of its own. */
export function wholeOf({ columns = {} }: Shape, field: string): string | undefined {
  return field.endsWith('Func') && !Object.hasOwn(columns, field) ? field.slice(0, -'Func'.length) : undefined;
}

/** `publishedAt` is `published_at`, unless the shape says otherwise. */
export function columnOf({ columns = {} }: Shape, field: string): string {
  return Object.hasOwn(columns, field)
    ? String(columns[field])
    : field.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

/** The column of a word of an enum: `PUBLISHED_AT` is `published_at`. */
export function columnOfWord(shape: Shape, word: string): string {
  const named = Object.values(shape.columns ?? {}).find((column) => wordOf(column) === word);
  return named ?? word.toLowerCase();
}

const wordOf = (column: string) => column.replace(/([a-z0-9])([A-Z])/g, '$1_$2').toUpperCase();

/** The field of a column. */
export function fieldOfColumn({ columns = {} }: Shape, column: string): string {
  const [named] = Object.entries(columns).find(([, each]) => each === column) ?? [];
  return named ?? column.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
}

/** A value that can be compared: a list as one text with commas, a moment as ISO 8601, a decimal as a whole number of millionths. */
export function cell({ kinds = {} }: Shape, row: Row | null, column: string): Cell {
  const value = row?.[column] ?? null;
  if (value === null) return null;
  switch (kinds[column]) {
    case 'moment':
      return momentOf(value);
    case 'bigInteger':
      return BigInt(String(value));
    case 'decimal':
      return millionths(String(value));
    case 'opaque':
      return JSON.stringify(value);
    default:
      if (Array.isArray(value)) return value.join(',');
      return typeof value === 'number' || typeof value === 'boolean' ? value : String(value);
  }
}

/** A decimal of six digits after the point at most. */
export function millionths(text: string): bigint {
  const [whole = '', fraction = ''] = text.split('.');
  return BigInt(whole + fraction.padEnd(6, '0'));
}

/** The digits of millionths, six after the point. */
export function decimalOf(millionths: bigint): string {
  const digits = String(millionths).replace('-', '').padStart(7, '0');
  return `${millionths < 0n ? '-' : ''}${digits.slice(0, -6)}.${digits.slice(-6)}`;
}

/** What has no zone is in UTC. */
export function momentOf(value: unknown): string {
  const text = String(value);
  return new Date(/T.*(Z|[+-]\d\d:\d\d)$/.test(text) || !text.includes('T') ? text : `${text}Z`).toISOString();
}

/** The value of a column as JSON. */
export function jsonOfColumn({ kinds = {} }: Shape, column: string, value: Cell) {
  return kinds[column] === 'decimal' && typeof value === 'bigint' ? decimalOf(value) : jsonOf(value);
}

/** A comparable value as JSON: an integer as a number where JSON can hold it exactly. */
export function jsonOf(value: Cell): string | number | boolean | null {
  if (typeof value !== 'bigint') return value;
  return Number.isSafeInteger(Number(value)) ? Number(value) : String(value);
}
