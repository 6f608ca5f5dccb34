import { GraphQLError } from 'graphql';
import { isJsonObject, type JsonObject, objectsOf } from '../../../common/json.ts';
import type { CompiledRoot } from '../compile/root.ts';
import { badInput, missing } from '../errors.ts';
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

interface AnsweredRoot {
  readonly root: CompiledRoot;
  readonly answers: readonly unknown[];
}

/**
 * Replaces doubles by exact decimals, or by the error of the second request. It changes the answers in place.
 * @param request requests roots, and returns the answer of each, or the error
 * @param most maximum number of rows of one root
 */
export async function readDecimals(
  outcomes: readonly AnsweredRoot[],
  request: (fields: readonly DirectusField[]) => Promise<readonly unknown[] | GraphQLError>,
  most: number,
): Promise<void> {
  const values = outcomes.flatMap(({ root, answers }) =>
    root.requests.flatMap(({ selection }, index) => [...find(selection, answers[index], root.isVersion)]),
  );
  const batches = Array.from(Map.groupBy(values, ({ field }) => field.of).values()).flatMap((ofCollection) =>
    inBatches(distinct(ofCollection.map(({ id }) => id)), most).map((ids) => {
      const known = new Set(ids);
      return { ids, values: ofCollection.filter(({ id }) => known.has(id)) };
    }),
  );
  if (batches.length === 0) return;
  const answers = await request(batches.map((batch) => groupsField(batch.ids, batch.values)));
  for (const [index, batch] of batches.entries()) {
    const groups = answers instanceof GraphQLError ? answers : groupsBy(batch.values, answers[index]);
    for (const value of batch.values) put(value, groups);
  }
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
