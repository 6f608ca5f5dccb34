import { badInput, internalError } from '../errors.ts';
import { type Column, compareValues, isObject, type Kind, textOf } from '../model/column.ts';
import { parseValue } from '../model/value.ts';
import type { Row } from '../store/row.ts';

/** SQL's three truths: null is "unknown", and no row of which the filter is unknown is found. */
export type Truth = boolean | null;

export type Predicate = (row: Row) => Truth;

const COMPARISONS = ['eq', 'neq', 'gt', 'gte', 'lt', 'lte', 'in'];
const RELATION_OPERATORS = [...COMPARISONS, 'is'];

/** `regex`, `iregex` and `search` are in the schema and refused all the same. */
const OPERATORS: Readonly<Record<Kind, readonly string[]>> = {
  TEXT: [...COMPARISONS, 'is', 'like', 'ilike', 'startsWith', 'endsWith'],
  NUMBER: RELATION_OPERATORS,
  NUMERIC: RELATION_OPERATORS,
  POSITION: RELATION_OPERATORS,
  DATE_TIME: RELATION_OPERATORS,
  UUID: RELATION_OPERATORS,
  RELATION: RELATION_OPERATORS,
  MORPH_RELATION: RELATION_OPERATORS,
  SELECT: [...COMPARISONS, 'containsAny', 'is', 'isEmptyArray'],
  RAW_JSON: ['is', 'like'],
  FILES: ['is', 'like'],
  TS_VECTOR: ['eq', 'neq', 'is'],
};

/**
 * Compiles one clause of a filter, `{ <operator>: <value> }`, for one column.
 * @throws TwentyError for no operator, several, an unknown one, or a value that does not fit
 */
export function compileClause(column: Column, clause: unknown): Predicate {
  const [operator, value] = readClause(column, clause);
  switch (operator) {
    case 'in':
      return compileIn(column, value);
    case 'is':
      return compileIs(column, value);
    case 'like':
      return matchPattern(column, value, 'su');
    case 'ilike':
      return matchPattern(column, value, 'isu');
    case 'startsWith':
      return matchText(column, value, (start) => (text) => text.startsWith(start));
    case 'endsWith':
      return matchText(column, value, (end) => (text) => text.endsWith(end));
    case 'containsAny':
    case 'isEmptyArray':
      // In the schema for every enum, but these columns hold no arrays: Postgres cannot cast them to one.
      throw internalError('malformed array literal');
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

/** Anything but `NULL` asks for what is there, as Twenty has it. */
function compileIs(column: Column, value: unknown): Predicate {
  const wantsNull = value === 'NULL';
  return (row) => isNull(column.read(row)) === wantsNull;
}

function compileComparison(column: Column, operator: string, value: unknown): Predicate {
  if (column.kind === 'TEXT' && value === '') return compileWithEmptyText(column, operator);
  if (value === null) return () => null;
  const compare = (stored: unknown) => compareValues(column.kind, stored, value);
  switch (operator) {
    case 'eq':
      return onValue(column, (stored) => stored === value);
    case 'neq':
      return onValue(column, (stored) => stored !== value);
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

/** An empty text is stored as null, and Twenty knows that of equality and of patterns alone. */
function compileWithEmptyText(column: Column, operator: string): Predicate {
  if (operator === 'eq') return (row) => isNull(column.read(row));
  if (operator === 'neq') return (row) => !isNull(column.read(row));
  return onValue(column, () => operator.startsWith('gt'));
}

function matchText(column: Column, value: unknown, compile: (value: string) => (text: string) => boolean): Predicate {
  if (typeof value !== 'string') {
    throw badInput('INVALID_ARGS_FILTER', `Filter value for field "${column.path}" must be a string`);
  }
  const matches = compile(value);
  return onValue(column, (stored) => matches(textOf(stored)));
}

/** An SQL pattern: `%` is any text, `_` any character, a backslash takes the next one as it is. Accents count. */
function matchPattern(column: Column, pattern: unknown, flags: string): Predicate {
  if (pattern === '') return compileWithEmptyText(column, 'eq');
  return matchText(column, pattern, (value) => {
    const source = value.replace(/\\(.)|./gsu, (character, escaped: string | undefined) => {
      if (escaped !== undefined) return escapeRegExp(escaped);
      if (character === '%') return '.*';
      return character === '_' ? '.' : escapeRegExp(character);
    });
    const expression = new RegExp(`^${source}$`, flags);
    return (text) => expression.test(text);
  });
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
