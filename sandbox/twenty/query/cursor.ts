import { badInput } from '../errors.ts';
import { compareValues, isObject } from '../model/column.ts';
import type { Row } from '../store/row.ts';
import { BY_ID, type OrderKey } from './order.ts';

/** A cursor is base64 of JSON: the values that the row was ordered by, and its id. */
export function encodeCursor(row: Row, keys: readonly OrderKey[]): string {
  const values: Record<string, unknown> = {};
  for (const { path, read } of keys) setAt(values, path, read(row) ?? null);
  return Buffer.from(JSON.stringify({ ...values, id: row.id })).toString('base64');
}

/**
 * Compiles a cursor into a test of what comes after it (before it, when going backwards).
 * The keys are those of the cursor, in the cursor's order, each of which the order must know.
 * A null never comes after a value nor a value after a null, so that rows with nulls in a key get lost between pages:
 * how Twenty continues a page past nulls is not known, and this is the least that it can do.
 * @throws TwentyError for a cursor that is none, or one of another order
 */
export function compileCursor(cursor: string, keys: readonly OrderKey[], isForward: boolean): (row: Row) => boolean {
  const bounds = leavesOf(decodeCursor(cursor)).map(([path, value]) => {
    const key = [...keys, BY_ID].find((candidate) => candidate.path.join() === path.join());
    if (!key) throw badInput('INVALID_CURSOR', 'Invalid cursor');
    return { ...key, value, sign: key.isAscending === isForward ? 1 : -1 };
  });
  return (row) => {
    for (const { read, kind, value, sign } of bounds) {
      const stored = read(row);
      if (value === null || stored === null || stored === undefined) return false;
      const order = compareValues(kind, stored, value) * sign;
      if (order !== 0) return order > 0;
    }
    return false;
  };
}

function decodeCursor(cursor: string): unknown {
  try {
    return JSON.parse(Buffer.from(cursor, 'base64').toString());
  } catch {
    throw badInput('INVALID_CURSOR', `Invalid cursor: ${cursor}`);
  }
}

function leavesOf(value: unknown, path: readonly string[] = []): [path: readonly string[], value: unknown][] {
  if (!isObject(value)) return [[path, value]];
  return Object.entries(value).flatMap(([key, inner]) => leavesOf(inner, [...path, key]));
}

function setAt(target: Record<string, unknown>, [key = '', ...rest]: readonly string[], value: unknown): void {
  if (rest.length === 0) {
    target[key] = value;
    return;
  }
  const inner = target[key];
  const nested = isObject(inner) ? inner : {};
  target[key] = nested;
  setAt(nested, rest, value);
}
