import type { OperandKind } from '../filter-mapping.ts';
import { badInput } from './errors.ts';

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
      return moment(field, operand).slice(0, DAY_LENGTH);
    case 'moment':
      return moment(field, operand);
    default:
      return operand;
  }
}

const DAY_LENGTH = 10;

/** A day is its midnight, and a moment without a zone is in UTC: Directus's database would go by its own zone. */
function moment(field: string, operand: unknown): string {
  const text = String(operand);
  if (NOW.test(text)) return text;
  const [, day = '', time = '00:00:00', zone = 'Z'] = MOMENT.exec(text) ?? [];
  const written = `${day}T${time}${zone.replace(/^([+-]\d\d):?(\d\d)?$/, (_, hours, minutes = '00') => `${hours}:${minutes}`)}`;
  if (isDay(day) && !Number.isNaN(Date.parse(written))) return written;
  throw badInput(
    `\`${field}\` is compared with a day ("2025-01-31"), a moment ("2025-01-31T09:00:00Z") or "$NOW(-7 days)", not with ${JSON.stringify(operand)}.`,
  );
}

/** There is no 30th of February: JavaScript would take it for the 1st or 2nd of March. */
function isDay(day: string): boolean {
  const moment = new Date(`${day}T00:00:00Z`);
  return DAY.test(day) && !Number.isNaN(moment.getTime()) && moment.toISOString().startsWith(day);
}
