import type { GraphQLError } from 'graphql';
import { errorAt } from '../errors.ts';
import type { JsonObject } from '../json.ts';
import type { LinkNeeds } from './shape.ts';

/** Reads a value; null where it is lost: its errors are recorded. */
export type Reader = (value: unknown, reading: Reading) => unknown;

/** An error, and where it stands in the value that was read: the innermost key first. */
export interface PlacedError {
  readonly error: GraphQLError;
  readonly place: (string | number)[];
}

/** What reading a value brings besides the value. */
export interface Reading {
  readonly errors: PlacedError[];
  /** For each link, what it needs of each parent. */
  readonly needs: readonly JsonObject[][];
  /** For each link, the objects whose field it is, in the same order. */
  readonly parents: readonly Record<string, unknown>[][];
  /** Whether an object or a list is null because of a value in it: some parents may be gone with it. */
  isCarried: boolean;
  /** The types of objects, where the layout is of several. Undefined: nobody needs them. */
  readonly types: Map<object, string> | undefined;
}

/** The errors of a reading, with their paths from the value on. @param from of which on */
export function errorsOf({ errors }: Pick<Reading, 'errors'>, from = 0): readonly GraphQLError[] {
  return errors.slice(from).map(({ error, place: reversed }) => errorAt(error, reversed.toReversed()));
}

export function createReading(links: readonly LinkNeeds[], types?: Reading['types']): Reading {
  return { errors: [], needs: links.map(() => []), parents: links.map(() => []), isCarried: false, types };
}
