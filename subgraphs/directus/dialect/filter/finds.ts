import { GraphQLError } from 'graphql';
import { isJsonObject, objectsOf } from '../../../common/json.ts';
import { badInput, forbidden } from '../errors.ts';
import type { FetchAll } from '../fetch.ts';
import {
  type DirectusField,
  filterBy,
  limitTo,
  pathFields,
  rootField,
  type Step,
  selecting,
} from '../requested-field.ts';
import type { Filter } from './condition.ts';

/** Maximum number of rows that may meet a condition on a to-many relation that Directus cannot check. */
export const MAX_FOUND = 10_000;

/** A search for the rows of `collection` that meet `filter`, before another filter can be written. */
export interface Find {
  readonly collection: string;
  readonly filter?: Filter | undefined;
  /** The paths of the filter's fields. */
  readonly looksAt?: readonly (readonly Step[])[];
  /** The paths of the values to read from each row. A role that lacks the first may not read the rows. */
  readonly values: readonly (readonly Step[])[];
  /** The relation's name in the graph. */
  readonly label: string;
}

/** The values of a found row. */
export type FoundRow = readonly unknown[];

/** The finds of one root. Unfinished finds are noted; the root is compiled again when they are finished. */
export class Finds {
  /** The rows of finished finds, by the find as JSON. */
  readonly #found = new Map<string, readonly FoundRow[] | GraphQLError>();
  readonly #limit: number;
  readonly #pending = new Map<string, Find>();
  /** Whether the root needs a find. */
  areUsed = false;

  /** @param queryLimitMax maximum number of rows of one list of Directus */
  constructor(queryLimitMax: number) {
    this.#limit = Math.min(MAX_FOUND + 1, queryLimitMax);
  }

  /**
   * Returns the rows of a find; an empty list until it is finished.
   * @throws GraphQLError if the caller may not read the rows, or there are too many
   */
  rows(find: Find): readonly FoundRow[] {
    this.areUsed = true;
    const id = JSON.stringify(find);
    const rows = this.#found.get(id);
    if (rows instanceof GraphQLError) throw rows;
    if (!rows) this.#pending.set(id, find);
    return rows ?? [];
  }

  /** Whether there are unfinished finds. */
  get arePending(): boolean {
    return this.#pending.size > 0;
  }

  /** Requests the rows of the unfinished finds. */
  async request(fetchAll: FetchAll): Promise<void> {
    const pending = [...this.#pending];
    this.#pending.clear();
    const answers = await fetchAll(pending.map(([, find]) => requestOf(find, this.#limit)));
    for (const [index, [id, find]] of pending.entries()) this.#found.set(id, read(find, answers[index], this.#limit));
  }
}

function requestOf({ collection, filter, looksAt = [], values }: Find, limit: number): DirectusField {
  const filters = filter ? [{ ...filterBy(collection, filter), looksAt }] : [];
  return rootField(collection, [...filters, limitTo(limit)], selecting(values.flatMap(pathFields)));
}

function read({ values, label }: Find, answer: unknown, limit: number): readonly FoundRow[] | GraphQLError {
  const rows = objectsOf(answer);
  if (!rows) return forbidden(label);
  if (rows.length >= limit)
    return badInput(`More than ${limit - 1} rows meet the conditions on ${label}: add conditions.`);
  const found = rows.map((row) => values.map((path) => valueAt(row, path)));
  return found.some(([first]) => first === undefined) ? forbidden(label) : found;
}

/** Returns the value at a path: undefined if the role lacks a step, null if a row on the path is missing. */
function valueAt(row: unknown, path: readonly Step[]): unknown {
  return path.reduce<unknown>((at, { name }) => (isJsonObject(at) ? at[name] : at), row);
}
