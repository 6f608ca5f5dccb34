import { GraphQLError } from 'graphql';
import { isJsonObject, type JsonObject } from '../../subgraphs/json.ts';
import type { KeyColumn, RowFilter } from '../../subgraphs/row-filter.ts';
import type { Caller, Upstream } from '../../subgraphs/upstream.ts';
import type { Link, LocatedLink } from './link.ts';

/** The lists of a type whose links filter them. */
export interface LinkFilters {
  /** The type: "CmsArticle". */
  readonly on: string;
  readonly rows: RowFilter;
  /** The type of the lists' own filter: "CmsArticleFilter". */
  readonly type: string;
  /** By the name of the link's field: "region". */
  readonly links: ReadonlyMap<string, LinkFilter>;
}

/** A filter across a link: rows pass it from which the link leads to something that passes a filter of its own. */
export interface LinkFilter {
  /** The argument of the lists: "whereRegion". */
  readonly argument: string;
  /** The type of the filter of what the link leads to. */
  readonly type: string;
  readonly description: string;
  /** What an audience has to see to have it, as schema coordinates. */
  readonly needs: readonly string[];
  readonly finds: KeysOfTarget | Candidates | LocatedTargets;
}

/** The keys of what passes are searched for, and the rows are held to them. */
export interface KeysOfTarget {
  readonly by: 'keys';
  readonly upstream: Upstream['name'];
  /** Where the link leads. */
  readonly rows: RowFilter;
  /** The field there that is the link's key. */
  readonly key: string;
  /** The field of the filtered rows that holds it. */
  readonly column: KeyColumn;
}

/** The rows themselves are searched for, each is looked up, and those are left whose lookup finds what passes. */
export interface Candidates {
  readonly by: 'candidates';
  /** The upstream of the rows. */
  readonly upstream: Upstream['name'];
  readonly link: Link;
  /** A field of what the lookup finds. */
  readonly key: string;
  /** The argument of the link's lookup that takes the filter. */
  readonly where: string;
  /** The field that identifies a row. */
  readonly column: KeyColumn;
}

/** What passes is searched for and located, and those rows are left that it stands in. */
export interface LocatedTargets {
  readonly by: 'location';
  /** The upstream of what is located. */
  readonly upstream: Upstream['name'];
  readonly link: LocatedLink;
  /** What is located. */
  readonly rows: RowFilter;
  /** The field that identifies a row, in what the lookup of places finds. */
  readonly key: string;
  readonly column: KeyColumn;
}

/** What the arguments of filters across links begin with, and the one that composes them. */
export const FILTER_PREFIX = 'where';
export const COMPOSING_ARGUMENT = 'whereLinks';

/** The type of the argument that composes the filters of a type's links. */
export const composingType = (on: string): string => `${on}LinkWhere`;

/** The fields of that type that are no links: the rows' own filter, and what composes. */
export const OWN_FIELD = 'row';
export const COMPOSING: readonly string[] = [OWN_FIELD, 'and', 'or', 'not'];

/** How many searches an argument takes: one for each link, and one for each negation of the rows' own filter. @param value coerced */
export function searchesIn(argument: string, value: unknown, isNegated = false): number {
  if (argument !== COMPOSING_ARGUMENT) return 1;
  return objectsIn(value).reduce((sum, { and, or, not, [OWN_FIELD]: row, ...links }) => {
    const composed = searchesIn(argument, [and, or].flat(), isNegated) + searchesIn(argument, not, !isNegated);
    const own = [isNegated ? row : null, ...Object.values(links)].filter((each) => each != null);
    return sum + composed + own.length;
  }, 0);
}

const objectsIn = (value: unknown): readonly JsonObject[] => [value].flat().filter(isJsonObject);

/** How many keys a filter across a link finds at most. */
export const MAX_KEYS: Readonly<Record<Caller['audience'], number>> = {
  public: 5_000,
  partner: 10_000,
  internal: 10_000,
};

/** How many rows are looked up at most for a link whose key no field holds. */
export const MAX_CANDIDATES = 1_000;

/** How many filters across links a list takes at most. */
export const MAX_FILTERS = 10;

/** More keys than a filter can be held to. @param name of the link's field */
export function tooManyKeys(name: string, most: number, count: number): GraphQLError {
  return refused(`The filter by \`${name}\` finds ${count} keys, more than ${most}: add conditions to it.`);
}

/**
 * More rows than a filter looks at.
 * @param name of the link's field
 * @param count how many there are; undefined: some more than that
 */
export function tooManyRows(name: string, most: number, count: number | undefined): GraphQLError {
  const found = count === undefined ? `more than ${most} rows` : `${count} rows, more than ${most}`;
  return refused(`The filter by \`${name}\` looks at ${found}: add conditions to it, or to the list's own filter.`);
}

/** More filters across links than a list takes. */
export function tooManyFilters(count: number): GraphQLError {
  return refused(`A list takes at most ${MAX_FILTERS} filters across links, not ${count}.`);
}

const refused = (message: string): GraphQLError =>
  new GraphQLError(message, { extensions: { code: 'LIMIT_EXCEEDED' } });
