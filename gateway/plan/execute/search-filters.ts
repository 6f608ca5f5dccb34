import { GraphQLError } from 'graphql';
import { elements, isJsonObject, type JsonObject, property } from '../../../subgraphs/json.ts';
import type { FieldRequest } from '../../../subgraphs/request.ts';
import { lostField, type ResponseField, readField } from '../../../subgraphs/response/index.ts';
import { MAX_CANDIDATES, MAX_KEYS, tooManyKeys, tooManyRows } from '../../links/filters.ts';
import type { CandidateSource, KeySource, Question } from '../plan.ts';
import type { LinkLeaf } from './filter-tree.ts';
import { idOf } from './keys.ts';
import type { Run } from './run.ts';

/** A filter across a link, and the list that it is of. */
export interface FilterSearch {
  readonly leaf: LinkLeaf;
  /** The filter of the list itself, as its upstream takes it. */
  readonly own: unknown;
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
  const candidates = new Map<string, CandidateLookup>();
  for (const [name, { leaf }] of distinct) {
    const { source } = leaf;
    const answer = soundValue(searched.get(name));
    if (answer instanceof GraphQLError) found.set(name, answer);
    else if ('lookup' in source) candidates.set(name, lookupOf(source, leaf.value, answer));
    else found.set(name, keysIn(run, source, answer));
  }
  const lookedUp = await askAll(run, candidates, ({ source }) => source.lookup, lookupRequest(run));
  for (const [name, lookup] of candidates) found.set(name, rowsFound(lookup, lookedUp.get(name)));
  return (search) => found.get(nameOf(search)) ?? [];
}

/** The same for searches that are alike: they share a request. */
function nameOf({ leaf: { source, value }, own }: FilterSearch): string {
  const { finds } = source;
  const parts =
    finds.by === 'keys'
      ? [finds.upstream, finds.rows.search.field, finds.key, finds.column.most, value]
      : [source.name, value, own];
  return JSON.stringify(parts, (_, each: unknown) => (typeof each === 'bigint' ? String(each) : each));
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
function firstOf({ caller }: Run, { search: { most } }: KeySource['finds']['rows']): number {
  return Math.min(MAX_KEYS[caller.audience] + 1, most);
}

function searchRequest(run: Run) {
  return ({ leaf: { source, value }, own }: FilterSearch, key: string): FieldRequest | GraphQLError => {
    const { upstream, bind } = source.search;
    if (!('lookup' in source)) {
      const { rows } = source.finds;
      const args = { [rows.search.filter]: value, [rows.search.first]: firstOf(run, rows) };
      return run.bind(upstream, { key, bind, args });
    }
    const field = run.bind(upstream, { key, bind, args: { [source.rows.search.first]: MAX_CANDIDATES + 1 } });
    if (field instanceof GraphQLError || own == null) return field;
    return { ...field, args: { ...field.args, [source.rows.search.filter]: own } };
  };
}

/** The value of an answer, where nothing in it is missing. */
function soundValue(field: ResponseField = lostField([])): unknown {
  const { value, errors } = readField(field);
  const [error] = errors;
  if (error) return new GraphQLError(error.message, { extensions: error.extensions });
  return value ?? new GraphQLError('What passes a filter is missing.', { extensions: { code: 'UPSTREAM_FAILED' } });
}

function keysIn(run: Run, { name, finds }: KeySource, value: unknown): FoundKeys {
  const { rows, key, column } = finds;
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
  return found.length >= first || keys.size > most ? tooManyKeys(name, most) : [...keys];
}

/** The rows of a list, or of a connection. */
function rowsIn(path: readonly string[], value: unknown): readonly JsonObject[] {
  const [list, ...below] = path;
  const items = list === undefined ? value : property(value, list);
  return Array.isArray(items) ? items.map((item) => below.reduce<unknown>(property, item)).filter(isJsonObject) : [];
}

/** Rows that are looked up, and the keys of each among all. */
interface CandidateLookup {
  readonly source: CandidateSource;
  /** Undefined: there are too many rows. */
  readonly rows: readonly { readonly id: string; readonly keys: readonly unknown[] }[] | undefined;
  /** Each once, by what tells it from others. */
  readonly keys: ReadonlyMap<unknown, unknown>;
  readonly args: JsonObject;
}

function lookupOf(source: CandidateSource, value: JsonObject, answer: unknown): CandidateLookup {
  const { rows: filtered, finds } = source;
  const { link, where } = finds;
  const linkArgs = Object.fromEntries(source.args.map(({ name, defaultValue }) => [name, value[name] ?? defaultValue]));
  const found = rowsIn(filtered.search.path ?? [], answer);
  const keys = new Map<unknown, unknown>();
  const rows = found.map((row) => {
    const own = [link.key(row, linkArgs) ?? []].flat();
    for (const key of own) keys.set(idOf(key), key);
    return { id: String(row[filtered.id]), keys: own.map(idOf) };
  });
  const args = { ...link.lookupArgs?.(linkArgs), [where]: value, [link.lookup.keys]: [...keys.values()] };
  return { source, rows: rows.length > MAX_CANDIDATES ? undefined : rows, keys, args };
}

function lookupRequest(run: Run) {
  return ({ source, rows, keys, args }: CandidateLookup, key: string): FieldRequest | GraphQLError | undefined => {
    const { upstream, bind } = source.lookup;
    return rows && keys.size > 0 ? run.bind(upstream, { key, bind, args }) : undefined;
  };
}

/** The rows of which a key leads to something that passes. */
function rowsFound({ source, rows, keys }: CandidateLookup, field: ResponseField | undefined): FoundKeys {
  if (!rows) return tooManyRows(source.name, MAX_CANDIDATES);
  if (keys.size === 0) return [];
  const values = soundValue(field);
  if (values instanceof GraphQLError) return values;
  const passing = new Set([...keys.keys()].filter((_, nth) => isFound(Array.isArray(values) ? values[nth] : null)));
  return rows.filter((row) => row.keys.some((key) => passing.has(key))).map(({ id }) => id);
}

const isFound = (value: unknown): boolean => (Array.isArray(value) ? value.length > 0 : value != null);
