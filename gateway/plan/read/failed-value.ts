import type { GraphQLError } from 'graphql';
import type { ResponsePath } from '../errors.ts';

/** An error, and its path from the value on that it stands at. */
export interface ValueError {
  readonly error: GraphQLError;
  readonly path: ResponsePath;
}

/**
 * A value with errors at it or below it. It stands in the value's place until the response is complete: wherever the value is
 * given to, the errors are at that path of the response.
 */
export class FailedValue {
  readonly value: unknown;
  readonly errors: readonly ValueError[];

  constructor(value: unknown, errors: readonly ValueError[]) {
    this.value = value;
    this.errors = errors;
  }
}

/** A value with errors; the value itself where there are none. */
export function failed(value: unknown, errors: readonly ValueError[]): unknown {
  if (errors.length === 0) return value;
  return value instanceof FailedValue
    ? new FailedValue(value.value, [...value.errors, ...errors])
    : new FailedValue(value, errors);
}

/** The errors in a value of a list, or of an object. */
export function errorsBelow(errors: readonly ValueError[], key: string | number): readonly ValueError[] {
  return errors.flatMap(({ error, path: [first, ...path] }) => (first === key ? { error, path } : []));
}

/** Whether errors have cost a value. */
export const isLost = (value: unknown): value is FailedValue => value instanceof FailedValue && value.value === null;

/**
 * Reports the errors in a value.
 * @param path where the value is in the response
 * @returns the value without failed values: the very same where nothing in it failed
 */
export function reportIn(
  value: unknown,
  path: ResponsePath,
  report: (error: GraphQLError, path: ResponsePath) => void,
): unknown {
  if (value instanceof FailedValue) {
    for (const { error, path: below } of value.errors) report(error, [...path, ...below]);
    return reportIn(value.value, path, report);
  }
  if (typeof value !== 'object' || value === null) return value;
  const isList = Array.isArray(value);
  const changed: [string, unknown][] = [];
  for (const [key, before] of Object.entries(value)) {
    const after = reportIn(before, [...path, isList ? Number(key) : key], report);
    if (after !== before) changed.push([key, after]);
  }
  if (changed.length === 0) return value;
  return Object.assign(isList ? [...value] : { ...value }, Object.fromEntries(changed));
}

/** The objects in a value, itself among them. */
export function objectsIn(value: unknown, found = new Set<unknown>()): ReadonlySet<unknown> {
  if (value instanceof FailedValue) return objectsIn(value.value, found);
  if (typeof value !== 'object' || value === null) return found;
  found.add(value);
  for (const each of Object.values(value)) objectsIn(each, found);
  return found;
}
