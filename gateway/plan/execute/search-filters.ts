import { GraphQLError } from 'graphql';
import { type JsonObject, property } from '../../../subgraphs/common/json.ts';
import type { FieldRequest } from '../../../subgraphs/contract/request.ts';
import type { Upstream } from '../../../subgraphs/contract/upstream.ts';
import { lostField, type ResponseField } from '../../../subgraphs/response/index.ts';
import { MAX_CANDIDATES, MAX_KEYS, tooManyKeys, tooManyRows } from '../../links/filters.ts';
import type { FieldQuery, KeySource, LinkSource } from '../plan.ts';
import type { LinkLeaf } from './filter-tree.ts';
import { type FoundKeys, rowsIn, soundValue } from './found-rows.ts';
import { idOf } from './keys.ts';
import { keysFound, lookupOf, lookupQuery, type RowLookup } from './row-lookups.ts';
import type { Run } from './run.ts';

/** A filter across a link of a list. */
export interface FilterSearch {
  readonly leaf: LinkLeaf;
  /** The filter that all rows of the list have to pass, coerced by its upstream's schema. */
  readonly candidates: unknown;
}

/** A query of an upstream, or the error of its arguments. */
export interface BoundQuery {
  readonly upstream: Upstream;
  readonly field: FieldRequest | GraphQLError;
}

/**
 * Searches for the keys that pass filters across links, for all lists of a request: one request to each upstream,
 * and a second one where rows are looked up.
 */
export async function searchFilters(
  run: Run,
  searches: readonly FilterSearch[],
): Promise<ReadonlyMap<LinkLeaf, FoundKeys>> {
  const distinct = new Map(searches.map((search) => [nameOf(search), search]));
  const searched = await fetchAll(run, distinct, (search, key) => {
    const { source } = search.leaf;
    // One row more than the maximum shows that a search finds too many.
    return filtered(run, search, source.search, key, { [source.rows.search.first]: mostRows(run, source) + 1 });
  });
  const found = new Map<string, FoundKeys>();
  const lookups = new Map<string, RowLookup>();
  const tooMany = new Map<string, FilterSearch>();
  for (const [name, search] of distinct) {
    const { source, value } = search.leaf;
    const answer = soundValue(searched.get(name));
    if (answer instanceof GraphQLError) found.set(name, answer);
    else if (rowsIn(source.rows, answer).length > mostRows(run, source)) tooMany.set(name, search);
    else if ('lookup' in source) lookups.set(name, lookupOf(source, value, answer));
    else found.set(name, keysIn(run, source, answer));
  }
  const [lookedUp, counted] = await Promise.all([
    fetchAll(run, lookups, (lookup, key) => lookupQuery(run, lookup, key)),
    fetchAll(run, tooMany, (search, key) => {
      const { count } = search.leaf.source;
      return count && filtered(run, search, count, key);
    }),
  ]);
  for (const [name, lookup] of lookups) found.set(name, keysFound(lookup, lookedUp.get(name)));
  for (const [name, { leaf }] of tooMany) found.set(name, refusal(run, leaf.source, counted.get(name)));
  return new Map(searches.map((search) => [search.leaf, found.get(nameOf(search)) ?? []]));
}

/** Returns a name that is the same for equal searches, which share a request. */
function nameOf({ leaf: { source, value }, candidates }: FilterSearch): string {
  const { name, finds } = source;
  const parts =
    finds.by === 'keys'
      ? [finds.upstream, finds.rows.search.field, finds.key.name, finds.column.most, value]
      : [finds.link.on, name, value, candidates];
  return JSON.stringify(parts, (_, each: unknown) => (typeof each === 'bigint' ? String(each) : each));
}

/** Sends all queries in parallel, in one request to each upstream. @returns the answers, by name */
async function fetchAll<Each>(
  run: Run,
  all: ReadonlyMap<string, Each>,
  queryOf: (each: Each, key: string) => BoundQuery | undefined,
): Promise<ReadonlyMap<string, ResponseField>> {
  const queries = Array.from(all).flatMap(([name, each], nth) => {
    const query = queryOf(each, `f${nth}`);
    return query ? [{ ...query, name }] : [];
  });
  const answers = new Map<string, ResponseField>();
  const requests = Array.from(
    Map.groupBy(queries, ({ upstream }) => upstream),
    async ([upstream, together]) => {
      const fields = await run.fetch(
        upstream,
        together.map(({ field }) => field),
      );
      for (const [nth, { name }] of together.entries()) answers.set(name, fields[nth] ?? lostField([]));
    },
  );
  await Promise.all(requests);
  return answers;
}

/** Returns the maximum number of rows that a search may find. */
const mostRows = ({ caller }: Run, { finds }: LinkSource): number =>
  finds.by === 'keys' ? Math.min(MAX_KEYS[caller.audience], finds.most) : MAX_CANDIDATES;

/** Builds a query of searched rows: the rows that pass the link's filter, or the rows of the list itself. */
function filtered(
  run: Run,
  { leaf: { source, value }, candidates }: FilterSearch,
  { upstream, bind }: FieldQuery,
  key: string,
  others: JsonObject = {},
): BoundQuery {
  const { and, present, argument } = source.rows;
  if (source.finds.by !== 'candidates') {
    const condition = present ? { [and]: [value, present] } : value;
    return { upstream, field: run.bind(upstream, { key, bind, args: { ...others, [argument]: condition } }) };
  }
  const field = run.bind(upstream, { key, bind, args: others });
  if (field instanceof GraphQLError || candidates == null) return { upstream, field };
  return { upstream, field: { ...field, args: { ...field.args, [argument]: candidates } } };
}

/** Returns the error of a search that finds too many rows, with their number where the count succeeded. */
function refusal(run: Run, source: LinkSource, field: ResponseField | undefined): GraphQLError {
  const number = source.rows.count?.path.reduce(
    (value, name) => property(Array.isArray(value) ? value[0] : value, name),
    soundValue(field),
  );
  const isCounted = number != null && !(number instanceof GraphQLError);
  return tooManyRows(source.name, mostRows(run, source), isCounted ? Number(number) : undefined);
}

function keysIn(run: Run, source: KeySource, value: unknown): FoundKeys {
  const { name, rows, finds } = source;
  const found = rowsIn(rows, value).flatMap((row) => finds.key.of(row) ?? []);
  const keys = new Map<unknown, unknown>(
    found.map((key) => (typeof key === 'object' ? [idOf(key), key] : [String(key), String(key)])),
  );
  const most = Math.min(mostRows(run, source), finds.column.most);
  return keys.size > most ? tooManyKeys(name, most, keys.size) : [...keys.values()];
}
