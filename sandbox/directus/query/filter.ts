import { type Collection, collectionOf } from '../data/model.ts';
import type { Row } from '../data/store.ts';
import { invalidQuery } from '../errors.ts';
import { getter, type Scope, typeOf } from './columns.ts';
import { type Condition, readCondition } from './condition.ts';
import { createJoins, type Joins, rowsWithKey, type Slots } from './joins.ts';
import { compileOperator } from './operators.ts';

/** Whether one combination of joined rows passes. */
export type Clause = (slots: Slots) => boolean;

/**
 * Compiles a condition against the joins that it needs. Null where it constrains nothing.
 * @throws DirectusError INVALID_QUERY for what Directus refuses to filter by
 */
export function compileCondition(scope: Scope, joins: Joins, condition: Condition | null): Clause | null {
  if (!condition) return null;
  if (condition.kind === 'compare') return compileComparison(scope, joins, condition);
  if (condition.kind === 'quantifier') return compileQuantifier(scope, joins, condition);
  const clauses = condition.of.flatMap((each) => compileCondition(scope, joins, each) ?? []);
  if (clauses.length === 0) return null;
  if (condition.kind === 'all') return (slots) => clauses.every((clause) => clause(slots));
  return (slots) => clauses.some((clause) => clause(slots));
}

/** The rule of the caller's role for a collection: which rows there are for it. */
export function ruleOf({ model, role }: Scope, collection: Collection): Condition | null {
  const filter = role.permissions.get(collection.name)?.filter;
  return filter ? readCondition(model, collection, filter) : null;
}

/** Both conditions at once. */
export function both(one: Condition | null, other: Condition | null): Condition | null {
  return one && other ? { kind: 'all', of: [one, other] } : (one ?? other);
}

/** Compiles a condition to a test of single rows, whatever it joins. */
export function rowFilter(scope: Scope, collection: Collection, condition: Condition | null): (row: Row) => boolean {
  const joins = createJoins(scope.model, scope.store, collection);
  const clause = compileCondition(scope, joins, condition);
  return clause ? (row) => joins.combine(row, clause) : () => true;
}

function compileComparison(scope: Scope, joins: Joins, condition: Condition & { kind: 'compare' }): Clause | null {
  const { path, operator, operand } = condition;
  const last = path.at(-1) ?? '';
  const { slot, collection } = joins.slotOf(path.slice(0, -1));
  const get = getter(scope, collection, last);
  const test = compileOperator(typeOf(collection, last), operator, operand);
  return test && ((slots) => test(get(slots[slot] ?? null)));
}

/**
 * `_some` and `_none` ask about the rows of the other side that the caller may read. The join is for nothing but is
 * there in Directus, and multiplies what an aggregate counts. More than one condition, or none, and Directus does not
 * ask at all; and of a many-to-any it forgets to ask which collection is meant.
 */
function compileQuantifier(scope: Scope, joins: Joins, condition: Condition & { kind: 'quantifier' }): Clause | null {
  const { some, path, of } = condition;
  const [field = ''] = path;
  const { collection } = joins.slotOf([]);
  const relation = collection.relations.get(field);
  if (path.length !== 1 || relation?.kind !== 'o2m') {
    throw invalidQuery(`"${some ? '_some' : '_none'}" can only be used with top level relational alias field`);
  }
  joins.slotOf(path);
  if (!of || of.kind === 'all' || of.kind === 'any') return null;
  const child = collectionOf(scope.model, relation.target);
  const passes = rowFilter(scope, child, both(of, ruleOf(scope, child)));
  return ([root = null]) => {
    const children = root ? rowsWithKey(scope.store, collection, relation, root) : [];
    return children.some(passes) === some;
  };
}
