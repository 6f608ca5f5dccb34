import type { GraphQLError } from 'graphql';
import { upstreamError } from '../../contract/errors.ts';
import { conditionsIn } from '../dialect/where.ts';

/** Limits of arguments and requests. The description of each argument names its limit. */
export const bounds = {
  lookup: 1_000,
  keys: 10_001,
  page: 200,
  catalogue: 1_000,
  observations: 10_000,
  observationsOfRequest: 1_000_000,
  relatedSeries: 50,
  seriesOfRegion: 100,
  searchCharacters: 200,
  searchWords: 16,
  conditions: 20,
  simplifyMetres: 100_000,
  precision: 15,
} as const;

/** Makes the error for an invalid argument. The message says what to do instead. */
export function badInput(message: string): GraphQLError {
  return upstreamError('analytics', 'BAD_USER_INPUT', message);
}

/** @throws BAD_USER_INPUT naming the bound, if a list is longer */
export function checkLength(name: string, list: readonly unknown[], most: number): void {
  if (list.length > most) {
    throw badInput(`${name}: at most ${most} at a time, not ${list.length}. Request the rest in another request.`);
  }
}

/** @throws BAD_USER_INPUT naming the bound, if a search text has more characters or words */
export function checkSearch(search: string | null | undefined): void {
  const { searchCharacters, searchWords } = bounds;
  const text = search?.trim() ?? '';
  if (text.length > searchCharacters) {
    throw badInput(`search: at most ${searchCharacters} characters, not ${text.length}. Search for fewer words.`);
  }
  const words = text.split(/\s+/).length;
  if (words > searchWords) throw badInput(`search: at most ${searchWords} words, not ${words}. Search for fewer.`);
}

/** Returns a number. @throws BAD_USER_INPUT naming the bounds, if it is outside of them */
export function checkRange(name: string, value: number, least: number, most: number): number {
  if (value >= least && value <= most) return value;
  throw badInput(`${name}: from ${least} to ${most}, not ${value}.`);
}

/** @throws BAD_USER_INPUT naming the bound, if there are more conditions */
export function checkConditions(where: Parameters<typeof conditionsIn>[0] | null | undefined): void {
  const count = where ? conditionsIn(where) : 0;
  if (count > bounds.conditions) throw badInput(`where: at most ${bounds.conditions} conditions, not ${count}.`);
}
