import { inspect } from 'node:util';
import { badInput, type TwentyError } from '../errors.ts';
import type { Column } from './column.ts';

/** Which argument a value came with: it is the `subCode` of what is wrong with it. */
export type Origin = 'INVALID_ARGS_FILTER' | 'INVALID_ARGS_DATA';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[1-5][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/i;
const DATE_TIME = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})$/;

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
      throw badInput(
        origin,
        `Invalid UUID value ${inspect(value)} for field "${column.path}"`,
        `Invalid value for UUID: "${inspect(value)}"`,
      );
    case 'NUMBER':
    case 'NUMERIC':
    case 'POSITION':
      return parseNumber(column, value, origin);
    case 'DATE_TIME':
      return parseDateTime(column, value, origin);
    case 'SELECT':
      if (typeof value === 'string' && column.options.has(value)) return value;
      throw invalidValue(column, value, origin, 'select');
    case 'TEXT':
      if (typeof value === 'string') return value;
      throw invalidValue(column, value, origin, 'text');
    case 'RAW_JSON':
      return value;
    case 'FILES':
    case 'TS_VECTOR':
      // What Twenty makes of files and search vectors given by a client is not known.
      throw invalidValue(column, value, origin, column.kind.toLowerCase());
  }
}

/** A digit string counts as a number: `BigFloat` may be sent as either. */
function parseNumber(column: Column, value: unknown, origin: Origin): number {
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  if (typeof number === 'number' && Number.isFinite(number)) return number;
  const shown = inspect(typeof value === 'string' ? Number.NaN : value);
  throw badInput(
    origin,
    `Invalid number value ${shown} for field "${column.path}"`,
    `Invalid value for number: "${shown}"`,
  );
}

/** A day without a time is refused: whether Twenty would take one is not known. */
function parseDateTime(column: Column, value: unknown, origin: Origin): string {
  if (typeof value === 'string' && DATE_TIME.test(value) && !Number.isNaN(Date.parse(value))) {
    return new Date(value).toISOString();
  }
  throw badInput(
    origin,
    `Invalid value ${inspect(value)} for date-time field "${column.path}". Expected format: 'YYYY-MM-DDTHH:mm:ssZ'`,
    `Invalid value for date-time: "${inspect(value)}"`,
  );
}

function invalidValue(column: Column, value: unknown, origin: Origin, kind: string): TwentyError {
  const shown = inspect(value);
  return badInput(
    origin,
    `Invalid value ${shown} for ${kind} field "${column.path}"`,
    `Invalid value for ${kind}: "${shown}"`,
  );
}
