import type { GraphQLError } from 'graphql';
import type { JsonObject } from '../common/json.ts';
import { errorAt } from '../contract/errors.ts';
import type { LinkNeeds } from './shape.ts';

/** Reads a value; null if it is lost: its errors are recorded. */
export type Reader = (value: unknown, reading: Reading) => unknown;

/** An error, and its path in the value that was read, the innermost key first. */
export interface PlacedError {
  readonly error: GraphQLError;
  readonly place: (string | number)[];
}

/** The results of reading a value, in addition to the value. */
export interface Reading {
  readonly errors: PlacedError[];
  /** For each link, the values that it needs from each parent. */
  readonly needs: readonly JsonObject[][];
  /** For each link, the parent objects, in the same order. */
  readonly parents: readonly Record<string, unknown>[][];
  /** Whether an object or a list is null because of a value in it, so that parents of links may be lost. */
  isCarried: boolean;
  /** The types of objects whose layout has several types; undefined if they are not needed. */
  readonly types: Map<object, string> | undefined;
}

/** Returns the errors of a reading, with their paths from the value. @param from the index of the first error */
export function errorsOf({ errors }: Pick<Reading, 'errors'>, from = 0): readonly GraphQLError[] {
  return errors.slice(from).map(({ error, place: reversed }) => errorAt(error, reversed.toReversed()));
}

export function createReading(links: readonly LinkNeeds[], types?: Reading['types']): Reading {
  return { errors: [], needs: links.map(() => []), parents: links.map(() => []), isCarried: false, types };
}
