import { BigNumber } from 'bignumber.js';
import type { Step } from '../requested-field.ts';
import { all, any, compare, NEVER, type RowCondition } from './condition.ts';

/** A kind of integer column: its bounds, and the form in which Directus takes a value. */
interface IntegerKind {
  readonly min: BigNumber;
  readonly max: BigNumber;
  write(value: BigNumber): number | string;
}

function integersOf(bits: number, write: IntegerKind['write']): IntegerKind {
  const limit = new BigNumber(2).pow(bits - 1);
  return { min: limit.negated(), max: limit.minus(1), write };
}

/** PostgreSQL's `integer` and `bigint`: it refuses operands out of range. Directus takes `bigint` only as strings. */
export const integerKinds = {
  integer: integersOf(32, (value) => value.toNumber()),
  bigInteger: integersOf(64, (value) => value.toFixed()),
} as const;

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
  const { below, above, isInteger } = boundsOf(operand);
  const hasValue = compare(path, '_nnull', true);
  const within = (value: BigNumber, name: string, under: RowCondition, over: RowCondition): RowCondition => {
    if (value.lt(kind.min)) return under;
    return value.gt(kind.max) ? over : compare(path, name, kind.write(value));
  };
  if (operator === '_eq') return isInteger ? within(below, operator, NEVER, NEVER) : NEVER;
  if (operator === '_neq') return isInteger ? within(below, operator, hasValue, hasValue) : hasValue;
  const bound = operator === '_gt' || operator === '_lte' ? below : above;
  return operator.startsWith('_g')
    ? within(bound, operator, hasValue, NEVER)
    : within(bound, operator, NEVER, hasValue);
}

/** Returns the operand as a value of the column; undefined if the column cannot hold it. */
export function toInteger({ min, max, write }: IntegerKind, operand: unknown): number | string | undefined {
  const { below, isInteger } = boundsOf(operand);
  return isInteger && below.gte(min) && below.lte(max) ? write(below) : undefined;
}

/** Returns the integers below and above an operand; both are the operand if it is an integer. */
function boundsOf(operand: unknown) {
  const value = new BigNumber(String(operand));
  const below = value.integerValue(BigNumber.ROUND_FLOOR);
  return { below, above: value.integerValue(BigNumber.ROUND_CEIL), isInteger: value.isInteger() };
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
