import type { OperandKind } from '../../schema/filter-mapping.ts';
import { badInput } from '../errors.ts';

/** What no value of a kind is equal to, though the graph's scalar takes it: `1.5` for an integer, `x` for a UUID. */
export const IMPOSSIBLE = Symbol('impossible');

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const DAY = /^\d{4}-\d\d-\d\d$/;
const MOMENT = /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d(?::\d\d(?:\.\d+)?)?)(Z|[+-]\d\d(?::?\d\d)?)?)?$/i;
/** Directus puts the moment of the request in its place. */
const NOW = /^\$NOW(\(\s*[+-]?\s*\d+\s*[a-z]+\s*\))?$/i;

/**
 * A single operand as Directus takes it.
 * @param field what it is compared with, for the message
 * @throws GraphQLError BAD_USER_INPUT for a text that is no day or moment
 */
export function toOperand(kind: OperandKind, field: string, operand: unknown): unknown {
  switch (kind) {
    case 'uuid':
      return UUID.test(String(operand)) ? String(operand).toLowerCase() : IMPOSSIBLE;
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

/** The day that is written, whatever the zone. */
function day(field: string, operand: unknown): string {
  const text = moment(field, operand);
  return NOW.test(text) ? text : String(operand).slice(0, DAY_LENGTH);
}

/** A time of day, `09:00` or `09:00:00.5`: of the others PostgreSQL refuses some, and overlooks the zone. */
export const isTime = (text: string) => /^(?:[01]\d|2[0-3]):[0-5]\d(?::[0-5]\d(?:\.\d{1,6})?)?$/.test(text);

function time(field: string, operand: unknown): string {
  const text = String(operand);
  if (isTime(text)) return text;
  throw badInput(
    `\`${field}\` is compared with a time of day ("09:30" or "09:30:00"), not with ${JSON.stringify(operand)}.`,
  );
}

/** Directus makes a double of it, so that a decimal that no double holds would be compared as another one. */
function number(field: string, operand: unknown): unknown {
  const rounded = String(Number(operand));
  if (decimal(String(operand)) === decimal(rounded)) return operand;
  throw badInput(
    `\`${field}\` cannot be compared with ${String(operand)}: Directus would take it for ${rounded}. Use at most 15 digits.`,
  );
}

/** A decimal in one spelling: its digits, without zeros around them, and the power of ten that they are multiplied by. */
function decimal(text: string): string {
  const [, sign = '', whole = '', fraction = '', exponent = '0'] =
    /^([+-]?)(\d+)(?:\.(\d+))?(?:e([+-]?\d+))?$/i.exec(text) ?? [];
  const digits = (whole + fraction).replace(/^0+/, '');
  const kept = digits.replace(/0+$/, '');
  if (kept === '') return '0';
  return `${sign === '-' ? '-' : ''}${kept}e${Number(exponent) - fraction.length + digits.length - kept.length}`;
}

/** A day is its midnight, and a moment without a zone is in UTC: Directus's database would go by its own zone. */
function moment(field: string, operand: unknown): string {
  const text = String(operand);
  if (NOW.test(text)) return text;
  const [, day = '', time = '00:00:00', zone = 'Z'] = MOMENT.exec(text) ?? [];
  const offset = zone.replace(/^([+-]\d\d):?(\d\d)?$/, (_, hours, minutes = '00') => `${hours}:${minutes}`);
  const written = `${day}T${time}${offset}`;
  if (isDay(day) && !Number.isNaN(Date.parse(written))) return /z$/i.test(zone) ? written : inUtc(day, time, offset);
  throw badInput(
    `\`${field}\` is compared with a day ("2025-01-31"), a moment ("2025-01-31T09:00:00Z") or "$NOW(-7 days)", not with ${JSON.stringify(operand)}.`,
  );
}

/** Of a column without a zone Directus's database overlooks the offset of an operand. Seconds stay as precise as they are. */
function inUtc(day: string, time: string, offset: string): string {
  const minutes = new Date(`${day}T${time.slice(0, 'hh:mm'.length)}${offset}`)
    .toISOString()
    .slice(0, -':00.000Z'.length);
  return `${minutes}${time.slice('hh:mm'.length) || ':00'}Z`;
}

/** There is no 30th of February: JavaScript would take it for the 1st or 2nd of March. */
function isDay(day: string): boolean {
  const moment = new Date(`${day}T00:00:00Z`);
  return DAY.test(day) && !Number.isNaN(moment.getTime()) && moment.toISOString().startsWith(day);
}
