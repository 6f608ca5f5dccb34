import type { GraphQLError } from 'graphql';
import type { ResponsePath } from '../errors.ts';

/** An error, and its path relative to a value. */
export interface ValueError {
  readonly error: GraphQLError;
  readonly path: ResponsePath;
}

/**
 * A value with errors at it or below it. It replaces the value until the response is complete: the errors are reported
 * at every path of the response that has the value.
 */
export class FailedValue {
  readonly value: unknown;
  readonly errors: readonly ValueError[];

  constructor(value: unknown, errors: readonly ValueError[]) {
    this.value = value;
    this.errors = errors;
  }
}

/** Wraps a value with errors; returns the value itself where there are no errors. */
export function failed(value: unknown, errors: readonly ValueError[]): unknown {
  if (errors.length === 0) return value;
  return value instanceof FailedValue
    ? new FailedValue(value.value, [...value.errors, ...errors])
    : new FailedValue(value, errors);
}

/** Returns the errors in an item or a field, with paths relative to it. */
export function errorsBelow(errors: readonly ValueError[], key: string | number): readonly ValueError[] {
  return errors.flatMap(({ error, path: [first, ...path] }) => (first === key ? { error, path } : []));
}

/** Whether errors made a value null. */
export const isLost = (value: unknown): value is FailedValue => value instanceof FailedValue && value.value === null;

/**
 * Reports the errors in a value.
 * @param path of the value in the response
 * @returns the value without failed values: the same object where nothing in it failed
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

/** Collects the objects in a value, including the value itself. */
export function objectsIn(value: unknown, found = new Set<unknown>()): ReadonlySet<unknown> {
  if (value instanceof FailedValue) return objectsIn(value.value, found);
  if (typeof value !== 'object' || value === null) return found;
  found.add(value);
  for (const each of Object.values(value)) objectsIn(each, found);
  return found;
}
