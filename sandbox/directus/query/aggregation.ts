import { Kind, type SelectionNode } from 'graphql';
import type { Collection } from '../data/model.ts';
import { checkPaths } from './access.ts';
import { checkSelection, readSelection, toNames } from './arguments.ts';
import { fieldOf, type Getter, getter, type Scope } from './columns.ts';
import { ruleOf } from './filter.ts';
import type { Selection } from './select.ts';
import { parseSort } from './sort.ts';

/** What is asked of `…_aggregated`. */
export interface Aggregation {
  /** For each function, the fields that it is taken over; none for `countAll`. */
  readonly functions: ReadonlyMap<string, readonly string[]>;
  /** Undefined for no groups: everything is one. */
  readonly groupBy: readonly string[] | undefined;
  /** One for each of `groupBy`. */
  readonly getters: readonly Getter[];
  /** What groups are ordered by: the first thing that they are grouped by, unless something else is asked. */
  readonly order: readonly string[];
  readonly selection: Selection;
}

/**
 * Reads what is asked of `…_aggregated`.
 * @throws DirectusError INVALID_QUERY or FORBIDDEN
 * @throws Error where Directus or PostgreSQL would trip
 */
export function readAggregation(
  scope: Scope,
  collection: Collection,
  selections: readonly SelectionNode[],
  values: Readonly<Record<string, unknown>>,
): Aggregation {
  const groupBy = values.groupBy ? toNames(values.groupBy) : undefined;
  const selection = readSelection(scope.model, collection, values);
  checkSelection(selection);
  const functions = readFunctions(selections);
  const order = groupBy ? (selection.sort ?? groupBy.slice(0, 1)) : [];
  const ownOrder = order.filter((sort) => !functions.has(parseSort(sort).path[0] ?? ''));
  checkPaths(scope, collection, ownOrder, []);
  checkPaths(scope, collection, groupBy ?? [], []);
  const getters = groupBy?.map((step) => getter(scope, collection, step)) ?? [];
  const aggregation = { functions, groupBy, getters, order, selection };
  checkGroups(collection, aggregation);
  if (groupBy && ruleOf(scope, collection)) checkBoundGroups(functions, groupBy, ownOrder, order);
  return aggregation;
}

/** Directus overlooks fragments here, and of one function under two aliases it keeps the last. */
function readFunctions(selections: readonly SelectionNode[]): ReadonlyMap<string, readonly string[]> {
  const functions = new Map<string, readonly string[]>();
  for (const each of selections) {
    if (each.kind !== Kind.FIELD || each.name.value.startsWith('__') || each.name.value === 'group') continue;
    const fields = (each.selectionSet?.selections ?? []).map((field) => {
      if (field.kind !== Kind.FIELD) throw new Error('A fragment has no name of a field.');
      return field.name.value;
    });
    functions.set(
      each.name.value,
      fields.filter((name) => !name.startsWith('__')),
    );
  }
  return functions;
}

function checkGroups({ fields }: Collection, { functions, groupBy, order }: Aggregation): void {
  const isColumn = (step: string) => fields.has(fieldOf(step)) && fields.get(fieldOf(step))?.type !== 'alias';
  if (groupBy?.length === 0 || groupBy?.some((step) => !isColumn(step))) {
    throw new Error('A group must be by columns of the collection itself.');
  }
  const isJson = (step: string) => fields.get(step)?.type === 'json';
  if (groupBy?.some(isJson) || functions.get('countDistinct')?.some(isJson)) {
    throw new Error('could not identify an equality operator for type json');
  }
  const aggregated = [...functions.values()].flat();
  if (!aggregated.every(isColumn)) throw new Error('An aggregate must be of a column.');
  for (const sort of order) {
    const [name = '', field = ''] = parseSort(sort).path;
    const isFunction = name === 'countAll' || functions.get(name)?.includes(field);
    if (!isFunction && !groupBy?.includes(name)) throw new Error(`"${sort}" must appear in the GROUP BY clause.`);
  }
}

/**
 * For a role whose reading is bound by a rule, Directus groups by the position of a column, and counts positions
 * wrongly next to `countAll`; and it orders by a group only where that is the first and nothing else is asked.
 */
function checkBoundGroups(
  functions: Aggregation['functions'],
  [first]: readonly string[],
  ownOrder: readonly string[],
  order: readonly string[],
): void {
  const isOrderedByFirst = order.length === 1 && order[0] === first;
  if (functions.has('countAll') || (ownOrder.length > 0 && !isOrderedByFirst)) {
    throw new Error('A column must appear in the GROUP BY clause.');
  }
}
