import { type GraphQLField, type GraphQLNamedOutputType, getNamedType, isEnumType } from 'graphql';
import type { FieldMetadata } from '../metadata/objects.ts';
import type { Row } from '../store/row.ts';
import { LIST_PARTS, NULLABLE_TEXTS } from './composite-parts.ts';

/** Twenty's own names of what a column holds, as its errors say them. */
const KINDS = [
  'TEXT',
  'NUMBER',
  'NUMERIC',
  'POSITION',
  'BOOLEAN',
  'DATE',
  'DATE_TIME',
  'UUID',
  'RELATION',
  'MORPH_RELATION',
  'SELECT',
  'RATING',
  'MULTI_SELECT',
  'ARRAY',
  'RAW_JSON',
  'FILES',
  'TS_VECTOR',
] as const;

export type Kind = (typeof KINDS)[number];

/** One column of an object's table. */
export interface Column {
  /** As errors name it: `name`, `address.addressCity`. */
  readonly path: string;
  readonly kind: Kind;
  /** The values that a column of an enum may hold, in the enum's order. */
  readonly options: readonly string[];
  /** What a filter takes for null, as a text: "" of a text, "[]" of a list. Undefined where null stands apart. */
  readonly empty: string | undefined;
  /** What null is read as: the empty text, the empty list, or null. */
  readonly absent: unknown;
  /** What Postgres calls the enum: `workspace_0.opportunity_stage_enum`. Empty where there is none. */
  readonly enumName: string;
  /** The stored value; null or undefined when there is none. */
  read(row: Row): unknown;
}

/** What the parts of composites hold, by their GraphQL scalars. */
const PART_KINDS: Readonly<Record<string, Kind>> = {
  String: 'TEXT',
  Float: 'NUMBER',
  BigFloat: 'NUMERIC',
  UUID: 'UUID',
  JSON: 'RAW_JSON',
};

type Emptiness = Pick<Column, 'empty' | 'absent'>;

const NOTHING: Emptiness = { empty: undefined, absent: null };
const EMPTY_TEXT: Emptiness = { empty: '', absent: '' };
const EMPTY_LIST: Emptiness = { empty: '[]', absent: [] };
/** Lists within composites are JSON, of which Twenty thinks that an empty one is an object. */
const EMPTY_JSON_LIST: Emptiness = { empty: '{}', absent: [] };

const EMPTY: Readonly<Partial<Record<Kind, Emptiness>>> = {
  TEXT: EMPTY_TEXT,
  ARRAY: EMPTY_LIST,
  MULTI_SELECT: EMPTY_LIST,
};

/** A column that is a field of its own, or the join column of a relation. */
export function fieldColumn(table: string, name: string, { type, options }: FieldMetadata): Column {
  const kind = KINDS.find((candidate) => candidate === type);
  if (!kind) throw new Error(`Twenty's metadata has a field "${name}" of unknown type ${type}: add it to KINDS.`);
  return {
    path: name,
    kind,
    options: options?.map(({ value }) => value) ?? [],
    ...(EMPTY[kind] ?? NOTHING),
    enumName: options ? enumNameOf(table, name) : '',
    // The row that stands for a missing relation has the empty id, for none.
    read: name === 'id' ? (row) => row.id || null : (row) => row[name],
  };
}

/** A column that is a part of a composite field. */
export function compositeColumn(table: string, field: string, { name, type }: GraphQLField<unknown, unknown>): Column {
  const named = getNamedType(type);
  const kind = isEnumType(named) ? 'SELECT' : kindOf(named);
  const ofText = kind === 'TEXT' && !NULLABLE_TEXTS.has(name) ? EMPTY_TEXT : NOTHING;
  return {
    path: `${field}.${name}`,
    kind,
    options: isEnumType(named) ? named.getValues().map((value) => value.name) : [],
    ...(LIST_PARTS.has(name) ? EMPTY_JSON_LIST : ofText),
    enumName: isEnumType(named) ? enumNameOf(table, field + capitalize(name)) : '',
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
  const kind = PART_KINDS[type.name];
  if (!kind) throw new Error(`Unknown scalar "${type.name}" in a composite of Twenty's schema: add it to PART_KINDS.`);
  return kind;
}

/** Each workspace is a schema of its own in the database; recordings call it `workspace_0`. */
function enumNameOf(table: string, column: string): string {
  const name = `${table}_${column}_enum`;
  return `workspace_0.${/[A-Z]/.test(name) ? `"${name}"` : name}`;
}
