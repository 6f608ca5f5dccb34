import { inspect } from 'node:util';
import { badInput, invalidEnumInput, type TwentyError } from '../errors.ts';
import type { Column } from './column.ts';
import { textOf } from './compare.ts';

/** Which argument a value came with: it is the `subCode` of what is wrong with it. */
export type Origin = 'INVALID_ARGS_FILTER' | 'INVALID_ARGS_DATA';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[1-5][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/i;
const DATE = /^\d{4}-\d{2}-\d{2}(T|$)/;
const DATE_TIME = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})?)?$/;

/** Whether a text is a UUID of version 1 to 5: Twenty takes no other. */
export function isUuid(value: unknown): value is string {
  return typeof value === 'string' && UUID.test(value);
}

/**
 * Checks a value against the column it is compared with or written to, and gives it the form it is stored in.
 * Null passes: what it means is the caller's affair.
 * @throws TwentyError for a value that the column cannot hold
 */
export function parseValue(column: Column, value: unknown, origin: Origin): unknown {
  if (value === null || value === undefined) return null;
  switch (column.kind) {
    case 'UUID':
    case 'RELATION':
    case 'MORPH_RELATION':
      if (isUuid(value)) return value.toLowerCase();
      throw invalid(column, value, origin, 'Invalid UUID value', 'Invalid value for UUID');
    case 'NUMBER':
    case 'NUMERIC':
    case 'POSITION':
      return parseNumber(column, value, origin);
    case 'DATE_TIME':
      return parseDateTime(column, value, origin);
    case 'DATE':
      return parseDate(column, value, origin);
    case 'SELECT':
    case 'RATING':
      return parseOption(column, value, origin);
    case 'MULTI_SELECT':
      return parseOptions(column, value, origin);
    case 'ARRAY':
      return Array.isArray(value) ? value : [value];
    case 'BOOLEAN':
      if (value === true || (value === 'true' && isFilter(origin))) return true;
      if (value === false || (value === 'false' && isFilter(origin))) return false;
      throw invalid(column, value, origin, 'Invalid boolean value', 'Invalid value');
    case 'TEXT':
      if (typeof value === 'string') return value;
      if (isFilter(origin)) return textOf(value);
      throw badInput(
        origin,
        `Invalid string value ${inspect(value)} for text field "${column.path}"`,
        `Invalid value: "${inspect(value)}"`,
      );
    case 'RAW_JSON':
      return value;
    case 'FILES':
    case 'TS_VECTOR':
      // What Twenty makes of files and search vectors given by a client is not known.
      throw invalid(column, value, origin, `Invalid ${column.kind.toLowerCase()} value`, 'Invalid value');
  }
}

function isFilter(origin: Origin): boolean {
  return origin === 'INVALID_ARGS_FILTER';
}

/** In a filter a digit string counts as a number, and so it does for `BigFloat`, which may be sent as either. */
function parseNumber(column: Column, value: unknown, origin: Origin): number {
  const mayBeText = isFilter(origin) || column.kind === 'NUMERIC';
  const number = mayBeText && typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  if (typeof number === 'number' && Number.isFinite(number)) return number;
  if (column.kind === 'POSITION' && !isFilter(origin)) {
    throw invalid(column, value, origin, 'Invalid position value', 'Invalid value for position');
  }
  const shown = mayBeText && typeof value === 'string' ? Number.NaN : value;
  throw invalid(column, shown, origin, 'Invalid number value', 'Invalid value for number');
}

/** A filter's value is left to the database to refuse. */
function parseOption({ path, options, enumName }: Column, value: unknown, origin: Origin): string {
  if (typeof value === 'string' && options.includes(value)) return value;
  if (isFilter(origin)) throw invalidEnumInput(enumName, textOf(value));
  throw badInput(
    origin,
    `Invalid value "${value}" for field "${path}". Valid values are: ${options.join(', ')}`,
    `Invalid value for field "${path}"`,
  );
}

function parseOptions({ path, options }: Column, value: unknown, origin: Origin): unknown[] {
  const items: unknown[] = Array.isArray(value) ? value : [value];
  if (items.every((item) => typeof item === 'string' && options.includes(item))) return items;
  throw badInput(
    origin,
    `Invalid value ${inspect(value)} for multi select field "${path}"`,
    `Invalid value for multi-select: "${inspect(value)}"`,
  );
}

/** A day without a time begins at midnight, and what has no time zone is at UTC. */
function parseDateTime(column: Column, value: unknown, origin: Origin): string {
  const [, time, , , zone] = (typeof value === 'string' && DATE_TIME.exec(value)) || [];
  const moment = Date.parse(time && !zone ? `${value}Z` : String(value));
  if (typeof value === 'string' && DATE_TIME.test(value) && !Number.isNaN(moment))
    return new Date(moment).toISOString();
  throw badDate(column, value, origin, 'date-time', 'YYYY-MM-DDTHH:mm:ssZ');
}

/** The time of a moment is dropped, not converted. */
function parseDate(column: Column, value: unknown, origin: Origin): string {
  const day = typeof value === 'string' && DATE.test(value) ? value.slice(0, 10) : '';
  const time = Date.parse(day);
  if (!Number.isNaN(time) && new Date(time).toISOString().startsWith(day)) return day;
  throw badDate(column, value, origin, 'date', 'YYYY-MM-DD');
}

function badDate(column: Column, value: unknown, origin: Origin, kind: string, format: string): TwentyError {
  const shown = inspect(value);
  return badInput(
    origin,
    `Invalid value ${shown} for ${kind} field "${column.path}". Expected format: '${format}'`,
    `Invalid value for ${kind}: "${shown}". Expected format: '${format}'`,
  );
}

function invalid(column: Column, value: unknown, origin: Origin, message: string, friendly: string): TwentyError {
  const shown = inspect(value);
  return badInput(origin, `${message} ${shown} for field "${column.path}"`, `${friendly}: "${shown}"`);
}
