import { GraphQLError } from 'graphql';
import { isJsonObject, objectsOf } from '../../../common/json.ts';
import type { CompiledRoot } from '../compile/root.ts';
import { badInput, missing } from '../errors.ts';
import { inBatches } from '../keys.ts';
import {
  type DirectusField,
  type DirectusSelection,
  filterBy,
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

/** Rows of one collection, by their keys, with decimals to read exactly. */
interface Inexact {
  readonly key: string;
  readonly names: Set<string>;
  readonly rows: Map<string, ValueLocation[]>;
}

/** The location of a decimal in an answer. */
interface ValueLocation {
  readonly row: Record<string, unknown>;
  readonly name: string;
  /** Its response key in the row. */
  readonly as: string;
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
  const found = new Map<string, Inexact>();
  for (const { root, answers } of outcomes) {
    for (const [index, { selection }] of root.requests.entries()) {
      if (selection?.hasDecimals) find(selection, answers[index], found, root.isVersion ?? false);
    }
  }
  const batches = Array.from(found).flatMap(([collection, inexact]) =>
    inBatches([...inexact.rows.keys()], most).map((keys) => ({ collection, ...inexact, keys })),
  );
  if (batches.length === 0) return;
  const answers = await request(
    batches.map(({ collection, key, names, keys }) => groupsField(collection, key, names, keys)),
  );
  for (const [index, { rows, keys, key }] of batches.entries()) {
    const groups = answers instanceof GraphQLError ? answers : groupsBy(key, answers[index]);
    for (const id of keys) for (const place of rows.get(id) ?? []) put(place, groups, id);
  }
}

function find(selection: DirectusSelection, answer: unknown, found: Map<string, Inexact>, isVersion: boolean): void {
  for (const row of objectsOf(answer) ?? (isJsonObject(answer) ? [answer] : [])) {
    const own = selection.fragments.get(String(row.__typename));
    if (own?.hasDecimals) find(own, row, found, isVersion);
    for (const field of selection.fields) {
      const as = field.alias ?? field.name;
      if (field.selection?.hasDecimals) find(field.selection, row[as], found, isVersion);
      if (field.decimalBy === undefined || row[as] === null || row[as] === undefined) continue;
      if (isVersion) Object.assign(row, { [as]: badInput('Read decimals of a content version from its `delta`.') });
      else note(found, field, String(row[keyAt(selection, field.decimalBy)]), { row, name: field.name, as });
    }
  }
}

/** Returns the response key of the rows' primary key: lists that are sorted by it request it under an alias. */
function keyAt({ fields }: DirectusSelection, key: string): string {
  return fields.find(({ name }) => name === key)?.alias ?? key;
}

function note(
  found: Map<string, Inexact>,
  { of, name, decimalBy = '' }: DirectusField,
  id: string,
  place: ValueLocation,
): void {
  const inexact = found.get(of) ?? { key: decimalBy, names: new Set(), rows: new Map() };
  found.set(of, inexact);
  inexact.names.add(name);
  inexact.rows.set(id, [...(inexact.rows.get(id) ?? []), place]);
}

function groupsField(
  collection: string,
  key: string,
  names: ReadonlySet<string>,
  keys: readonly string[],
): DirectusField {
  const name = `${collection}_aggregated`;
  const args = [groupBy([key, ...names]), filterBy(collection, { [key]: { _in: keys } }), limitTo(keys.length)];
  return rootField(name, args, selecting(pathFields([{ of: name, name: 'group' }])));
}

/** Returns the common values of groups, by the rows' keys. */
function groupsBy(key: string, answer: unknown): ReadonlyMap<string, Readonly<Record<string, unknown>>> {
  const groups = (objectsOf(answer) ?? []).map(({ group }) => group).filter(isJsonObject);
  return new Map(groups.map((group) => [String(group[key]), group]));
}

function put({ row, name, as }: ValueLocation, groups: GraphQLError | ReturnType<typeof groupsBy>, id: string): void {
  const exact = groups instanceof GraphQLError ? groups : groups.get(id)?.[name];
  row[as] = exact instanceof GraphQLError ? exact : exact === undefined ? missing(`\`${name}\``) : String(exact);
}
