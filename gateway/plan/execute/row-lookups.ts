import { GraphQLError } from 'graphql';
import { elements, isJsonObject, type JsonObject } from '../../../subgraphs/common/json.ts';
import type { ResponseField } from '../../../subgraphs/response/index.ts';
import type { CandidateSource } from '../plan.ts';
import { type FoundKeys, rowsIn, soundValue } from './found-rows.ts';
import { idOf } from './keys.ts';
import type { Run } from './run.ts';

/** The rows of a search, and the keys to look up for them. */
export interface RowLookup {
  readonly source: CandidateSource;
  readonly rows: readonly { readonly id: string; readonly keys: readonly unknown[] }[];
  /** The distinct keys, by their identity. */
  readonly keys: ReadonlyMap<unknown, unknown>;
  readonly args: JsonObject;
}

/** Builds the lookup for the rows of a search. */
export function lookupOf(source: CandidateSource, value: JsonObject, answer: unknown): RowLookup {
  const { rows: searched, finds } = source;
  const { link, where } = finds;
  const linkArgs = Object.fromEntries(source.args.map(({ name, defaultValue }) => [name, value[name] ?? defaultValue]));
  const keys = new Map<unknown, unknown>();
  const rows = rowsIn(searched, answer)
    .filter(isJsonObject)
    .map((row) => {
      const own = [link.key(row, linkArgs) ?? []].flat();
      for (const key of own) keys.set(idOf(key), key);
      return { id: String(row[searched.id]), keys: own.map(idOf) };
    });
  const args = { ...link.lookupArgs?.(linkArgs), [where]: value, [link.lookup.keys]: [...keys.values()] };
  return { source, rows, keys, args };
}

/** Builds the request of a lookup. @returns undefined where there are no keys */
export function lookupRequest(run: Run, { source, keys, args }: RowLookup, key: string) {
  const { upstream, bind } = source.lookup;
  return keys.size > 0 ? run.bind(upstream, { key, bind, args }) : undefined;
}

/** Returns the ids of the rows with a key whose target passes. */
export function keysFound({ rows, keys }: RowLookup, field: ResponseField | undefined): FoundKeys {
  if (keys.size === 0) return [];
  const found = soundValue(field);
  if (found instanceof GraphQLError) return found;
  const values = elements(found);
  const passing = new Set([...keys.keys()].filter((_, nth) => isFound(values[nth])));
  return rows.filter((row) => row.keys.some((key) => passing.has(key))).map(({ id }) => id);
}

const isFound = (value: unknown): boolean => (Array.isArray(value) ? value.length > 0 : value != null);
