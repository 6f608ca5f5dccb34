import { all, any, type Comparison, compare, isNever, type RowCondition } from './condition.ts';
import { anyRow, type RowsAt } from './related.ts';

/**
 * Negates a condition, which Directus cannot do: the rows that do not meet it are those that meet the opposite operator,
 * and those without a value, which meet neither.
 * @param rows the rows of the condition
 */
export function negate(condition: RowCondition, rows: RowsAt): RowCondition {
  return isNever(condition) ? anyRow(rows) : negated(condition);
}

function negated(condition: RowCondition): RowCondition {
  switch (condition.kind) {
    case 'all':
      return any(condition.of.map(negated));
    case 'any':
      return all(condition.of.map(negated));
    case 'related':
      return { ...condition, quantifier: condition.quantifier === '_some' ? '_none' : '_some' };
    case 'compare':
      return negatedComparison(condition);
  }
}

function negatedComparison({ path, operator, operand }: Comparison): RowCondition {
  // Directus has no `_nicontains`; `%` at the start of a pattern matches any text.
  if (operator === '_icontains') return negatedComparison(compare(path, '_istarts_with', `%${operand}`));
  const opposite = OPPOSITES.get(operator);
  if (opposite === undefined) throw new TypeError(`Directus has no opposite of ${operator}.`);
  const comparison = compare(path, opposite, operand);
  return TESTS_OF_VALUE.includes(operator) ? comparison : any([comparison, compare(path, '_null', true)]);
}

/** Operators that a row without a value meets, or does not meet, like any other row. */
const TESTS_OF_VALUE: readonly string[] = ['_null', '_nnull', '_empty', '_nempty'];

/** Operators with an opposite of the same name after an `n`. */
const NEGATABLE = `null empty eq in between contains starts_with ends_with istarts_with iends_with intersects intersects_bbox`;

const OPPOSITES: ReadonlyMap<string, string> = new Map(
  [['_lt', '_gte'], ['_gt', '_lte'], ...NEGATABLE.split(' ').map((name) => [`_${name}`, `_n${name}`])].flatMap(
    ([one = '', other = '']) => [
      [one, other],
      [other, one],
    ],
  ),
);
