import { GraphQLError } from 'graphql';
import { isJsonObject, objectsOf } from '../../json.ts';
import type { Asked, Selection } from './asked.ts';
import { badInput, missing } from './errors.ts';
import { inBatches } from './keys.ts';
import { askRoot, type CompiledRoot } from './root.ts';

/*
 * Directus makes a double of every decimal that it gives. What groups of rows have in common it gives as the database does:
 * the rows of an answer are grouped once more, by their key and their decimals, which then come digit by digit.
 */

/** Rows of one collection, by their keys, whose decimals are to be read exactly. */
interface Inexact {
  readonly key: string;
  readonly names: Set<string>;
  readonly rows: Map<string, Place[]>;
}

/** Where a decimal stands in an answer. */
interface Place {
  readonly row: Record<string, unknown>;
  readonly name: string;
  /** Its key in the row. */
  readonly as: string;
}

interface Answered {
  readonly root: CompiledRoot;
  readonly answers: readonly unknown[];
}

/**
 * Puts the exact decimals in the place of the doubles, or the error in the place of what could not be read. It changes the
 * answers: who shares one shares what is exact.
 * @param ask asks for roots, and gives the answer of each or why there is none
 * @param most how many rows are read at once at most
 */
export async function readDecimals(
  outcomes: readonly Answered[],
  ask: (asks: readonly Asked[]) => Promise<readonly unknown[] | GraphQLError>,
  most: number,
): Promise<void> {
  const found = new Map<string, Inexact>();
  for (const { root, answers } of outcomes) {
    for (const [index, { selection }] of root.asks.entries()) {
      if (selection?.hasDecimals) find(selection, answers[index], found, root.isVersion ?? false);
    }
  }
  const batches = Array.from(found).flatMap(([collection, inexact]) =>
    inBatches([...inexact.rows.keys()], most).map((keys) => ({ collection, ...inexact, keys })),
  );
  if (batches.length === 0) return;
  const answers = await ask(batches.map(({ collection, key, names, keys }) => askGroups(collection, key, names, keys)));
  for (const [index, { rows, keys, key }] of batches.entries()) {
    const groups = answers instanceof GraphQLError ? answers : groupsBy(key, answers[index]);
    for (const id of keys) for (const place of rows.get(id) ?? []) put(place, groups, id);
  }
}

function find(selection: Selection, answer: unknown, found: Map<string, Inexact>, isVersion: boolean): void {
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

/** Where rows have their key: lists that are sorted by it ask for it under another name. */
function keyAt({ fields }: Selection, key: string): string {
  return fields.find(({ name }) => name === key)?.alias ?? key;
}

function note(found: Map<string, Inexact>, { of, name, decimalBy = '' }: Asked, id: string, place: Place): void {
  const inexact = found.get(of) ?? { key: decimalBy, names: new Set(), rows: new Map() };
  found.set(of, inexact);
  inexact.names.add(name);
  inexact.rows.set(id, [...(inexact.rows.get(id) ?? []), place]);
}

function askGroups(collection: string, key: string, names: ReadonlySet<string>, keys: readonly string[]): Asked {
  const group = { of: `${collection}_aggregated`, name: 'group', args: [], selection: undefined };
  return askRoot(
    `${collection}_aggregated`,
    [
      { name: 'groupBy', type: '[String]', value: [key, ...names] },
      { name: 'filter', type: `${collection}_filter`, value: { [key]: { _in: keys } } },
      { name: 'limit', type: 'Int', value: keys.length },
    ],
    { fields: [group], fragments: new Map() },
  );
}

/** What the groups have in common, by their keys. */
function groupsBy(key: string, answer: unknown): ReadonlyMap<string, Readonly<Record<string, unknown>>> {
  const groups = (objectsOf(answer) ?? []).map(({ group }) => group).filter(isJsonObject);
  return new Map(groups.map((group) => [String(group[key]), group]));
}

function put({ row, name, as }: Place, groups: GraphQLError | ReturnType<typeof groupsBy>, id: string): void {
  const exact = groups instanceof GraphQLError ? groups : groups.get(id)?.[name];
  row[as] = exact instanceof GraphQLError ? exact : exact === undefined ? missing(`\`${name}\``) : String(exact);
}
