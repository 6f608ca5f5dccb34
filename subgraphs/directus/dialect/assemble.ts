import { GraphQLError } from 'graphql';
import { errorAt, upstreamError } from '../../errors.ts';
import type { JsonObject } from '../../json.ts';
import type { Layout } from '../../layout.ts';
import { forbidden, missing } from './errors.ts';

/** A place in the answer, from the inside out. */
export interface Path {
  readonly key: string | number;
  readonly before: Path | undefined;
}

/** What the readers of one answer share. */
export interface Reading {
  readonly errors: GraphQLError[];
}

/** Reads one field of the graph from an object of Directus's answer. */
export interface Reader {
  readonly responseKey: string;
  /** What the field is called where it is missed. */
  readonly label: string;
  /** Whether the object cannot be without it. */
  readonly required: boolean;
  /** The key in Directus's answer that it is read from; none for what is known without. */
  readonly from?: string;
  /** What is read inside of that. */
  readonly inside?: readonly Reader[];
  /** How the field's value stands there where it is as it should be; undefined where there is more to it. */
  readonly layout?: Layout | undefined;
  /** What it is, where that is known without. */
  readonly constant?: string;
  /**
   * @param path where the field stands; of one that nothing is read inside of, where the object does
   * @throws GraphQLError for what it cannot give
   */
  read(row: JsonObject, reading: Reading, path: Path | undefined): unknown;
}

/**
 * Reads an object. Directus gives every key that it is asked for, if only as null: one that is not there was not asked for,
 * because the caller's role lacks it. What cannot be read is null with an error at its path; an object that cannot be without it is null.
 */
export function readObject(
  readers: readonly Reader[],
  row: JsonObject,
  reading: Reading,
  path: Path | undefined,
): JsonObject | null {
  const answer: Record<string, unknown> = {};
  for (const reader of readers) {
    const value = readField(reader, row, reading, path);
    if (value === null && reader.required) return null;
    answer[reader.responseKey] = value;
  }
  return answer;
}

function readField(reader: Reader, row: JsonObject, reading: Reading, before: Path | undefined): unknown {
  const { responseKey, label, required, from, inside } = reader;
  try {
    if (from !== undefined && row[from] === undefined) throw forbidden(label);
    const value = reader.read(row, reading, inside ? { key: responseKey, before } : before) ?? null;
    if (value === null && required) throw missing(label);
    return value;
  } catch (error) {
    return refuse(error, label, reading, { key: responseKey, before });
  }
}

function refuse(error: unknown, label: string, reading: Reading, path: Path): null {
  reading.errors.push(errorAt(asUpstreamError(error, label), pathOf(path)));
  return null;
}

/** Reads a list of objects that has no place for null: one that is null makes it null. */
export function readList(
  readers: readonly Reader[],
  rows: readonly JsonObject[],
  reading: Reading,
  path: Path | undefined,
): readonly JsonObject[] | null {
  const answers: JsonObject[] = [];
  for (const [index, row] of rows.entries()) {
    const answer = readObject(readers, row, reading, { key: index, before: path });
    if (answer === null) return null;
    answers.push(answer);
  }
  return answers;
}

/** The value of a field; null with an error at its path where it cannot be had. */
export function complete(
  { label, required }: Pick<Reader, 'label' | 'required'>,
  reading: Reading,
  path: Path,
  read: () => unknown,
): unknown {
  try {
    const value = read() ?? null;
    if (value === null && required) throw missing(label);
    return value;
  } catch (error) {
    return refuse(error, label, reading, path);
  }
}

/** A scalar throws plain errors for what it cannot hold. */
function asUpstreamError(error: unknown, label: string): GraphQLError {
  if (error instanceof GraphQLError && error.extensions.upstream !== undefined) return error;
  return upstreamError('directus', 'UPSTREAM_FAILED', `Directus gave a value for ${label} that it cannot have.`, {
    cause: error,
  });
}

/** A path from the root on. */
export function pathOf(path: Path | undefined): (string | number)[] {
  const keys: (string | number)[] = [];
  for (let at = path; at; at = at.before) keys.unshift(at.key);
  return keys;
}

/** Where in the answer an error of Directus stands: its path in the keys of the answer, as far as it can be followed. */
export function locate(readers: readonly Reader[], path: readonly unknown[]): (string | number)[] {
  const [key, ...rest] = path;
  if (typeof key === 'number') return [key, ...locate(readers, rest)];
  const reader = readers.find(({ from }) => from !== undefined && from === key);
  return reader ? [reader.responseKey, ...locate(reader.inside ?? [], rest)] : [];
}
