import type { GraphQLField } from 'graphql';
import { internalError } from '../errors.ts';
import type { Row } from '../store/row.ts';
import { type Column, capitalize } from './column.ts';
import { compareValues, textOf } from './compare.ts';
import { COUNTED_PARTS } from './composite-parts.ts';
import type { Aggregate, Field } from './object-type.ts';

const OPERATIONS = {
  countEmpty: (rows, columns) => rows.length - countFilled(rows, columns),
  countNotEmpty: (rows, columns) => countFilled(rows, columns),
  countUniqueValues: (rows, columns) => new Set(rows.map((row) => concatenate(row, columns)).filter(Boolean)).size,
  percentageEmpty: (rows, columns) => (rows.length - countFilled(rows, columns)) / rows.length,
  percentageNotEmpty: (rows, columns) => countFilled(rows, columns) / rows.length,
  countTrue: (rows, columns) => countOf(rows, columns, true),
  countFalse: (rows, columns) => countOf(rows, columns, false),
  avg: (rows, columns) => {
    const values = numbers(rows, columns);
    return values.length === 0 ? null : sum(values) / values.length;
  },
  sum: (rows, columns) => {
    const values = numbers(rows, columns);
    return values.length === 0 ? null : sum(values);
  },
  min: (rows, columns) => extreme(rows, columns, -1),
  max: (rows, columns) => extreme(rows, columns, 1),
} satisfies Record<string, (rows: readonly Row[], columns: readonly Column[]) => unknown>;

/** Finds out what each aggregate field of a connection computes, by its name: `sumAnnualRevenueAmountMicros`. @param names the record's fields in the schema */
export function readAggregates(
  singular: string,
  connectionFields: readonly GraphQLField<unknown, unknown>[],
  fields: ReadonlyMap<string, Field>,
  names: readonly string[],
): ReadonlyMap<string, Aggregate> {
  const subjects = readSubjects(fields);
  const joined = names.flatMap((name) => /^(.+)Id$/.exec(name)?.[1] ?? []);
  const relations = new Map(joined.map((name) => [capitalize(name), name]));
  const aggregates = new Map<string, Aggregate>([['totalCount', (rows) => rows.length]]);
  for (const { name } of connectionFields) {
    for (const [prefix, operation] of Object.entries(OPERATIONS)) {
      const subject = name.startsWith(prefix) ? name.slice(prefix.length) : '';
      const relation = relations.get(subject);
      if (relation) aggregates.set(name, () => refuseRelation(singular, relation));
      const columns = subjects.get(subject);
      if (columns) aggregates.set(name, (rows) => (rows.length === 0 ? null : operation(rows, columns)));
    }
  }
  return aggregates;
}

function readSubjects(fields: ReadonlyMap<string, Field>): Map<string, readonly Column[]> {
  const subjects = new Map<string, readonly Column[]>();
  for (const field of fields.values()) {
    if (field.type === 'scalar') subjects.set(capitalize(field.name), [field.column]);
    if (field.type !== 'composite') continue;
    const counted = COUNTED_PARTS[field.kind] ?? Array.from(field.columns.keys());
    subjects.set(
      capitalize(field.name),
      counted.flatMap((part) => field.columns.get(part) ?? []),
    );
    for (const [part, column] of field.columns) subjects.set(capitalize(field.name) + capitalize(part), [column]);
  }
  return subjects;
}

/** A composite counts as empty when all its parts together are the empty text. */
function concatenate(row: Row, columns: readonly Column[]): string {
  return columns.map((column) => textOf(column.read(row))).join('');
}

/** In the schema for relations to several objects, and asked of a column that there is not. */
function refuseRelation(singular: string, relation: string): never {
  throw internalError(`column ${singular}.${relation} does not exist`);
}

function countOf(rows: readonly Row[], columns: readonly Column[], wanted: boolean): number {
  return values(rows, columns).filter((value) => value === wanted).length;
}

function countFilled(rows: readonly Row[], columns: readonly Column[]): number {
  return rows.filter((row) => concatenate(row, columns) !== '').length;
}

function values(rows: readonly Row[], [column]: readonly Column[]): unknown[] {
  return column ? rows.map((row) => column.read(row)).filter((value) => value !== null && value !== undefined) : [];
}

function numbers(rows: readonly Row[], columns: readonly Column[]): number[] {
  return values(rows, columns).map(Number);
}

function sum(terms: readonly number[]): number {
  return terms.reduce((total, term) => total + term, 0);
}

function extreme(rows: readonly Row[], [column]: readonly Column[], sign: 1 | -1): unknown {
  if (!column) return null;
  return values(rows, [column]).reduce<unknown>(
    (best, value) => (best === null || compareValues(column, value, best) * sign > 0 ? value : best),
    null,
  );
}
