import { badInput, internalError, invalidEnumInput } from '../errors.ts';
import { type Column, isObject, type Kind } from '../model/column.ts';
import { compareValues, textOf } from '../model/compare.ts';
import { parseValue } from '../model/value.ts';
import { bracket, type Condition, negate, type Predicate, type Truth, term } from './where.ts';

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

/**
 * Compiles one clause of a filter, `{ <operator>: <value> }`, for one column.
 * @throws TwentyError for no operator, several, an unknown one, or a value that does not fit
 */
export function compileClause(column: Column, clause: unknown): Condition {
  const [operator, value] = readClause(column, clause);
  if (operator === 'is') return compileIs(column, value);
  if (value === '' && column.empty === '') {
    if (['eq', 'like', 'ilike'].includes(operator)) return nullOrEmpty(column);
    if (operator === 'neq') return [[negate(isNullPredicate(column)), negate(isEmptyPredicate(column))]];
  }
  return term(compileOperator(column, operator, value));
}

function compileOperator(column: Column, operator: string, value: unknown): Predicate {
  switch (operator) {
    case 'in':
      return compileIn(column, value);
    case 'like':
      return matchPattern(column, value, 'su');
    case 'ilike':
      return matchPattern(column, value, 'isu');
    case 'containsIlike':
      return compileContainsIlike(column, value);
    case 'startsWith':
      return matchText(column, value, (start) => (text) => text.startsWith(start));
    case 'endsWith':
      return matchText(column, value, (end) => (text) => text.endsWith(end));
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
  if (!isObject(clause)) {
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

function compileIn(column: Column, value: unknown): Predicate {
  if (!Array.isArray(value)) {
    throw badInput(
      'INVALID_ARGS_FILTER',
      `Filter operator "in" requires an array value for field ${column.path}`,
      'Invalid filter: "in" operator requires an array',
    );
  }
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
  if (value === 'NOT_NULL') return term(negate(isNullPredicate(column)));
  if (value === 'NULL') return column.empty === undefined ? term(isNullPredicate(column)) : nullOrEmpty(column);
  throw badInput(
    'INVALID_ARGS_FILTER',
    'Invalid filter value for "is" operator. Expected "NULL" or "NOT_NULL"',
    'Invalid value for "is" operator',
  );
}

function nullOrEmpty(column: Column): Condition {
  return [[isNullPredicate(column)], [isEmptyPredicate(column)]];
}

function isNullPredicate(column: Column): Predicate {
  return (row) => isNull(column.read(row));
}

function isEmptyPredicate(column: Column): Predicate {
  return onValue(column, (stored) => textOf(stored) === column.empty);
}

/**
 * Compares a column with a value, whether or not a filter may. Compared with null, nothing is known, except of a text:
 * that is equal to null where it is null.
 */
export function compileComparison(column: Column, operator: string, value: unknown): Predicate {
  if (value === '' && column.empty === '' && operator === 'eq') return bracket(nullOrEmpty(column));
  if (value === null) return operator === 'eq' && column.empty === '' ? isNullPredicate(column) : () => null;
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

function compileContainsAny(column: Column, value: unknown): Predicate {
  if (column.kind !== 'MULTI_SELECT') throw internalError('Data validation error.');
  const wanted: readonly unknown[] = Array.isArray(value) ? value : [value];
  return onValue(column, (stored) => Array.isArray(stored) && stored.some((item) => wanted.includes(item)));
}

function compileContainsIlike(column: Column, value: unknown): Predicate {
  const matches = likePattern(String(value), 'isu');
  return onValue(column, (stored) => Array.isArray(stored) && stored.some((item) => matches(textOf(item))));
}

function matchText(column: Column, value: unknown, compile: (value: string) => (text: string) => boolean): Predicate {
  if (typeof value !== 'string') {
    throw badInput('INVALID_ARGS_FILTER', `Filter value for field "${column.path}" must be a string`);
  }
  const matches = compile(value);
  return onValue(column, (stored) => matches(textOf(stored)));
}

function matchPattern(column: Column, pattern: unknown, flags: string): Predicate {
  return matchText(column, pattern, (value) => likePattern(value, flags));
}

/** An SQL pattern: `%` is any text, `_` any character, a backslash takes the next one as it is. Accents count. */
function likePattern(pattern: string, flags: string): (text: string) => boolean {
  const source = pattern.replace(/\\(.)|./gsu, (character, escaped: string | undefined) => {
    if (escaped !== undefined) return escapeRegExp(escaped);
    if (character === '%') return '.*';
    return character === '_' ? '.' : escapeRegExp(character);
  });
  const expression = new RegExp(`^${source}$`, flags);
  return (text) => expression.test(text);
}

function escapeRegExp(character: string): string {
  return character.replace(/[\\^$.*+?()[\]{}|/]/, '\\$&');
}

function onValue(column: Column, test: (stored: unknown) => Truth): Predicate {
  return (row) => {
    const stored = column.read(row);
    return isNull(stored) ? null : test(stored);
  };
}

function isNull(value: unknown): boolean {
  return value === null || value === undefined;
}
