import { GraphQLError } from 'graphql';
import { elements, isJsonObject, type JsonObject } from '../../../subgraphs/common/json.ts';
import type { ResponseField } from '../../../subgraphs/response/index.ts';
import type { CandidateSource } from '../plan.ts';
import { type FoundKeys, rowsIn, soundValue } from './found-rows.ts';
import { followKeys, type KeyBatch } from './keys.ts';
import type { Run } from './run.ts';

/** The rows of a search, and the keys of their link to look up with the link's filter. */
export interface RowLookup {
  readonly source: CandidateSource;
  readonly filter: JsonObject;
  readonly rows: readonly JsonObject[];
  readonly keys: KeyBatch;
}

/** Builds the lookup for the rows of a search. */
export function lookupOf(source: CandidateSource, filter: JsonObject, answer: unknown): RowLookup {
  const { link } = source.finds;
  const args = Object.fromEntries(source.args.map(({ name, defaultValue }) => [name, filter[name] ?? defaultValue]));
  const rows = rowsIn(source.rows, answer).filter(isJsonObject);
  return { source, filter, rows, keys: followKeys({ link, isList: true }, args, rows) };
}

/** Builds the query of a lookup. @returns undefined where there are no keys */
export function lookupQuery(run: Run, { source, filter, keys: { lookupArgs } }: RowLookup, key: string) {
  const { upstream, bind } = source.lookup;
  const args = { ...lookupArgs, [source.finds.where]: filter };
  return lookupArgs && { upstream, field: run.bind(upstream, { key, bind, args }) };
}

/** Returns the ids of the rows with a key whose target passes. */
export function keysFound({ source, rows, keys }: RowLookup, field: ResponseField | undefined): FoundKeys {
  if (!keys.lookupArgs) return [];
  const found = soundValue(field);
  if (found instanceof GraphQLError) return found;
  const targets = elements(found);
  const passes = (_: JsonObject, nth: number) => elements(keys.give(nth, targets)).some(isFound);
  return rows.filter(passes).map((row) => String(row[source.rows.id]));
}

const isFound = (value: unknown): boolean => (Array.isArray(value) ? value.length > 0 : value != null);
