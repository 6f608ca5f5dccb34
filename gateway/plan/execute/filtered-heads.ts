import { GraphQLError } from 'graphql';
import type { JsonObject } from '../../../subgraphs/json.ts';
import type { FieldRequest } from '../../../subgraphs/request.ts';
import { MAX_FILTERS, tooManyFilters } from '../../links/filters.ts';
import { coerceInput } from '../compile/coerce.ts';
import type { HeadFilters, RootStep } from '../plan.ts';
import { type FilterTree, filterTree, type LinkLeaf, leavesOf, writeTree } from './filter-tree.ts';
import type { FoundKeys } from './found-rows.ts';
import type { Run } from './run.ts';
import { type FilterSearch, searchFilters } from './search-filters.ts';

type Bound = FieldRequest | GraphQLError;

/** A root field and the tree of its filters. */
interface Filtered {
  readonly field: FieldRequest;
  readonly filters: HeadFilters;
  readonly tree: FilterTree;
  readonly searches: readonly FilterSearch[];
}

/** Binds the root fields of a step, with conditions from their filters' searches. An error affects only its field. */
export async function boundHeads(run: Run, { upstream, heads, filters }: RootStep): Promise<readonly Bound[]> {
  const bound = heads.map((head) => run.bind(upstream, head));
  if (!filters) return bound;
  const read = bound.map((field, nth) => readFilters(run, field, filters[nth]));
  const found = await searchFilters(
    run,
    read.flatMap((each) => ('searches' in each ? each.searches : [])),
  );
  return read.map((each) => ('searches' in each ? filteredField(each, found) : each));
}

function readFilters(run: Run, field: Bound, filters: HeadFilters | undefined): Bound | Filtered {
  if (field instanceof GraphQLError || !filters) return field;
  const tree = filterTree(filters, run.coerced);
  const searches = leavesOf(tree).map((leaf) => ({ leaf, rows: filters.rows, args: field.args }));
  return searches.length > MAX_FILTERS ? tooManyFilters(searches.length) : { field, filters, tree, searches };
}

/** Adds the condition of the filters across links to the field's own filter. */
function filteredField(
  { field, filters: { rows, type }, tree }: Filtered,
  found: (search: FilterSearch) => FoundKeys,
): Bound {
  const own = field.args[rows.argument];
  const conditionOf = (leaf: LinkLeaf, isNegated: boolean): JsonObject => {
    const keys = found({ leaf, rows, args: field.args });
    if (keys instanceof GraphQLError) throw keys;
    return leaf.source.finds.column.condition(keys, isNegated);
  };
  try {
    const condition = coerceInput(type, writeTree(rows, tree, conditionOf));
    const filter = own == null ? condition : { [rows.and]: [own, condition] };
    return { ...field, args: { ...field.args, [rows.argument]: filter } };
  } catch (error) {
    if (!(error instanceof GraphQLError)) throw error;
    return new GraphQLError(error.message, { extensions: error.extensions });
  }
}
