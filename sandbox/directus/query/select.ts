import type { Collection } from '../data/model.ts';
import type { Cell, Row } from '../data/store.ts';
import type { Scope } from './columns.ts';
import type { Condition } from './condition.ts';
import { both, type Clause, compileCondition, ruleOf } from './filter.ts';
import { createJoins, type Joins } from './joins.ts';
import { compileSearch } from './search.ts';
import { compareValues, compileSort, type SortKey, sortValues } from './sort.ts';

/** Which rows of a collection, in which order. */
export interface Selection {
  readonly filter?: Condition | null;
  readonly search?: string | undefined;
  /** Paths, `-` before one for descending. By default the collection's own order. */
  readonly sort?: readonly string[] | undefined;
  /** No limit unless it is given; -1 is none, too. */
  readonly limit?: number | undefined;
  readonly offset?: number | undefined;
  /** From 1; counts only with a limit, and then the offset does not. */
  readonly page?: number | undefined;
}

/**
 * Selects the rows that the caller's role may read. Among rows that sort alike the last comes first: PostgreSQL
 * promises nothing there, and nobody shall get used to it.
 * @param among rows to choose from; by default all, or those that an index finds
 */
export function selectRows(
  scope: Scope,
  collection: Collection,
  selection: Selection,
  among?: readonly Row[],
): readonly Row[] {
  const joins = createJoins(scope.model, scope.store, collection);
  const keys = compileSort(scope, joins, selection.sort ?? [collection.defaultSort]);
  const { rows, passes } = prepare(scope, collection, joins, selection);
  return (among ?? rows)
    .toReversed()
    .flatMap((row) => {
      const values = firstValues(joins, keys, passes, row);
      return values ? [{ row, values }] : [];
    })
    .sort((one, other) => compareValues(keys, one.values, other.values))
    .slice(...bounds(selection))
    .map(({ row }) => row);
}

/** The rows that an aggregate is taken over: a row once for each combination of joined rows that passes, as in SQL. */
export function selectCombinations(scope: Scope, collection: Collection, selection: Selection): readonly Row[] {
  const joins = createJoins(scope.model, scope.store, collection);
  const { rows, passes } = prepare(scope, collection, joins, selection);
  return rows.flatMap((row) => {
    let times = 0;
    joins.combine(row, (slots) => {
      if (passes(slots)) times++;
      return false;
    });
    return Array.from({ length: times }, () => row);
  });
}

/** Where a page, or an offset, and the limit begin and end. */
export function bounds({ limit = -1, offset = 0, page = 0 }: Selection): [start: number, end?: number] {
  const start = page > 0 && limit > 0 ? limit * (page - 1) : offset;
  return limit === -1 ? [start] : [start, start + limit];
}

function prepare(scope: Scope, collection: Collection, joins: Joins, { filter = null, search }: Selection) {
  const condition = both(filter, ruleOf(scope, collection));
  const clause = compileCondition(scope, joins, condition);
  const contains = search === undefined ? undefined : compileSearch(scope, collection, search);
  const passes: Clause = (slots) => {
    const [root = null] = slots;
    return (!contains || (root !== null && contains(root))) && (!clause || clause(slots));
  };
  return { rows: indexed(scope, collection, condition) ?? scope.store.rows(collection.name), passes };
}

/** The values that a row is ordered by: the first in order of all its combinations that pass. Undefined if none does. */
function firstValues(joins: Joins, keys: readonly SortKey[], passes: Clause, row: Row): readonly Cell[] | undefined {
  const found: (readonly Cell[])[] = [];
  joins.combine(row, (slots) => {
    if (passes(slots)) found.push(sortValues(keys, slots));
    return false;
  });
  return found.length > 1 ? found.sort((one, other) => compareValues(keys, one, other))[0] : found[0];
}

/** Rows by an index, where the condition as a whole asks for certain values of one column. */
function indexed({ store }: Scope, collection: Collection, condition: Condition | null): readonly Row[] | undefined {
  for (const each of condition?.kind === 'all' ? condition.of : [condition]) {
    if (each?.kind !== 'compare' || each.path.length > 1) continue;
    const [column = ''] = each.path;
    const keys = each.operator === '_eq' ? [each.operand] : each.operator === '_in' ? each.operand : undefined;
    const type = collection.fields.get(column)?.type;
    if (!Array.isArray(keys) || keys.includes(null)) continue;
    if (type === 'integer') return store.find(collection.name, column, keys.map(Number));
    if (type === 'string' || type === 'text') return store.find(collection.name, column, keys.map(String));
  }
  return undefined;
}
