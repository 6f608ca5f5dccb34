import { GraphQLError, Kind } from 'graphql';
import { isJsonObject, type JsonObject, property } from '../../../subgraphs/json.ts';
import type { FieldRequest } from '../../../subgraphs/request.ts';
import { lostField, type ResponseField, readField } from '../../../subgraphs/response/index.ts';
import { MAX_KEYS, tooManyKeys } from '../../links/filters.ts';
import { coerceInput } from '../compile/coerce.ts';
import type { HeadFilter, KeyFetch, RootStep } from '../plan.ts';
import type { Run } from './run.ts';

/** The root fields of a step, bound and filtered by keys that are fetched first. What is wrong with one costs it alone. */
export async function boundHeads(
  run: Run,
  { upstream, heads, keys }: RootStep,
): Promise<readonly (FieldRequest | GraphQLError)[]> {
  const bound = heads.map((head) => run.bind(upstream, head));
  if (!keys) return bound;
  const fetched = await fetchAll(run, keys.fetches);
  return bound.map((field, nth) => {
    const own = keys.filters.filter((filter) => filter.head === nth && fetched.has(filter.fetch));
    return field instanceof GraphQLError ? field : filteredHead(run, field, own, fetched);
  });
}

/** What came of each fetch; nothing of one whose filter has no value. */
type Fetched = ReadonlyMap<KeyFetch, ResponseField>;

/** Sends one request to each upstream, all at the same time. */
async function fetchAll(run: Run, fetches: readonly KeyFetch[]): Promise<Fetched> {
  const byUpstream = Map.groupBy(
    fetches.filter(({ value }) => value.kind !== Kind.VARIABLE || run.coerced[value.name.value] != null),
    ({ upstream }) => upstream,
  );
  const fetched = new Map<KeyFetch, ResponseField>();
  await Promise.all(
    Array.from(byUpstream, async ([upstream, together]) => {
      const fields = await run.ask(
        upstream,
        together.map((fetch, nth) => limited(run, fetch, run.bind(upstream, { key: `k${nth}`, bind: fetch.bind }))),
      );
      for (const [nth, fetch] of together.entries()) fetched.set(fetch, fields[nth] ?? lostField([]));
    }),
  );
  return fetched;
}

/** One more than may be found, so that none is cut off in silence. */
const firstOf = ({ caller }: Run, { search }: KeyFetch): number => Math.min(MAX_KEYS[caller.audience] + 1, search.most);

function limited(run: Run, fetch: KeyFetch, field: FieldRequest | GraphQLError): FieldRequest | GraphQLError {
  if (field instanceof GraphQLError) return field;
  return { ...field, args: { ...field.args, [fetch.search.first]: firstOf(run, fetch) } };
}

/** The root field with the conditions that its filters come to, or what is wrong with one of them. */
function filteredHead(
  run: Run,
  field: FieldRequest,
  filters: readonly HeadFilter[],
  fetched: Fetched,
): FieldRequest | GraphQLError {
  let { args } = field;
  for (const filter of filters) {
    const keys = keysOf(run, filter, fetched);
    if (keys instanceof GraphQLError) return keys;
    args = withCondition(args, filter, coerceInput(filter.type, filter.column.condition(keys)));
  }
  return { ...field, args };
}

function withCondition(args: JsonObject, { argument, and }: HeadFilter, condition: unknown): JsonObject {
  const own = args[argument];
  return { ...args, [argument]: own == null ? condition : { [and]: [own, condition] } };
}

/** The keys that a fetch found, each once; an error where they were not fetched, or are more than the filter can be held to. */
function keysOf(run: Run, filter: HeadFilter, fetched: Fetched): readonly string[] | GraphQLError {
  const { fetch, name, column } = filter;
  const { value, errors } = readField(fetched.get(fetch) ?? lostField([]));
  const [error] = errors;
  if (error) return new GraphQLError(error.message, { extensions: error.extensions });
  const rows = rowsIn(value, fetch);
  if (!rows) return new GraphQLError(`The keys of "${name}" are missing.`, { extensions: { code: 'UPSTREAM_FAILED' } });
  const keys = new Set(
    rows
      .flat()
      .filter((key) => key != null)
      .map(String),
  );
  const first = firstOf(run, fetch);
  const most = Math.min(first - 1, column.most);
  if (rows.length >= first || keys.size > most) return tooManyKeys(name, most);
  return [...keys];
}

/** The key, or the keys, of each row; undefined where there is no list of rows. */
function rowsIn(value: unknown, { search: { path }, key }: KeyFetch): readonly unknown[] | undefined {
  if (!path) return Array.isArray(value) ? value : undefined;
  const [list, ...below] = path;
  const rows = list === undefined ? value : property(value, list);
  if (!Array.isArray(rows)) return undefined;
  return rows.filter(isJsonObject).map((row) => property(below.reduce<unknown>(property, row), key));
}
