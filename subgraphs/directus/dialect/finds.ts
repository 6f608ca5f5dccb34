import { GraphQLError } from 'graphql';
import type { Asked } from './asked.ts';
import type { Filter } from './condition.ts';
import { badInput, forbidden } from './errors.ts';
import { isJson, objectsOf } from './json.ts';
import { distinct } from './keys.ts';
import { askRoot } from './root.ts';

/** How many rows may meet a condition on a to-many relation that Directus cannot check by itself. */
export const MAX_FOUND = 10_000;

/** Rows to be found before a filter can be written: those of `collection` that meet `filter`, by the keys that `back` leads to. */
export interface Find {
  readonly collection: string;
  readonly filter: Filter | undefined;
  readonly back: string;
  /** The collection that `back` leads to, and its primary key. */
  readonly to: string;
  readonly key: string;
  /** What the relation is called in the graph. */
  readonly label: string;
}

/** What was found so far, by the find as JSON. */
export type Found = ReadonlyMap<string, readonly unknown[] | GraphQLError>;

/**
 * The finds of one root. What is not known yet is noted: the root is compiled once more when it is.
 */
export class Finds {
  readonly #found: Found;
  readonly #limit: number;
  readonly #pending = new Map<string, Find>();

  /** @param queryLimitMax the most rows that Directus gives at once */
  constructor(found: Found, queryLimitMax: number) {
    this.#found = found;
    this.#limit = Math.min(MAX_FOUND + 1, queryLimitMax);
  }

  /**
   * The keys that a find leads to; none while they are not known.
   * @throws GraphQLError where the caller may not find, or where there are too many
   */
  keys(find: Find): readonly unknown[] {
    const id = JSON.stringify(find);
    const keys = this.#found.get(id);
    if (keys instanceof GraphQLError) throw keys;
    if (!keys) this.#pending.set(id, find);
    return keys ?? [];
  }

  /** What must be asked first. */
  get asks(): readonly Asked[] {
    return Array.from(this.#pending.values(), (find) => ask(find, this.#limit));
  }

  /** What is known with the answers to that. */
  with(answers: readonly unknown[]): Found {
    const learned = Array.from(this.#pending, ([id, find], index): [string, readonly unknown[] | GraphQLError] => [
      id,
      keysOf(find, answers[index], this.#limit),
    ]);
    return new Map([...this.#found, ...learned]);
  }
}

function ask({ collection, filter, back, to, key }: Find, limit: number): Asked {
  const inner = { fields: [{ of: to, name: key, args: [], selection: undefined }], fragments: new Map() };
  const fields = [{ of: collection, name: back, args: [], selection: inner }];
  const args = [
    ...(filter ? [{ name: 'filter', type: `${collection}_filter`, value: filter }] : []),
    { name: 'limit', type: 'Int', value: limit },
  ];
  return askRoot(collection, args, { fields, fragments: new Map() });
}

function keysOf({ back, key, label }: Find, answer: unknown, limit: number): readonly unknown[] | GraphQLError {
  const rows = objectsOf(answer);
  if (!rows) return forbidden(label);
  if (rows.length >= limit) {
    return badInput(`More than ${limit - 1} rows of ${label} meet its conditions: ask for fewer.`);
  }
  return distinct(rows.flatMap((row) => (isJson(row[back]) ? [row[back][key]] : [])));
}
