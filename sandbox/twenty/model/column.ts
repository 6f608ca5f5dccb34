import { type GraphQLNamedOutputType, isEnumType } from 'graphql';
import type { Row } from '../store/row.ts';

/** Twenty's own names of what a column holds, as its errors say them. */
export type Kind =
  | 'TEXT'
  | 'NUMBER'
  | 'NUMERIC'
  | 'POSITION'
  | 'DATE_TIME'
  | 'UUID'
  | 'RELATION'
  | 'MORPH_RELATION'
  | 'SELECT'
  | 'RAW_JSON'
  | 'FILES'
  | 'TS_VECTOR';

/** One column of an object's table. */
export interface Column {
  /** As errors name it: `name`, `address.addressCity`. */
  readonly path: string;
  readonly kind: Kind;
  /** The values that a SELECT column may hold. */
  readonly options: ReadonlySet<string>;
  /** The stored value: a text is never empty, it is null then. */
  read(row: Row): unknown;
}

const KINDS: Readonly<Record<string, Kind>> = {
  String: 'TEXT',
  Int: 'NUMBER',
  Float: 'NUMBER',
  BigFloat: 'NUMERIC',
  Position: 'POSITION',
  DateTime: 'DATE_TIME',
  UUID: 'UUID',
  JSON: 'RAW_JSON',
  FileObject: 'FILES',
  TSVector: 'TS_VECTOR',
};

/** A column that is a field of its own. An `ID` is a join column: the schema has no other. */
export function fieldColumn(name: string, type: GraphQLNamedOutputType): Column {
  // Morph relations are one field that points at records of several objects: attachments, note and task targets.
  const relation = name.startsWith('target') ? 'MORPH_RELATION' : 'RELATION';
  return {
    path: name,
    kind: type.name === 'ID' ? relation : kindOf(type),
    options: optionsOf(type),
    // The row that stands for a missing relation has the empty id, for none.
    read: name === 'id' ? (row) => row.id || null : (row) => row[name],
  };
}

/** A column that is a part of a composite field. */
export function compositeColumn(field: string, name: string, type: GraphQLNamedOutputType): Column {
  return {
    path: `${field}.${name}`,
    kind: kindOf(type),
    options: optionsOf(type),
    read: (row) => partsOf(row, field)?.[name],
  };
}

/** The parts of a composite field of a row; undefined on the empty row that stands for a missing relation. */
export function partsOf(row: Row, field: string): Record<string, unknown> | undefined {
  const value = row[field];
  return isObject(value) ? value : undefined;
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function capitalize(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1);
}

function kindOf(type: GraphQLNamedOutputType): Kind {
  const kind = isEnumType(type) ? 'SELECT' : KINDS[type.name];
  if (!kind) throw new Error(`Unknown scalar "${type.name}" in Twenty's schema: add it to KINDS.`);
  return kind;
}

function optionsOf(type: GraphQLNamedOutputType): ReadonlySet<string> {
  return new Set(isEnumType(type) ? type.getValues().map((value) => value.name) : []);
}

const collator = new Intl.Collator('en-US');

/** Orders two stored values of one kind as Postgres would. Neither may be null. */
export function compareValues(kind: Kind, a: unknown, b: unknown): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  const [left, right] = [textOf(a), textOf(b)];
  const byLanguage = kind === 'TEXT' ? collator.compare(left, right) : 0;
  if (byLanguage !== 0) return byLanguage;
  return left < right ? -1 : left > right ? 1 : 0;
}

/** A stored value as text, null as the empty text: what `CONCAT` and `::text` make of it. */
export function textOf(value: unknown): string {
  if (value === null || value === undefined) return '';
  return typeof value === 'string' ? value : JSON.stringify(value);
}
