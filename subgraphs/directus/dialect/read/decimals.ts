import { GraphQLError } from 'graphql';
import { isJsonObject, type JsonObject, objectsOf } from '../../../common/json.ts';
import { MAX_LIMIT } from '../../schema/lists.ts';
import { badInput, missing } from '../errors.ts';
import type { FetchRoot } from '../fetch.ts';
import { filterByKeys } from '../filter/operators.ts';
import { distinct, inBatches } from '../keys.ts';
import {
  type DirectusField,
  type DirectusSelection,
  groupBy,
  limitTo,
  pathFields,
  rootField,
  selecting,
} from '../requested-field.ts';

/*
 * Directus returns decimals as doubles, but the common values of groups with all digits: so a second request groups the
 * rows of an answer by their key and their decimals.
 */

/** A decimal in an answer. */
interface InexactValue {
  readonly field: DirectusField;
  readonly row: Record<string, unknown>;
  /** The key of its row. */
  readonly id: string;
}

/**
 * Adds exact decimals to a function that requests roots. A decimal that cannot be read exactly is replaced by an error.
 * @param queryLimitMax maximum number of rows of one list of Directus
 */
export function withExactDecimals(fetch: FetchRoot, queryLimitMax: number): FetchRoot {
  const most = Math.min(queryLimitMax, MAX_LIMIT);
  const fetchExactly: FetchRoot = async (root) => {
    const answer = await fetch(root);
    await readDecimals([...find(root.selection, answer.value, root.isVersion)], fetch, most);
    return answer;
  };
  return (root) => (root.selection?.hasDecimals ? fetchExactly(root) : fetch(root));
}

/** Replaces doubles in their rows by exact decimals, or by the error of their request. */
async function readDecimals(values: readonly InexactValue[], fetch: FetchRoot, most: number): Promise<void> {
  const ofCollections = Array.from(Map.groupBy(values, ({ field }) => field.of).values());
  const batches = ofCollections.flatMap((own) => inBatches([...Map.groupBy(own, ({ id }) => id)], most));
  const read = batches.map(async (rows) => {
    const ids = rows.map(([id]) => id);
    const inRows = rows.flatMap(([, own]) => own);
    const groups = await fetch(groupsField(ids, inRows)).then(({ value }) => groupsBy(inRows, value), refusalOf);
    for (const value of inRows) put(value, groups);
  });
  await Promise.all(read);
}

function refusalOf(error: unknown): GraphQLError {
  if (error instanceof GraphQLError) return error;
  throw error;
}

function* find(
  selection: DirectusSelection | undefined,
  answer: unknown,
  isVersion = false,
): Generator<InexactValue, undefined> {
  if (!selection?.hasDecimals) return;
  for (const row of objectsOf(answer) ?? (isJsonObject(answer) ? [answer] : [])) {
    yield* find(selection.fragments.get(String(row.__typename)), row, isVersion);
    for (const field of selection.fields) {
      const as = field.alias ?? field.name;
      yield* find(field.selection, row[as], isVersion);
      if (field.decimalBy === undefined || row[as] === null || row[as] === undefined) continue;
      if (isVersion) Object.assign(row, { [as]: badInput('Read decimals of a content version from its `delta`.') });
      else yield { field, row, id: String(row[keyAt(selection, field.decimalBy)]) };
    }
  }
}

/** Returns the response key of the rows' primary key: lists that are sorted by it request it under an alias. */
function keyAt({ fields }: DirectusSelection, key: string): string {
  return fields.find(({ name }) => name === key)?.alias ?? key;
}

function groupsField(ids: readonly string[], values: readonly InexactValue[]): DirectusField {
  const { of = '', decimalBy = '' } = values[0]?.field ?? {};
  const name = `${of}_aggregated`;
  const columns = distinct(values.map(({ field }) => field.name));
  const args = [groupBy([decimalBy, ...columns]), filterByKeys(of, decimalBy, ids), limitTo(ids.length)];
  return rootField(name, args, selecting(pathFields([{ of: name, name: 'group' }])));
}

/** Returns the common values of groups, by the rows' keys. */
function groupsBy([first]: readonly InexactValue[], answer: unknown): ReadonlyMap<string, JsonObject> {
  const groups = (objectsOf(answer) ?? []).map(({ group }) => group).filter(isJsonObject);
  return new Map(groups.map((group) => [String(group[first?.field.decimalBy ?? '']), group]));
}

function put({ field, row, id }: InexactValue, groups: GraphQLError | ReturnType<typeof groupsBy>): void {
  const { name, alias = name } = field;
  const exact = groups instanceof GraphQLError ? groups : groups.get(id)?.[name];
  row[alias] = exact instanceof GraphQLError ? exact : exact === undefined ? missing(`\`${name}\``) : String(exact);
}
