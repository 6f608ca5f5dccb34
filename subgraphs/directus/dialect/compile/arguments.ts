import { type GraphQLInputObjectType, getNamedType, isInputObjectType } from 'graphql';
import { elements } from '../../../common/json.ts';
import { createDerived } from '../../../common/memo.ts';
import type { FieldRequest } from '../../../contract/request.ts';
import { DEFAULT_LIMIT, MAX_LIMIT } from '../../schema/lists.ts';
import { inputFieldOf, rowsMapping } from '../../schema/mapping.ts';
import { badInput } from '../errors.ts';
import { pathsOf, writeFilter } from '../filter/condition.ts';
import { compileFilter } from '../filter/index.ts';
import { literalSearch } from '../filter/operators.ts';
import { filterBy, groupBy, limitTo, type RequestedArgument, type Step, sortBy } from '../requested-field.ts';
import type { Compiling } from './compiling.ts';

/** The greatest `Int`: no list is this long. */
const MAX_OFFSET = 2 ** 31 - 1;

/** A part of a list: at most `limit` rows, after the first `offset` rows. */
export interface Slice {
  readonly limit: number;
  readonly offset: number;
}

/**
 * Returns the slice of a list that a client requests. Directus applies its own limit silently, and combines a page and
 * an offset differently in nested lists and at roots: so a page is sent as an offset.
 * @throws GraphQLError BAD_USER_INPUT for a number out of bounds
 */
export function sliceOf({ args }: FieldRequest): Slice {
  const limit = bounded('`limit`', args.limit ?? DEFAULT_LIMIT, 0, MAX_LIMIT);
  const offset = bounded('`offset`', args.offset ?? 0, 0);
  if (args.page === null || args.page === undefined) return { limit, offset };
  const page = bounded('`page`', args.page, 1);
  return { limit, offset: Math.min(limit * (page - 1), MAX_OFFSET) };
}

/** Splits a slice into parts of at most `queryLimitMax` rows, Directus's maximum for one list. */
export function partsOf({ limit, offset }: Slice, queryLimitMax: number): readonly Slice[] {
  const count = Math.max(Math.ceil(limit / queryLimitMax), 1);
  return Array.from({ length: count }, (_, index) => ({
    limit: Math.min(limit - index * queryLimitMax, queryLimitMax),
    offset: Math.min(offset + index * queryLimitMax, MAX_OFFSET),
  }));
}

/** Returns a slice as arguments of Directus. */
export function sliceArguments({ limit, offset }: Slice): readonly RequestedArgument[] {
  return [limitTo(limit), ...(offset === 0 ? [] : [{ name: 'offset', type: 'Int', value: offset }])];
}

/**
 * Compiles the arguments that select and sort rows. The key is always a sort field, so that rows with equal values have
 * a stable order. Directus's default order differs between nested lists and roots.
 * @param isCounted whether the rows are grouped and counted, not returned
 * @throws GraphQLError BAD_USER_INPUT or FORBIDDEN for an invalid filter
 */
export function rowArguments(
  { definition, args }: FieldRequest,
  { finds }: Compiling,
  isCounted = false,
): readonly RequestedArgument[] {
  const rows = rowsOf(definition);
  const { name, key, order } = rowsMapping(rows);
  const condition = compileFilter(rows, args.filter, { finds, isCounted });
  const filter = writeFilter(condition, key);
  const filters = filter ? [{ ...filterBy(name, filter), looksAt: pathsOf(condition) }] : [];
  const search = typeof args.search === 'string' ? args.search.trim() : '';
  const searches = search === '' ? [] : [{ name: 'search', type: 'String', value: literalSearch(search) }];
  const looksAt = (words: readonly string[]) =>
    words.map((word) => paths.derive(rows, () => findPath(rows, word), word));
  if (isCounted) {
    const by = elements(args.groupBy).map(String);
    return [...(by.length > 0 ? [{ ...groupBy(by), looksAt: looksAt(by) }] : []), ...filters, ...searches];
  }
  const words = elements(args.sort).map(String);
  const sort =
    words.length > 0
      ? { ...sortBy(withKey(words, key)), looksAt: looksAt(words) }
      : { ...sortBy(order), looksAt: looksAt(order.filter((word) => word !== key)), isOwn: true };
  return [...filters, sort, ...searches];
}

/** Returns the filter type of a list: it identifies the list's rows. */
function rowsOf({ args }: FieldRequest['definition']): GraphQLInputObjectType {
  const filter = args.map(({ type }) => type).find(isInputObjectType);
  if (!filter) throw new TypeError('A list has a filter.');
  return filter;
}

const paths = createDerived<GraphQLInputObjectType, readonly Step[]>();

/** Finds the path of a word in `sort` or `groupBy`: `-a` and `year(a)` give the field `a`; a relation gives its key. */
function findPath(rows: GraphQLInputObjectType, word: string): readonly Step[] {
  const name = /^(?:-|\w+\()?(\w+)\)?$/.exec(word)?.[1] ?? word;
  const step = { of: rowsMapping(rows).name, name };
  const target = getNamedType(inputFieldOf(rows, name)?.type);
  const related = isInputObjectType(target) ? target.extensions.directus : undefined;
  return related ? [step, { of: related.name, name: related.key }] : [step];
}

const withKey = (words: readonly string[], key: string) =>
  words.some((word) => word === key || word === `-${key}`) ? words : [...words, key];

/**
 * Returns a client's number if it is within its bounds.
 * @param name as the message begins
 * @throws GraphQLError BAD_USER_INPUT with the bounds
 */
export function bounded(name: string, value: unknown, min: number, max = Number.POSITIVE_INFINITY): number {
  if (typeof value === 'number' && value >= min && value <= max) return value;
  const bounds = max === Number.POSITIVE_INFINITY ? `${min} or more` : `${min} to ${max}`;
  throw badInput(`${name} must be ${bounds}, not ${String(value)}.`);
}
