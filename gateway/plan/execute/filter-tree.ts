import { GraphQLError, valueFromAST } from 'graphql';
import { elements, isJsonObject, type JsonObject } from '../../../subgraphs/json.ts';
import type { RowFilter } from '../../../subgraphs/row-filter.ts';
import { OWN_FIELD } from '../../links/filters.ts';
import type { HeadFilters, LinkSource } from '../plan.ts';

/** What a client asks of rows, across links and of the rows themselves. */
export type FilterTree =
  | { readonly kind: 'all' | 'any'; readonly of: readonly FilterTree[] }
  | { readonly kind: 'not'; readonly of: FilterTree }
  | { readonly kind: 'row'; readonly filter: JsonObject }
  | LinkLeaf;

/** What a link has to lead to. */
export interface LinkLeaf {
  readonly kind: 'link';
  readonly source: LinkSource;
  readonly value: JsonObject;
}

/** The filters that a root field is given, with variables filled in. */
export function filterTree({ given, links }: HeadFilters, variables: JsonObject): FilterTree {
  const of = given.flatMap(({ link, type, value }): readonly FilterTree[] => {
    const coerced: unknown = valueFromAST(value, type, variables);
    if (!isJsonObject(coerced)) return [];
    return link === undefined ? [composed(links, coerced)] : leafOf(links, link, coerced);
  });
  return { kind: 'all', of };
}

function composed(links: HeadFilters['links'], value: JsonObject): FilterTree {
  const treesOf = (list: unknown) =>
    elements(list).flatMap((each) => (isJsonObject(each) ? [composed(links, each)] : []));
  const of = Object.entries(value).flatMap(([name, each]): readonly FilterTree[] => {
    if (name === 'and') return treesOf(each);
    if (name === 'or') return each == null ? [] : [{ kind: 'any', of: treesOf(each) }];
    if (!isJsonObject(each)) return [];
    if (name === 'not') return [{ kind: 'not', of: composed(links, each) }];
    return name === OWN_FIELD ? [{ kind: 'row', filter: each }] : leafOf(links, name, each);
  });
  return { kind: 'all', of };
}

function leafOf(links: HeadFilters['links'], name: string, value: JsonObject): readonly LinkLeaf[] {
  const source = links.get(name);
  return source ? [{ kind: 'link', source, value }] : [];
}

/** The links that a tree filters by, from left to right. */
export function leavesOf(tree: FilterTree): readonly LinkLeaf[] {
  if (tree.kind === 'link') return [tree];
  if (tree.kind === 'row') return [];
  return tree.kind === 'not' ? leavesOf(tree.of) : tree.of.flatMap(leavesOf);
}

/**
 * Writes a tree as the rows' own filter. Negations stand at the leaves then, where each column knows what they mean of a
 * missing key.
 * @param conditionOf writes a leaf
 * @throws GraphQLError BAD_USER_INPUT for a negation of the rows' own filter, where that knows none
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
      return isNegated ? negated(rows, tree.filter) : tree.filter;
    default: {
      const of = tree.of.map((each) => writeTree(rows, each, conditionOf, isNegated));
      const isAll = (tree.kind === 'all') !== isNegated;
      if (of.length === 1) return of[0] ?? {};
      if (of.length > 0) return { [isAll ? rows.and : rows.or]: of };
      // Nothing meets an empty disjunction.
      return isAll ? {} : (rows.column(rows.id)?.condition([]) ?? {});
    }
  }
}

function negated({ not }: RowFilter, filter: JsonObject): JsonObject {
  if (not !== undefined) return { [not]: filter };
  throw new GraphQLError(
    `\`not\` cannot be about \`${OWN_FIELD}\` here: write the opposite condition, such as \`_neq\` for \`_eq\`.`,
    { extensions: { code: 'BAD_USER_INPUT' } },
  );
}
