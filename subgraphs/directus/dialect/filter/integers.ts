import type { Step } from '../requested-field.ts';
import { all, any, compare, NEVER, type RowCondition } from './condition.ts';

/** A kind of integer column: its bounds, and the form in which Directus takes a value. */
interface IntegerKind {
  readonly min: bigint;
  readonly max: bigint;
  write(value: bigint): number | string;
}

/** PostgreSQL's `integer` and `bigint`: it refuses operands out of range. Directus takes `bigint` only as strings. */
export const integerKinds = {
  integer: { min: -(2n ** 31n), max: 2n ** 31n - 1n, write: Number },
  bigInteger: { min: -(2n ** 63n), max: 2n ** 63n - 1n, write: String },
} as const satisfies Record<string, IntegerKind>;

/** The integers below and above an operand; both are the operand if it is an integer. */
interface Bounds {
  readonly below: bigint;
  readonly above: bigint;
}

/**
 * Compares an integer column with any number. The graph accepts fractions and numbers out of the column's range; the
 * database does not.
 */
export function compareInteger(
  path: readonly Step[],
  kind: IntegerKind,
  operator: string,
  operand: unknown,
): RowCondition {
  const bounds = boundsOf(operand);
  const hasValue = compare(path, '_nnull', true);
  const within = (value: bigint, name: string, under: RowCondition, over: RowCondition): RowCondition => {
    if (value < kind.min) return under;
    return value > kind.max ? over : compare(path, name, kind.write(value));
  };
  switch (operator) {
    case '_eq':
      return bounds.below === bounds.above ? within(bounds.below, operator, NEVER, NEVER) : NEVER;
    case '_neq':
      return bounds.below === bounds.above ? within(bounds.below, operator, hasValue, hasValue) : hasValue;
    case '_gt':
      return within(bounds.below, operator, hasValue, NEVER);
    case '_gte':
      return within(bounds.above, operator, hasValue, NEVER);
    case '_lt':
      return within(bounds.above, operator, NEVER, hasValue);
    default:
      return within(bounds.below, '_lte', NEVER, hasValue);
  }
}

/** Returns the operand as a value of the column; undefined if the column cannot hold it. */
export function toInteger({ min, max, write }: IntegerKind, operand: unknown): number | string | undefined {
  const { below, above } = boundsOf(operand);
  return below === above && below >= min && below <= max ? write(below) : undefined;
}

/** A number out of range of every column, as is its negative. */
const INFINITE = 2n ** 64n;

function boundsOf(operand: unknown): Bounds {
  const text = String(operand);
  if (/^[+-]?\d+$/.test(text)) {
    const value = BigInt(text.replace('+', ''));
    return { below: value, above: value };
  }
  const number = Number(text);
  const bounded = Math.min(Math.max(number, -Number(INFINITE)), Number(INFINITE));
  return { below: BigInt(Math.floor(bounded)), above: BigInt(Math.ceil(bounded)) };
}

/** Converts a condition on the floor of a number to one on the number: `= 59` becomes `>= 59 and < 60`. */
export function ofFloor(condition: RowCondition): RowCondition {
  if (condition.kind === 'all') return all(condition.of.map(ofFloor));
  if (condition.kind === 'any') return any(condition.of.map(ofFloor));
  if (condition.kind !== 'compare') return condition;
  const { path, operator, operand } = condition;
  const from = (value: unknown) => compare(path, '_gte', Number(value));
  const before = (value: unknown) => compare(path, '_lt', Number(value));
  const next = (value: unknown) => Number(value) + 1;
  const operands: readonly unknown[] = Array.isArray(operand) ? operand : [operand];
  switch (operator) {
    case '_eq':
    case '_in':
      return any(operands.map((value) => all([from(value), before(next(value))])));
    case '_neq':
    case '_nin':
      return all(operands.map((value) => any([before(value), from(next(value))])));
    case '_gt':
      return from(next(operand));
    case '_lte':
      return before(next(operand));
    default:
      return condition;
  }
}

/** Whether a number meets a condition on an integer. */
export function meets(condition: RowCondition, value: number): boolean {
  switch (condition.kind) {
    case 'all':
      return condition.of.every((each) => meets(each, value));
    case 'any':
      return condition.of.some((each) => meets(each, value));
    case 'compare':
      return comparisons[condition.operator]?.(value, condition.operand) ?? false;
    default:
      return false;
  }
}

const comparisons: Readonly<Record<string, (value: number, operand: unknown) => boolean>> = {
  _eq: (value, operand) => value === operand,
  _neq: (value, operand) => value !== operand,
  _lt: (value, operand) => value < Number(operand),
  _lte: (value, operand) => value <= Number(operand),
  _gt: (value, operand) => value > Number(operand),
  _gte: (value, operand) => value >= Number(operand),
  _in: (value, operand) => Array.isArray(operand) && operand.includes(value),
  _nin: (value, operand) => Array.isArray(operand) && !operand.includes(value),
  _null: (_value, operand) => operand === false,
  _nnull: (_value, operand) => operand === true,
};
