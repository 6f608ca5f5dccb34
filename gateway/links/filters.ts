import { GraphQLError } from 'graphql';
import { isJsonObject, type JsonObject } from '../../subgraphs/common/json.ts';
import type { KeyColumn, RowFilter } from '../../subgraphs/contract/row-filter.ts';
import type { Caller, Upstream } from '../../subgraphs/contract/upstream.ts';
import type { Link } from './link.ts';

/** The filters across links of one type's lists. */
export interface LinkFilters {
  /** The type: "CmsArticle". */
  readonly on: string;
  /** The lists, as schema coordinates: "Query.cmsArticles", "CmsAuthor.articles". */
  readonly fields: ReadonlySet<string>;
  readonly rows: RowFilter;
  /** The type of the lists' own filter: "CmsArticleFilter". */
  readonly type: string;
  /** By the name of the link's field: "region". */
  readonly links: ReadonlyMap<string, LinkFilter>;
}

/** A filter across a link: a row passes it where a target of the link passes the target's own filter. */
export interface LinkFilter {
  /** The argument of the lists: "whereRegion". */
  readonly argument: string;
  /** The type of the filter of the link's targets. */
  readonly type: string;
  readonly description: string;
  /** Schema coordinates that must be visible to an audience for this filter to be visible. */
  readonly needs: readonly string[];
  readonly finds: KeysOfTarget | Candidates;
}

/** A search for the keys of matching targets, by which the rows are filtered. */
export interface KeysOfTarget {
  readonly by: 'keys';
  readonly upstream: Upstream['name'];
  /** The rows of the link's targets. */
  readonly rows: RowFilter;
  /** Maximum number of rows that the search may find. */
  readonly most: number;
  readonly key: TargetKey;
  /** The field of the filtered rows, or of their filter, that the keys are compared with. */
  readonly column: KeyColumn;
}

/** The key of a link's target. */
interface TargetKey {
  /** Keys of one search with the same name are the same. */
  readonly name: string;
  /** The fields of the key, as a selection on the target. */
  readonly needs: string;
  /** Returns the key; null where there is none. */
  of(target: unknown): unknown;
}

/** A search for the rows themselves, and a lookup of their targets: rows with a matching target pass. */
export interface Candidates {
  readonly by: 'candidates';
  /** The upstream of the rows. */
  readonly upstream: Upstream['name'];
  readonly link: Link;
  /** A field of the lookup's results. */
  readonly key: string;
  /** The argument of the link's lookup that takes the filter. */
  readonly where: string;
  /** The field that identifies a row. */
  readonly column: KeyColumn;
}

/** The prefix of arguments that filter across links, and the argument that composes these filters. */
export const FILTER_PREFIX = 'where';
export const COMPOSING_ARGUMENT = 'whereLinks';

/** Returns the type name of the argument that composes the filters of a type's links. */
export const composingType = (on: string): string => `${on}LinkWhere`;

/** The fields of that type that are not links: the rows' own filter, and the operators that compose filters. */
export const OWN_FIELD = 'row';
export const COMPOSING: readonly string[] = [OWN_FIELD, 'and', 'or', 'not'];

/** Counts the searches of an argument: one for each link. @param value coerced */
export function searchesIn(argument: string, value: unknown): number {
  if (argument !== COMPOSING_ARGUMENT) return 1;
  return objectsIn(value).reduce((sum, { and, or, not, [OWN_FIELD]: _row, ...links }) => {
    const given = Object.values(links).filter((each) => each != null);
    return sum + searchesIn(argument, [and, or, not].flat()) + given.length;
  }, 0);
}

const objectsIn = (value: unknown): readonly JsonObject[] => [value].flat().filter(isJsonObject);

/** Maximum number of keys that a filter across a link finds. */
export const MAX_KEYS: Readonly<Record<Caller['audience'], number>> = {
  public: 5_000,
  partner: 10_000,
  internal: 10_000,
};

/** Maximum number of rows that are looked up for a link whose key is not a field. */
export const MAX_CANDIDATES = 1_000;

/** Maximum number of filters across links of a list. */
export const MAX_FILTERS = 10;

/** Returns the error of a filter that finds too many keys. @param name of the link's field */
export function tooManyKeys(name: string, most: number, count: number): GraphQLError {
  return refused(`The filter by \`${name}\` finds ${count} keys, more than ${most}: add conditions to it.`);
}

/**
 * Returns the error of a filter whose search finds too many rows.
 * @param name of the link's field
 * @param count number of rows; undefined where it is unknown
 */
export function tooManyRows(name: string, most: number, count: number | undefined): GraphQLError {
  const found = count === undefined ? `more than ${most} rows` : `${count} rows, more than ${most}`;
  return refused(`The filter by \`${name}\` looks at ${found}: add conditions to it, or to the list's own filter.`);
}

/** Returns the error of a list with too many filters across links. */
export function tooManyFilters(count: number): GraphQLError {
  return refused(`A list takes at most ${MAX_FILTERS} filters across links, not ${count}.`);
}

const refused = (message: string): GraphQLError =>
  new GraphQLError(message, { extensions: { code: 'LIMIT_EXCEEDED' } });
