import { GraphQLError, valueFromAST } from 'graphql';
import type { JsonObject } from '../../../subgraphs/common/json.ts';
import type { Upstream } from '../../../subgraphs/contract/upstream.ts';
import { MAX_FILTERS, tooManyFilters } from '../../links/filters.ts';
import { coerceInput } from '../compile/coerce.ts';
import type { ListFilters } from '../plan.ts';
import { type FilterTree, filterTree, type LinkLeaf, leavesOf, rowConditions, writeTree } from './filter-tree.ts';
import type { FoundKeys } from './found-rows.ts';
import { type FilterValues, orError, type Run } from './run.ts';
import { type FilterSearch, searchFilters } from './search-filters.ts';

/** A list, the tree of its filters, and its own filter. */
interface Filtered {
  readonly filters: ListFilters;
  readonly tree: FilterTree;
  readonly given: unknown;
  readonly searches: readonly FilterSearch[];
}

/**
 * Searches for the keys of filters across links, and writes them as the lists' own filters.
 * @param filters by field
 * @returns the variables of each field; an error affects only its field
 */
export async function filterValues(
  run: Run,
  upstream: Upstream,
  filters: readonly (readonly ListFilters[])[],
): Promise<readonly (FilterValues | GraphQLError)[]> {
  const read = filters.map((field) => orError(() => field.map((each) => readFilters(run, upstream, each))));
  const searches = read.flatMap((field) =>
    field instanceof GraphQLError ? [] : field.flatMap((each) => each.searches),
  );
  const found = await searchFilters(run, searches);
  return read.map((field) =>
    field instanceof GraphQLError
      ? field
      : orError(() => Object.fromEntries(field.map((each) => [each.filters.variable, ownFilter(each, found)]))),
  );
}

/** @throws GraphQLError for too many filters, and for variables that do not fit the upstream's schema */
function readFilters(run: Run, upstream: Upstream, filters: ListFilters): Filtered {
  const { rows, type } = filters;
  const given = filters.given && valueFromAST(filters.given, type, run.variables(upstream)());
  const tree = filterTree(filters, run.coerced);
  const own = [given ?? [], rowConditions(tree).map((filter) => coerceInput(type, filter))].flat();
  const candidates = own.length > 1 ? { [rows.and]: own } : own[0];
  const searches = leavesOf(tree).map((leaf) => ({ leaf, candidates }));
  if (searches.length > MAX_FILTERS) throw tooManyFilters(searches.length);
  return { filters, tree, given, searches };
}

/** Adds the condition of the filters across links to the list's own filter. @throws GraphQLError of a search */
function ownFilter({ filters, tree, given }: Filtered, found: ReadonlyMap<LinkLeaf, FoundKeys>): unknown {
  const { rows, type } = filters;
  const conditionOf = (leaf: LinkLeaf, isNegated: boolean): JsonObject => {
    const keys = found.get(leaf) ?? [];
    if (keys instanceof GraphQLError) throw keys;
    return leaf.source.finds.column.condition(keys, isNegated);
  };
  const condition = coerceInput(type, writeTree(rows, tree, conditionOf));
  return given == null ? condition : { [rows.and]: [given, condition] };
}
