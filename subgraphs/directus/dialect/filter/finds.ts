import { GraphQLError } from 'graphql';
import { isJsonObject, objectsOf } from '../../../json.ts';
import { askRoot } from '../compile/root.ts';
import { badInput, forbidden } from '../errors.ts';
import { askPath, type DirectusField, type Step } from '../requested-field.ts';
import type { Filter } from './condition.ts';

/** How many rows may meet a condition on a to-many relation that Directus cannot check by itself. */
export const MAX_FOUND = 10_000;

/** Rows to be found before a filter can be written: those of `collection` that meet `filter`. */
export interface Find {
  readonly collection: string;
  readonly filter?: Filter | undefined;
  /** What the filter looks at. */
  readonly looksAt?: readonly (readonly Step[])[];
  /** What is asked of each: a path to one value. */
  readonly path: readonly Step[];
  /** What is asked of each besides. */
  readonly beside?: readonly Step[];
  /** What the relation is called in the graph. */
  readonly label: string;
}

/** A row that was found: the value at the path, and the one at `beside`. */
export interface FoundRow {
  readonly value: unknown;
  readonly beside: unknown;
}

/** What was found so far, by the find as JSON. */
export type FoundRows = ReadonlyMap<string, readonly FoundRow[] | GraphQLError>;

/**
 * The finds of one root. What is not known yet is noted: the root is compiled once more when it is.
 */
export class Finds {
  readonly #found: FoundRows;
  readonly #limit: number;
  readonly #pending = new Map<string, Find>();
  #wereAsked = false;

  /** @param queryLimitMax the most rows that Directus gives at once */
  constructor(found: FoundRows, queryLimitMax: number) {
    this.#found = found;
    this.#limit = Math.min(MAX_FOUND + 1, queryLimitMax);
  }

  /**
   * The rows that are found; none while they are not known.
   * @throws GraphQLError where the caller may not find them, or where there are too many
   */
  rows(find: Find): readonly FoundRow[] {
    this.#wereAsked = true;
    const id = JSON.stringify(find);
    const rows = this.#found.get(id);
    if (rows instanceof GraphQLError) throw rows;
    if (!rows) this.#pending.set(id, find);
    return rows ?? [];
  }

  /** Whether anything had to be found. */
  get wereAsked(): boolean {
    return this.#wereAsked;
  }

  /** What must be asked first. */
  get asks(): readonly DirectusField[] {
    return Array.from(this.#pending.values(), (find) => ask(find, this.#limit));
  }

  /** What is known with the answers to that. */
  with(answers: readonly unknown[]): FoundRows {
    const learned = Array.from(this.#pending, ([id, find], index): [string, readonly FoundRow[] | GraphQLError] => [
      id,
      read(find, answers[index], this.#limit),
    ]);
    return new Map([...this.#found, ...learned]);
  }
}

function ask({ collection, filter, looksAt = [], path, beside = [] }: Find, limit: number): DirectusField {
  const args = [
    ...(filter ? [{ name: 'filter', type: `${collection}_filter`, value: filter, looksAt }] : []),
    { name: 'limit', type: 'Int', value: limit },
  ];
  return askRoot(collection, args, { fields: [...askPath(path), ...askPath(beside)], fragments: new Map() });
}

function read({ path, beside = [], label }: Find, answer: unknown, limit: number): readonly FoundRow[] | GraphQLError {
  const rows = objectsOf(answer);
  if (!rows) return forbidden(label);
  if (rows.length >= limit)
    return badInput(`More than ${limit - 1} rows meet the conditions on ${label}: ask for fewer.`);
  const found = rows.map((row) => ({ value: valueAt(row, path), beside: valueAt(row, beside) }));
  return found.some(({ value }) => value === undefined) ? forbidden(label) : found;
}

/** The value at a path: undefined where the role lacks a part of it, null where a row on the way is not there. */
function valueAt(row: unknown, path: readonly Step[]): unknown {
  return path.reduce<unknown>((at, { name }) => (isJsonObject(at) ? at[name] : at), row);
}
