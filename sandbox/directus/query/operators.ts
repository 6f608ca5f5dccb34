import { type Cell, millionths, toInteger } from '../data/store.ts';
import { invalidQuery } from '../errors.ts';
import { like } from './like.ts';

/** Whether a cell passes. A comparison with null is never true, as in SQL. */
export type Test = (cell: Cell) => boolean;

const EQUALITY = ['_eq', '_neq', '_null', '_nnull', '_in', '_nin'];
const ORDER = ['_lt', '_lte', '_gt', '_gte', '_between', '_nbetween'];
const TEXT = [
  '_contains _ncontains _icontains',
  '_starts_with _nstarts_with _istarts_with _nistarts_with',
  '_ends_with _nends_with _iends_with _niends_with',
].flatMap((names) => names.split(' '));
const EMPTINESS = ['_empty', '_nempty'];

const OPERATORS: Readonly<Record<string, readonly string[]>> = {
  string: [...EQUALITY, ...TEXT, ...EMPTINESS],
  text: [...EQUALITY, ...TEXT, ...EMPTINESS],
  csv: [...EQUALITY, ...TEXT, ...EMPTINESS],
  // Directus does not know the type, and lets texts' operators through.
  binary: [...EQUALITY, ...TEXT, ...EMPTINESS],
  uuid: EQUALITY,
  hash: ['_null', '_nnull', ...EMPTINESS],
  geometry: ['_null', '_nnull'],
  json: ['_null', '_nnull'],
  boolean: ['_eq', '_neq', '_null', '_nnull'],
  integer: [...EQUALITY, ...ORDER],
  bigInteger: [...EQUALITY, ...ORDER],
  float: [...EQUALITY, ...ORDER],
  decimal: [...EQUALITY, ...ORDER],
  date: [...EQUALITY, ...ORDER],
  time: [...EQUALITY, ...ORDER],
  dateTime: [...EQUALITY, ...ORDER],
  timestamp: [...EQUALITY, ...ORDER, '_contains', '_ncontains', ...EMPTINESS],
};

/**
 * Makes an operator and its operand into a test. Null where Directus would write no clause at all: `_between` with
 * anything but two bounds.
 * @throws DirectusError INVALID_QUERY for an operator that the type has not, and for no number where one is needed
 * @throws Error where PostgreSQL would refuse the operand
 */
export function compileOperator(type: string, operator: string, operand: unknown): Test | null {
  if (!OPERATORS[type.replace(/\..*/, '')]?.includes(operator)) {
    throw invalidQuery(`"${type}" field type does not contain the "${operator}" filter operator`);
  }
  if (isNullTest(operator, operand)) return (cell) => cell === null;
  if (isNotNullTest(operator, operand)) return (cell) => cell !== null;
  if (operator === '_empty' || operator === '_nempty') {
    const wantsEmpty = (operator === '_empty') === (operand !== false);
    return (cell) => (cell === null || cell === '') === wantsEmpty;
  }
  const test = compileComparison(type, operator, operand);
  return test && ((cell) => cell !== null && test(cell));
}

function isNullTest(operator: string, operand: unknown): boolean {
  return (
    (operator === '_null' && operand !== false) ||
    (operator === '_nnull' && operand === false) ||
    (operator === '_eq' && operand === null)
  );
}

function isNotNullTest(operator: string, operand: unknown): boolean {
  return (
    (operator === '_nnull' && operand !== false) ||
    (operator === '_null' && operand === false) ||
    (operator === '_neq' && operand === null)
  );
}

type Comparable = Exclude<Cell, null>;

function compileComparison(type: string, operator: string, operand: unknown): ((cell: Comparable) => boolean) | null {
  if (Array.isArray(operand))
    return compileList(
      operator,
      operand.map((each) => toOperand(type, each)),
    );
  if (TEXT.includes(operator)) return compilePattern(operator, operand);
  const bound = toOperand(type, operand);
  // A comparison with null: never true.
  if (bound === null) return () => false;
  switch (operator) {
    case '_eq':
      return (cell) => cell === bound;
    case '_neq':
      return (cell) => cell !== bound;
    case '_lt':
      return (cell) => cell < bound;
    case '_lte':
      return (cell) => cell <= bound;
    case '_gt':
      return (cell) => cell > bound;
    default:
      return (cell) => cell >= bound;
  }
}

function compileList(operator: string, operands: readonly (Comparable | null)[]) {
  if (operator === '_in' || operator === '_nin') {
    const keys = new Set(operands);
    if (operator === '_in') return (cell: Comparable) => keys.has(cell);
    // `x not in (…, null)` is never true in SQL.
    return (cell: Comparable) => !keys.has(null) && !keys.has(cell);
  }
  const [low, high] = operands;
  if (operands.length !== 2) return null;
  const isBetween = (cell: Comparable) => low != null && high != null && cell >= low && cell <= high;
  if (operator === '_between') return isBetween;
  return (cell: Comparable) => low != null && high != null && !isBetween(cell);
}

/** `_nistarts_with`: negated or not, letter case or not, and where the `%` stand. */
function compilePattern(operator: string, operand: unknown): (cell: Comparable) => boolean {
  const [, negated, caseless, place] = /^_(n?)(i?)(contains|starts_with|ends_with)$/.exec(operator) ?? [];
  if (caseless && typeof operand !== 'string') throw new Error(`${operator} needs a string.`);
  const head = place === 'starts_with' ? '' : '%';
  const tail = place === 'ends_with' ? '' : '%';
  const matches = like(`${head}${operand}${tail}`, { caseless: Boolean(caseless) });
  return (cell) => matches(String(cell)) !== Boolean(negated);
}

function toOperand(type: string, value: unknown): Comparable | null {
  if (type === 'integer') {
    const number = numberOf(value);
    if (!isInt4(number)) throw new Error(`invalid input for type integer: "${number}"`);
    return number;
  }
  if (value === null || value === undefined) return null;
  if (type === 'decimal') return millionths(String(numberOf(value)));
  if (type === 'float') return numberOf(value);
  if (type === 'bigInteger') return toInteger(value);
  if (type === 'boolean') return value === true || value === 'true';
  if (type === 'time') return toTime(value);
  if (type === 'date') return toMoment(value).slice(0, 10);
  if (type === 'timestamp') return toMoment(value);
  // The zone is overlooked.
  if (type === 'dateTime') return toMoment(String(value).replace(ZONE, '')).slice(0, 'YYYY-MM-DDThh:mm:ss'.length);
  if (type === 'uuid' && !/^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i.test(String(value))) {
    throw new Error(`invalid input syntax for type uuid: "${value}"`);
  }
  return type === 'uuid' ? String(value).toLowerCase() : String(value);
}

const ZONE = /(?<=T.*)(Z|[+-]\d\d(:?\d\d)?)$/i;

function numberOf(value: unknown): number {
  const number = Number(value);
  if (Number.isNaN(number)) throw invalidQuery('Invalid numeric value');
  return number;
}

/** The time of a day as PostgreSQL reads it; its zone is overlooked. */
export function toTime(value: unknown): string {
  const [, hours = '', minutes = '', seconds = '00'] =
    /^(\d\d):(\d\d)(?::(\d\d(?:\.\d+)?))?(?:Z|[+-]\d\d(?::?\d\d)?)?$/.exec(String(value)) ?? [];
  const isTime = hours !== '' && Number(hours) <= 24 && Number(minutes) < 60 && Number(seconds) < 60;
  if (!isTime) throw new Error(`invalid input syntax for type time: "${value}"`);
  return `${hours}:${minutes}:${seconds}`;
}

/** Whether PostgreSQL's `integer` holds a number; others it refuses to compare with. */
export function isInt4(number: number): boolean {
  return Number.isInteger(number) && number >= -(2 ** 31) && number < 2 ** 31;
}

const MOMENT = /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d(?::\d\d(?:\.\d+)?)?))?\s*(Z|[+-]\d\d(?::?\d\d)?)?$/i;

/** A day or a moment as PostgreSQL reads it, in UTC unless it says otherwise. */
function toMoment(value: unknown): string {
  const [, day = '', time = '00:00', zone = 'Z'] = MOMENT.exec(String(value)) ?? [];
  const isDay = dayOf(`${day}T00:00Z`) === day;
  const moment = new Date(`${day}T${time}${/^[+-]\d\d$/.test(zone) ? `${zone}:00` : zone}`);
  if (!isDay || Number.isNaN(moment.getTime())) throw new Error(`invalid input syntax for type timestamp: "${value}"`);
  return moment.toISOString();
}

/** Of the 30th of February it is another day that there is. */
function dayOf(text: string): string | undefined {
  const moment = new Date(text);
  return Number.isNaN(moment.getTime()) ? undefined : moment.toISOString().slice(0, 10);
}
