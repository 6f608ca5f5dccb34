import type { Column } from '../model/column.ts';
import type { Row } from '../store/row.ts';

/** SQL's three truths: null is "unknown", and no row of which a filter is unknown is found. */
export type Truth = boolean | null;

export type Predicate = (row: Row) => Truth;

/**
 * A condition as Twenty writes it into SQL: terms joined by AND and OR, without parentheses around it. AND binds closer,
 * so it is a list of what OR stands between, each a list of what AND stands between.
 */
export type Condition = readonly (readonly Predicate[])[];

/** A condition of one term. */
export function term(predicate: Predicate): Condition {
  return [[predicate]];
}

/** The condition that holds for every row. */
export const ALWAYS: Condition = [[]];

/**
 * Writes conditions one after another, with AND between them and no parentheses around any: the last alternative of each
 * and the first of the next become one.
 */
export function joinByAnd(conditions: readonly Condition[]): Condition {
  return conditions.reduce((left, right) => {
    const [first = [], ...rest] = right;
    return [...left.slice(0, -1), [...(left.at(-1) ?? []), ...first], ...rest];
  }, ALWAYS);
}

/** Puts parentheses around a condition. */
export function bracket(condition: Condition): Predicate {
  const alternatives = condition.map(every);
  const [only] = alternatives;
  return only && alternatives.length === 1 ? only : some(alternatives);
}

export function every(predicates: readonly Predicate[]): Predicate {
  const [only, another] = predicates;
  if (only && !another) return only;
  return (row) => {
    let truth: Truth = true;
    for (const predicate of predicates) {
      const part = predicate(row);
      if (part === false) return false;
      if (part === null) truth = null;
    }
    return truth;
  };
}

export function some(predicates: readonly Predicate[]): Predicate {
  return (row) => {
    let truth: Truth = false;
    for (const predicate of predicates) {
      const part = predicate(row);
      if (part === true) return true;
      if (part === null) truth = null;
    }
    return truth;
  };
}

export function negate(predicate: Predicate): Predicate {
  return (row) => {
    const truth = predicate(row);
    return truth === null ? null : !truth;
  };
}

/** A test of a column's value: where there is none, nothing is known. */
export function onValue(column: Column, test: (stored: unknown) => Truth): Predicate {
  return (row) => {
    const stored = column.read(row);
    return isNothing(stored) ? null : test(stored);
  };
}

export function isNothing(value: unknown): boolean {
  return value === null || value === undefined;
}
