import { badInput, badRequest, internalError, invalidEnumInput } from '../errors.ts';
import type { Column, Kind } from '../model/column.ts';
import { compareValues, textOf } from '../model/compare.ts';
import { parseValue } from '../model/value.ts';
import { compilePattern } from './pattern.ts';
import { type Condition, isNothing, negate, onValue, type Predicate, some, term } from './where.ts';

const COMPARISONS = ['eq', 'neq', 'gt', 'gte', 'lt', 'lte', 'in'];
const SCALAR_OPERATORS = [...COMPARISONS, 'is'];
const ENUM_OPERATORS = [...COMPARISONS, 'containsAny', 'is', 'isEmptyArray'];

/** `regex`, `iregex` and `search` are in the schema and refused all the same. */
const OPERATORS: Readonly<Record<Kind, readonly string[]>> = {
  TEXT: [...COMPARISONS, 'is', 'like', 'ilike', 'startsWith', 'endsWith'],
  NUMBER: SCALAR_OPERATORS,
  NUMERIC: SCALAR_OPERATORS,
  POSITION: SCALAR_OPERATORS,
  BOOLEAN: ['eq', 'is'],
  DATE: SCALAR_OPERATORS,
  DATE_TIME: SCALAR_OPERATORS,
  UUID: SCALAR_OPERATORS,
  RELATION: SCALAR_OPERATORS,
  MORPH_RELATION: SCALAR_OPERATORS,
  SELECT: ENUM_OPERATORS,
  RATING: ENUM_OPERATORS,
  MULTI_SELECT: ['containsAny', 'is', 'isEmptyArray'],
  ARRAY: ['containsIlike', 'is', 'isEmptyArray'],
  RAW_JSON: ['is', 'like'],
  FILES: ['is', 'like'],
  TS_VECTOR: ['eq', 'neq', 'is'],
};

const NUMBER_TYPES: Readonly<Partial<Record<Kind, string>>> = {
  NUMBER: 'double precision',
  NUMERIC: 'numeric',
  POSITION: 'double precision',
};

/**
 * Compiles one clause of a filter, `{ <operator>: <value> }`, for one column.
 * @throws TwentyError for no operator, several, an unknown one, or a value that does not fit
 */
export function compileClause(column: Column, clause: unknown): Condition {
  const [operator, value] = readClause(column, clause);
  if (operator === 'is') return compileIs(column, value);
  const isEmptyText = value === '' && column.empty === '';
  if (isEmptyText && ['eq', 'like', 'ilike'].includes(operator)) return [[isEmpty(column)], [isNull(column)]];
  if (isEmptyText && operator === 'neq') return [[negate(isEmpty(column)), negate(isNull(column))]];
  return term(compileOperator(column, operator, value));
}

function compileOperator(column: Column, operator: string, value: unknown): Predicate {
  switch (operator) {
    case 'in':
      return compileIn(column, value);
    case 'like':
    case 'ilike':
    case 'startsWith':
    case 'endsWith':
    case 'containsIlike':
      return compilePattern(column, operator, value);
    case 'containsAny':
      return compileContainsAny(column, value);
    case 'isEmptyArray':
      // In the schema for every enum, but Postgres cannot cast an empty array to a value of one.
      if (column.options.length > 0 && column.kind !== 'MULTI_SELECT') throw invalidEnumInput(column.enumName, '{}');
      return onValue(column, (stored) => Array.isArray(stored) && stored.length === 0);
    default:
      return compileComparison(column, operator, parseValue(column, value, 'INVALID_ARGS_FILTER'));
  }
}

function readClause(column: Column, clause: unknown): [operator: string, value: unknown] {
  if (typeof clause !== 'object' || clause === null) {
    throw badInput(
      'INVALID_ARGS_FILTER',
      `Filter value for field "${column.path}" must be an object`,
      'Invalid filter: filter value must be an object',
    );
  }
  const [entry, another] = Object.entries(clause);
  if (!entry || another) {
    throw badInput(
      'INVALID_ARGS_FILTER',
      `Filter for field "${column.path}" must have exactly one operator`,
      'Invalid filter: exactly one operator per field is required',
    );
  }
  const allowed = OPERATORS[column.kind];
  if (!allowed.includes(entry[0])) {
    throw badInput(
      'INVALID_ARGS_FILTER',
      `Operator "${entry[0]}" is not valid for field "${column.path}" of type ${column.kind} - Allowed operators: ${allowed.join(', ')}`,
      `Invalid filter : Operator "${entry[0]}" is not valid for this "${column.path}" ${column.kind} field`,
    );
  }
  return entry;
}

function compileIn(column: Column, given: unknown): Predicate {
  const value = arrayOf(column, 'in', given);
  if (value.length === 0) {
    throw badInput(
      'INVALID_QUERY_INPUT',
      `Invalid filter value for field ${column.path}. Expected non-empty array`,
      'Invalid filter value: ""',
    );
  }
  const wanted = new Set(value.map((item) => parseValue(column, item, 'INVALID_ARGS_FILTER')));
  return onValue(column, (stored) => wanted.has(stored) || (wanted.has(null) ? null : false));
}

/** `IS NOT NULL` keeps what is empty, `IS NULL` takes it as well: Twenty writes no parentheses around the two. */
function compileIs(column: Column, value: unknown): Condition {
  if (value === 'NOT_NULL') return term(negate(isNull(column)));
  if (value === 'NULL')
    return column.empty === undefined ? term(isNull(column)) : [[isNull(column)], [isEmpty(column)]];
  throw badInput(
    'INVALID_ARGS_FILTER',
    'Invalid filter value for "is" operator. Expected "NULL" or "NOT_NULL"',
    'Invalid value for "is" operator',
  );
}

function isNull(column: Column): Predicate {
  return (row) => isNothing(column.read(row));
}

function isEmpty(column: Column): Predicate {
  return onValue(column, (stored) => textOf(stored) === column.empty);
}

/**
 * Compares a column with a value, whether or not a filter may. Compared with null, nothing is known, except of a text or
 * a list: that is equal to null where it is null. What is equal to the empty text or list is null, too.
 */
export function compileComparison(column: Column, operator: string, value: unknown): Predicate {
  if (operator === 'eq' && value !== null && textOf(value) === column.empty)
    return some([isEmpty(column), isNull(column)]);
  if (value === null) return operator === 'eq' && column.empty !== undefined ? isNull(column) : () => null;
  assertReadable(column, value);
  const compare = (stored: unknown) => compareValues(column, stored, value);
  switch (operator) {
    case 'eq':
      return onValue(column, (stored) => compare(stored) === 0);
    case 'neq':
      return onValue(column, (stored) => compare(stored) !== 0);
    case 'gt':
      return onValue(column, (stored) => compare(stored) > 0);
    case 'gte':
      return onValue(column, (stored) => compare(stored) >= 0);
    case 'lt':
      return onValue(column, (stored) => compare(stored) < 0);
    default:
      return onValue(column, (stored) => compare(stored) <= 0);
  }
}

/** What the database cannot read: a cursor may hold anything. A list is handed to it as one of its own, which is no JSON. */
function assertReadable({ kind }: Column, value: unknown): void {
  if (kind === 'RAW_JSON' && (typeof value === 'string' || Array.isArray(value))) {
    throw badRequest('invalid input syntax for type json', 'Invalid input provided.');
  }
  const type = NUMBER_TYPES[kind];
  if (type && typeof value === 'string' && (value.trim() === '' || Number.isNaN(Number(value)))) {
    throw badRequest(`invalid input syntax for type ${type}: "${value}"`, 'Invalid input provided.');
  }
}

function compileContainsAny(column: Column, value: unknown): Predicate {
  const wanted = arrayOf(column, 'containsAny', value);
  if (column.kind !== 'MULTI_SELECT') throw internalError('Data validation error.');
  return onValue(column, (stored) => Array.isArray(stored) && stored.some((item) => wanted.includes(item)));
}

function arrayOf(column: Column, operator: string, value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value;
  throw badInput(
    'INVALID_ARGS_FILTER',
    `Filter operator "${operator}" requires an array value for field ${column.path}`,
    `Invalid filter: "${operator}" operator requires an array`,
  );
}
