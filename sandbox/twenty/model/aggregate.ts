import type { GraphQLField } from 'graphql';
import type { Row } from '../store/row.ts';
import { type Column, capitalize, compareValues, textOf } from './column.ts';
import type { Aggregate, Field } from './object-type.ts';

const OPERATIONS = {
  countEmpty: (rows, columns) => rows.length - countFilled(rows, columns),
  countNotEmpty: (rows, columns) => countFilled(rows, columns),
  countUniqueValues: (rows, columns) => new Set(rows.map((row) => concatenate(row, columns)).filter(Boolean)).size,
  percentageEmpty: (rows, columns) => (rows.length - countFilled(rows, columns)) / rows.length,
  percentageNotEmpty: (rows, columns) => countFilled(rows, columns) / rows.length,
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

/** Finds out what each aggregate field of a connection computes, by its name: `sumAnnualRevenueAmountMicros`. */
export function readAggregates(
  connectionFields: readonly GraphQLField<unknown, unknown>[],
  fields: ReadonlyMap<string, Field>,
): ReadonlyMap<string, Aggregate> {
  const subjects = readSubjects(fields);
  const aggregates = new Map<string, Aggregate>([['totalCount', (rows) => rows.length]]);
  for (const { name } of connectionFields) {
    for (const [prefix, operation] of Object.entries(OPERATIONS)) {
      const columns = name.startsWith(prefix) ? subjects.get(name.slice(prefix.length)) : undefined;
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
    subjects.set(capitalize(field.name), Array.from(field.columns.values()));
    for (const [part, column] of field.columns) subjects.set(capitalize(field.name) + capitalize(part), [column]);
  }
  return subjects;
}

/** A composite counts as empty when all its parts together are the empty text. */
function concatenate(row: Row, columns: readonly Column[]): string {
  return columns.map((column) => textOf(column.read(row))).join('');
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

function extreme(rows: readonly Row[], columns: readonly Column[], sign: 1 | -1): unknown {
  const kind = columns[0]?.kind ?? 'TEXT';
  return values(rows, columns).reduce<unknown>(
    (best, value) => (best === null || compareValues(kind, value, best) * sign > 0 ? value : best),
    null,
  );
}
