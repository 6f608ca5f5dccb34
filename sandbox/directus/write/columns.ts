import type { ContentField } from '../../../content-model/index.ts';
import { type Collection, collectionOf } from '../data/model.ts';
import { type Cell, type Row, toCell } from '../data/store.ts';
import { invalidPayload } from '../errors.ts';
import { isInt4, toTime } from '../query/operators.ts';
import {
  DirectusErrors,
  failedValidation,
  invalidForeignKey,
  notUnique,
  outOfRange,
  type RefusedValue,
  tooLong,
} from './errors.ts';
import type { Given, Writing } from './writing.ts';

/**
 * What Directus itself checks, before anything is written: that nothing is missing that must be there, and how texts look.
 * @param isNew whether the row is made, or one that there is changed
 * @throws DirectusErrors FAILED_VALIDATION for each field
 */
export function validate(
  { rules }: Writing,
  collection: Collection,
  given: Given,
  isNew: boolean,
  path: readonly string[],
) {
  const problems = columnsOf(collection).flatMap(({ name, nullable, primaryKey }) => {
    const rule = rules.column(collection.name, name);
    const value = given[name];
    const isRequired = !nullable && !primaryKey;
    const isMissing = isNew && isRequired && rule.default === null && value === undefined;
    const { format } = rule;
    const isAmiss = format && typeof value === 'string' && !format.pattern.test(value);
    return [
      ...(isRequired && value === null ? [failedValidation(name, path, { type: 'nnull' })] : []),
      // A rule for texts takes null for nothing at all.
      ...(isMissing || (value === null && format?.orNull === false)
        ? [failedValidation(name, path, { type: 'required' })]
        : []),
      ...(isAmiss && format.orNull ? [failedValidation(name, path, { type: 'null' })] : []),
      ...(isAmiss ? [failedValidation(name, path, { type: 'regex', invalid: value })] : []),
    ];
  });
  if (problems.length > 0) throw new DirectusErrors(problems);
}

/**
 * Values as the database takes them. A field that the collection has not is left out in silence.
 * @throws DirectusError VALUE_TOO_LONG, VALUE_OUT_OF_RANGE; Error for what is no value of the column's type
 */
export function toCells({ rules }: Writing, collection: Collection, given: Given): Row {
  const columns = columnsOf(collection).filter(({ name }) => given[name] !== undefined);
  const cells = columns.map((field) => [field, readCell(field, given[field.name])] as const);
  for (const [{ name, type }, cell] of cells) {
    const limit = rules.column(collection.name, name).maxLength;
    if (typeof cell === 'string' && limit !== undefined && cell.length > limit)
      throw tooLong(guessed(collection, given));
    if (cell !== null && RANGES[type]?.(cell) === false) throw outOfRange(guessed(collection, given));
  }
  return Object.fromEntries(cells.map(([{ name }, cell]) => [name, cell]));
}

export function columnsOf({ fields }: Collection): readonly ContentField[] {
  return [...fields.values()].filter(({ type }) => type !== 'alias');
}

const INT8 = 2n ** 63n;
/** In millionths: the tests' decimals have twenty digits. */
const DECIMAL = 10n ** 20n;

/** Whether PostgreSQL's column holds a number. */
const RANGES: Readonly<Record<string, (cell: NonNullable<Cell>) => boolean>> = {
  integer: (cell) => isInt4(Number(cell)),
  bigInteger: (cell) => BigInt(cell) >= -INT8 && BigInt(cell) < INT8,
  decimal: (cell) => BigInt(cell) > -DECIMAL && BigInt(cell) < DECIMAL,
};

/** PostgreSQL does not say which value is too long or too great. Directus names the first in the order of the alphabet. */
function guessed(collection: Collection, given: Given): RefusedValue {
  const [field = ''] = columnsOf(collection)
    .map(({ name }) => name)
    .filter((name) => given[name] !== undefined)
    .sort();
  const value = given[field];
  const isScalar = typeof value === 'number' || typeof value === 'string' || typeof value === 'boolean';
  return { collection: collection.name, field, value: isScalar ? value : null };
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** What Directus reads by itself before the database does. */
const MOMENTS: Readonly<Record<string, string>> = { date: 'Date', dateTime: 'DateTime' };

function readCell(field: ContentField, value: unknown): Cell {
  const kind = MOMENTS[field.type];
  if (kind && value !== null && value !== undefined && !isMoment(String(value))) {
    throw invalidPayload(`Invalid ${kind} format in field "${field.name}"`);
  }
  const cell = toCell(field, field.type === 'json' && typeof value === 'string' ? JSON.parse(value) : value);
  if (cell === null) return null;
  if (SYNTAX[field.type]?.(cell) === false || (field.type.startsWith('geometry') && !isShape(field.type, cell)))
    throw new Error(`invalid input syntax for type ${field.type}: "${cell}"`);
  if (field.type === 'time') return toTime(cell);
  return field.type === 'integer' ? Number(cell) : cell;
}

/** Of the 30th of February JavaScript makes another day. */
function isMoment(text: string): boolean {
  const day = text.slice(0, 'YYYY-MM-DD'.length);
  return !Number.isNaN(Date.parse(text)) && new Date(`${day}T00:00Z`).toISOString().startsWith(day);
}

/** Whether PostGIS takes a value of JSON for a column of the type. */
function isShape(type: string, cell: Cell): boolean {
  const value: unknown = JSON.parse(String(cell));
  if (typeof value !== 'object' || value === null || !('type' in value)) return false;
  return type === 'geometry' || type === `geometry.${value.type}`;
}

/** Whether PostgreSQL reads a value of a type. */
const SYNTAX: Readonly<Record<string, (cell: Cell) => boolean>> = {
  uuid: (cell) => UUID.test(String(cell)),
  boolean: (cell) => /^(true|false|t|f|yes|no|on|off|1|0)$/i.test(String(cell)),
  integer: (cell) => Number.isInteger(Number(cell)),
  float: (cell) => !Number.isNaN(Number(cell)),
  decimal: (cell) => !Number.isNaN(Number(cell)),
};

/** A key as the database holds it; undefined for what it could not hold. */
export function keyCell({ fields, primaryKey }: Collection, id: unknown): Cell | undefined {
  const field = fields.get(primaryKey);
  const isNumber = field?.type === 'integer' || field?.type === 'bigInteger';
  if (!field || (isNumber && !/^-?\d+$/.test(String(id)))) return undefined;
  const cell = toCell(field, id);
  if (field.type !== 'integer') return cell;
  return isInt4(Number(cell)) ? Number(cell) : undefined;
}

/**
 * What the database checks of a row once it is written.
 * @param changed the columns that were
 * @throws DirectusError RECORD_NOT_UNIQUE or INVALID_FOREIGN_KEY
 */
export function checkConstraints(
  { model, store }: Writing,
  collection: Collection,
  row: Row,
  changed: readonly string[],
): void {
  for (const field of changed) {
    const value = row[field] ?? null;
    const { unique = false, primaryKey = false } = collection.fields.get(field) ?? {};
    const refused = { collection: collection.name, field, value };
    if (value === null) continue;
    if ((unique || primaryKey) && store.find(collection.name, field, [value]).length > 1) throw notUnique(refused);
    const relation = collection.relations.get(field);
    if (
      relation?.kind === 'm2o' &&
      store.find(relation.target, collectionOf(model, relation.target).primaryKey, [value]).length === 0
    )
      throw invalidForeignKey(refused);
  }
}
