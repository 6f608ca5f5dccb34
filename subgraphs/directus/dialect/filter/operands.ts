import { BigNumber } from 'bignumber.js';
import type { OperandKind } from '../../schema/mapping.ts';
import { badInput } from '../errors.ts';
import { toDirectusKey } from '../keys.ts';

/** An operand that the graph's scalar accepts, but that equals no value of the kind: `x` for a UUID. */
export const IMPOSSIBLE = Symbol('impossible');

const MOMENT = /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d(?::\d\d(?:\.\d+)?)?)(Z|[+-]\d\d(?::?\d\d)?)?)?$/i;
/** Directus replaces it with the time of the request. */
const NOW = /^\$NOW(\(\s*[+-]?\s*\d+\s*[a-z]+\s*\))?$/i;

/**
 * Converts a single operand for Directus.
 * @param field the compared field, for the message
 * @throws GraphQLError BAD_USER_INPUT for an invalid day, time, moment or number
 */
export function toOperand(kind: OperandKind, field: string, operand: unknown): unknown {
  switch (kind) {
    case 'uuid':
      return toDirectusKey(kind, operand) ?? IMPOSSIBLE;
    case 'day':
      return day(field, operand);
    case 'time':
      return time(field, operand);
    case 'number':
      return number(field, operand);
    case 'moment':
      return moment(field, operand);
    default:
      return operand;
  }
}

const DAY_LENGTH = 10;

/** Returns the day as written, whatever the zone. */
function day(field: string, operand: unknown): string {
  const text = moment(field, operand);
  return NOW.test(text) ? text : String(operand).slice(0, DAY_LENGTH);
}

/** Whether a text is a time of day, `09:00` or `09:00:00.5`. PostgreSQL refuses some other forms, and ignores zones. */
export const isTime = (text: string) => /^(?:[01]\d|2[0-3]):[0-5]\d(?::[0-5]\d(?:\.\d{1,6})?)?$/.test(text);

function time(field: string, operand: unknown): string {
  const text = String(operand);
  if (isTime(text)) return text;
  throw badInput(
    `\`${field}\` is compared with a time of day ("09:30" or "09:30:00"), not with ${JSON.stringify(operand)}.`,
  );
}

/** Refuses a decimal that no double holds: Directus converts it to a double and would compare another number. */
function number(field: string, operand: unknown): unknown {
  const rounded = String(Number(operand));
  if (new BigNumber(String(operand)).eq(rounded)) return operand;
  throw badInput(
    `\`${field}\` cannot be compared with ${String(operand)}: Directus would round it to ${rounded}. Use at most 15 digits.`,
  );
}

/** Converts a day to its midnight, and a moment without a zone to UTC: Directus's database would use its own zone. */
function moment(field: string, operand: unknown): string {
  const text = String(operand);
  if (NOW.test(text)) return text;
  const [, day = '', time = '00:00:00', zone = 'Z'] = MOMENT.exec(text) ?? [];
  const offset = zone.replace(/^([+-]\d\d):?(\d\d)?$/, (_, hours, minutes = '00') => `${hours}:${minutes}`);
  const written = `${day}T${time}${offset}`;
  // JavaScript reads the 30th of February as the 1st or 2nd of March.
  const isDay = () => new Date(`${day}T00:00:00Z`).toISOString().startsWith(day);
  if (!Number.isNaN(Date.parse(written)) && isDay()) return /z$/i.test(zone) ? written : inUtc(day, time, offset);
  throw badInput(
    `\`${field}\` is compared with a day ("2025-01-31"), a moment ("2025-01-31T09:00:00Z") or "$NOW(-7 days)", not with ${JSON.stringify(operand)}.`,
  );
}

/** Converts to UTC, as the database ignores an operand's offset for a column without a zone. Seconds stay unchanged. */
function inUtc(day: string, time: string, offset: string): string {
  const minutes = new Date(`${day}T${time.slice(0, 'hh:mm'.length)}${offset}`)
    .toISOString()
    .slice(0, -':00.000Z'.length);
  return `${minutes}${time.slice('hh:mm'.length) || ':00'}Z`;
}
