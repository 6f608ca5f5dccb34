import { valueFromAST } from 'graphql';
import { elements, isJsonObject, type JsonObject } from '../../../subgraphs/common/json.ts';
import type { RowFilter } from '../../../subgraphs/contract/row-filter.ts';
import { OWN_FIELD } from '../../links/filters.ts';
import type { LinkSource, ListFilters } from '../plan.ts';

/** The client's filters of rows: across links, and on the rows' own columns. */
export type FilterTree =
  | { readonly kind: 'all' | 'any'; readonly of: readonly FilterTree[] }
  | { readonly kind: 'not'; readonly of: FilterTree }
  | { readonly kind: 'row'; readonly filter: JsonObject }
  | LinkLeaf;

/** A condition on the targets of a link. */
export interface LinkLeaf {
  readonly kind: 'link';
  readonly source: LinkSource;
  readonly value: JsonObject;
}

/** Builds the filters of a list, with variables filled in. */
export function filterTree(filters: ListFilters, variables: JsonObject): FilterTree {
  const of = filters.across.flatMap(({ link, type, value }): readonly FilterTree[] => {
    const coerced: unknown = valueFromAST(value, type, variables);
    if (!isJsonObject(coerced)) return [];
    return link === undefined ? [composed(filters, coerced)] : leafOf(filters, link, coerced);
  });
  return { kind: 'all', of };
}

function composed(filters: ListFilters, value: JsonObject): FilterTree {
  const treesOf = (list: unknown) =>
    elements(list).flatMap((each) => (isJsonObject(each) ? [composed(filters, each)] : []));
  const of = Object.entries(value).flatMap(([name, each]): readonly FilterTree[] => {
    if (name === 'and') return treesOf(each);
    if (name === 'or') return each == null ? [] : [{ kind: 'any', of: treesOf(each) }];
    if (!isJsonObject(each)) return [];
    if (name === 'not') return [{ kind: 'not', of: composed(filters, each) }];
    return name === OWN_FIELD ? [{ kind: 'row', filter: each }] : leafOf(filters, name, each);
  });
  return { kind: 'all', of };
}

function leafOf({ links }: ListFilters, name: string, value: JsonObject): readonly LinkLeaf[] {
  const source = links.get(name);
  return source ? [{ kind: 'link', source, value }] : [];
}

/** Returns the link filters of a tree, from left to right. */
export function leavesOf(tree: FilterTree): readonly LinkLeaf[] {
  if (tree.kind === 'link') return [tree];
  if (tree.kind === 'row') return [];
  return tree.kind === 'not' ? leavesOf(tree.of) : tree.of.flatMap(leavesOf);
}

/** Returns the conditions on the rows' own columns that all rows of the list have to meet. */
export function rowConditions(tree: FilterTree): readonly JsonObject[] {
  if (tree.kind === 'row') return [tree.filter];
  return tree.kind === 'all' ? tree.of.flatMap(rowConditions) : [];
}

/**
 * Writes a tree as the rows' own filter. It moves negations to the leaves, where each column defines the result for a
 * missing key.
 * @param conditionOf writes a leaf
 */
export function writeTree(
  rows: RowFilter,
  tree: FilterTree,
  conditionOf: (leaf: LinkLeaf, isNegated: boolean) => JsonObject,
  isNegated = false,
): JsonObject {
  switch (tree.kind) {
    case 'link':
      return conditionOf(tree, isNegated);
    case 'not':
      return writeTree(rows, tree.of, conditionOf, !isNegated);
    case 'row':
      return isNegated ? { [rows.not]: tree.filter } : tree.filter;
    default: {
      const of = tree.of.map((each) => writeTree(rows, each, conditionOf, isNegated));
      const isAll = (tree.kind === 'all') !== isNegated;
      if (of.length === 1) return of[0] ?? {};
      if (of.length > 0) return { [isAll ? rows.and : rows.or]: of };
      // No row passes an empty disjunction.
      return isAll ? {} : (rows.column(rows.id)?.condition([]) ?? {});
    }
  }
}
