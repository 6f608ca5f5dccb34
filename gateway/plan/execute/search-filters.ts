import { GraphQLError } from 'graphql';
import { elements, isJsonObject, type JsonObject, property } from '../../../subgraphs/json.ts';
import type { FieldRequest } from '../../../subgraphs/request.ts';
import { lostField, type ResponseField, readField } from '../../../subgraphs/response/index.ts';
import type { RowFilter } from '../../../subgraphs/row-filter.ts';
import { MAX_CANDIDATES, MAX_KEYS, tooManyKeys, tooManyRows } from '../../links/filters.ts';
import type { KeySource, LookupSource, Question } from '../plan.ts';
import type { LinkLeaf } from './filter-tree.ts';
import { idOf } from './keys.ts';
import type { Run } from './run.ts';

/** A filter across a link, and the list that it is of. */
export interface FilterSearch {
  readonly leaf: LinkLeaf;
  /** The rows of the list. */
  readonly rows: RowFilter;
  /** The arguments of the list, as its upstream takes them. */
  readonly args: JsonObject;
}

/** The keys that the rows of a list are held to, or why they were not found. */
export type FoundKeys = readonly string[] | GraphQLError;

/**
 * Searches for what passes filters across links, for all root fields of a step together: one request to each upstream,
 * and where rows are looked up another one.
 * @returns finds the keys of each search
 */
export async function searchFilters(
  run: Run,
  searches: readonly FilterSearch[],
): Promise<(search: FilterSearch) => FoundKeys> {
  const distinct = new Map(searches.map((search) => [nameOf(search), search]));
  const searched = await askAll(run, distinct, ({ leaf }) => leaf.source.search, searchRequest(run));
  const found = new Map<string, FoundKeys>();
  const lookups = new Map<string, RowLookup>();
  for (const [name, { leaf, args }] of distinct) {
    const { source, value } = leaf;
    const answer = soundValue(searched.get(name));
    if (answer instanceof GraphQLError) found.set(name, answer);
    else if ('lookup' in source) lookups.set(name, lookupOf(source, value, args, answer));
    else found.set(name, keysIn(run, source, answer));
  }
  const lookedUp = await askAll(run, lookups, ({ source }) => source.lookup, lookupRequest(run));
  for (const [name, lookup] of lookups) found.set(name, keysFound(lookup, lookedUp.get(name)));
  return (search) => found.get(nameOf(search)) ?? [];
}

/** The same for searches that are alike: they share a request. */
function nameOf({ leaf: { source, value }, rows, args }: FilterSearch): string {
  const { name, finds } = source;
  return JSON.stringify(partsOf(), (_, each: unknown) => (typeof each === 'bigint' ? String(each) : each));

  function partsOf(): readonly unknown[] {
    switch (finds.by) {
      case 'keys':
        return [finds.upstream, finds.rows.search.field, finds.key, finds.column.most, value];
      case 'location':
        return [finds.link.on, name, value, finds.link.locate.lookupArgs(args)];
      case 'candidates':
        return [finds.link.on, name, value, args[rows.argument]];
    }
  }
}

/** Asks for all at the same time, in one request to each upstream. @returns by their names */
async function askAll<Asked>(
  run: Run,
  asked: ReadonlyMap<string, Asked>,
  questionOf: (each: Asked) => Question,
  requestOf: (each: Asked, key: string) => FieldRequest | GraphQLError | undefined,
): Promise<ReadonlyMap<string, ResponseField>> {
  const answers = new Map<string, ResponseField>();
  const byUpstream = Map.groupBy(asked, ([, each]) => questionOf(each).upstream);
  await Promise.all(
    Array.from(byUpstream, async ([upstream, together]) => {
      const requests = together.flatMap(([name, each], nth) => {
        const request = requestOf(each, `f${nth}`);
        return request ? [{ name, request }] : [];
      });
      const fields = await run.ask(
        upstream,
        requests.map(({ request }) => request),
      );
      for (const [nth, { name }] of requests.entries()) answers.set(name, fields[nth] ?? lostField([]));
    }),
  );
  return answers;
}

/** One more than there may be, so that none is cut off in silence. */
function firstOf({ caller }: Run, { search: { most } }: RowFilter): number {
  return Math.min(MAX_KEYS[caller.audience] + 1, most);
}

function searchRequest(run: Run) {
  return ({ leaf: { source, value }, rows, args }: FilterSearch, key: string): FieldRequest | GraphQLError => {
    const { upstream, bind } = source.search;
    const { filter, first } = source.rows.search;
    const most = 'lookup' in source ? mostRows(source) + 1 : firstOf(run, source.rows);
    if (source.finds.by !== 'candidates')
      return run.bind(upstream, { key, bind, args: { [filter]: value, [first]: most } });
    const field = run.bind(upstream, { key, bind, args: { [first]: most } });
    const own = args[rows.argument];
    if (field instanceof GraphQLError || own == null) return field;
    return { ...field, args: { ...field.args, [filter]: own } };
  };
}

/** The value of an answer, where nothing in it is missing. */
function soundValue(field: ResponseField = lostField([])): unknown {
  const { value, errors } = readField(field);
  const [error] = errors;
  if (error) return new GraphQLError(error.message, { extensions: error.extensions });
  return value ?? new GraphQLError('What passes a filter is missing.', { extensions: { code: 'UPSTREAM_FAILED' } });
}

function keysIn(run: Run, { name, rows, finds }: KeySource, value: unknown): FoundKeys {
  const { key, column } = finds;
  const { path } = rows.search;
  const found = path ? rowsIn(path, value).map((row) => row[key]) : elements(value);
  const keys = new Set(
    found
      .flat()
      .filter((each) => each != null)
      .map(String),
  );
  const first = firstOf(run, rows);
  const most = Math.min(first - 1, column.most);
  if (found.length >= first) return tooManyKeys(name, most);
  return keys.size > most ? tooManyKeys(name, most, keys.size) : [...keys];
}

/** The rows of a list, or of a connection. */
function rowsIn(path: readonly string[], value: unknown): readonly JsonObject[] {
  const [list, ...below] = path;
  const items = list === undefined ? value : property(value, list);
  return Array.isArray(items) ? items.map((item) => below.reduce<unknown>(property, item)).filter(isJsonObject) : [];
}

/** Rows that are looked up, and the keys of each among all. */
interface RowLookup {
  readonly source: LookupSource;
  /** Undefined: there are too many rows. */
  readonly rows: readonly { readonly id: string; readonly keys: readonly unknown[] }[] | undefined;
  /** Each once, by what identifies it. */
  readonly keys: ReadonlyMap<unknown, unknown>;
  readonly args: JsonObject;
}

const mostRows = ({ finds }: LookupSource): number =>
  finds.by === 'location' ? Math.min(finds.link.search.bound, MAX_CANDIDATES) : MAX_CANDIDATES;

/** @param listArgs the arguments of the filtered list */
function lookupOf(source: LookupSource, value: JsonObject, listArgs: JsonObject, answer: unknown): RowLookup {
  const { rows: searched, finds } = source;
  const linkArgs = Object.fromEntries(source.args.map(({ name, defaultValue }) => [name, value[name] ?? defaultValue]));
  const keyOf = (row: JsonObject) =>
    finds.by === 'location' ? finds.link.locate.key(row) : finds.link.key(row, linkArgs);
  const keys = new Map<unknown, unknown>();
  const rows = rowsIn(searched.search.path ?? [], answer).map((row) => {
    const own = [keyOf(row) ?? []].flat();
    for (const key of own) keys.set(idOf(key), key);
    return { id: String(row[searched.id]), keys: own.map(idOf) };
  });
  const distinct = [...keys.values()];
  const args =
    finds.by === 'location'
      ? { ...finds.link.locate.lookupArgs(listArgs), [finds.link.locate.lookup.keys]: distinct }
      : { ...finds.link.lookupArgs?.(linkArgs), [finds.where]: value, [finds.link.lookup.keys]: distinct };
  return { source, rows: rows.length > mostRows(source) ? undefined : rows, keys, args };
}

function lookupRequest(run: Run) {
  return ({ source, rows, keys, args }: RowLookup, key: string): FieldRequest | GraphQLError | undefined => {
    const { upstream, bind } = source.lookup;
    return rows && keys.size > 0 ? run.bind(upstream, { key, bind, args }) : undefined;
  };
}

/** The rows of which a key leads to something that passes; or where what passes stands. */
function keysFound({ source, rows, keys }: RowLookup, field: ResponseField | undefined): FoundKeys {
  if (!rows) return tooManyRows(source.name, mostRows(source));
  if (keys.size === 0) return [];
  const found = soundValue(field);
  if (found instanceof GraphQLError) return found;
  const { finds } = source;
  if (finds.by === 'location') {
    return [...new Set(elements(found).flatMap((place) => (isJsonObject(place) ? [String(place[finds.key])] : [])))];
  }
  const values = elements(found);
  const passing = new Set([...keys.keys()].filter((_, nth) => isFound(values[nth])));
  return rows.filter((row) => row.keys.some((key) => passing.has(key))).map(({ id }) => id);
}

const isFound = (value: unknown): boolean => (Array.isArray(value) ? value.length > 0 : value != null);
