import { badInput, internalError } from '../errors.ts';
import { isObject } from '../model/column.ts';
import type { CompositeField, Field, ObjectType } from '../model/object-type.ts';
import { compileComparison } from './operator.ts';
import type { OrderKey } from './order.ts';
import { every, type Predicate, some } from './where.ts';

/**
 * Makes the cursor of a record: base64 of JSON with the values that it was ordered by, and its id. A value stands in it
 * only when it was selected, and as it was answered: a text that is null is "". A composite is always there, perhaps
 * without parts, a join column never.
 * @param readSelected what is answered of a field of the record; undefined for one that is not selected
 */
export function encodeCursor(id: string, keys: readonly OrderKey[], readSelected: (field: string) => unknown): string {
  const values: Record<string, unknown> = {};
  for (const { path, field } of keys) {
    const [name = '', part = ''] = path;
    if (isJoinColumn(field)) continue;
    const value = readSelected(name);
    if (field.type === 'composite') {
      const parts = isObject(values[name]) ? values[name] : {};
      values[name] = { ...parts, [part]: isObject(value) ? value[part] : undefined };
    } else values[name] = value;
  }
  return Buffer.from(JSON.stringify({ ...values, id })).toString('base64');
}

/** Where rows are with regard to one value of a cursor. */
interface Bound {
  readonly isBeyond: Predicate;
  readonly isEqual: Predicate;
}

/**
 * Compiles a cursor into the condition that a page adds to its filter: a row comes after the cursor when it is beyond
 * one of its values and equal to all before that. As values are compared and never found out to be null, a null in the
 * cursor or in a row makes all that depends on it unknown, and a value that the cursor lacks is not compared at all.
 * @throws TwentyError for a cursor that is none, or one with what the order does not have or Twenty cannot compare
 */
export function compileCursor(
  object: ObjectType,
  cursor: string,
  keys: readonly OrderKey[],
  isForward: boolean,
): Predicate {
  const values = Object.entries(decodeCursor(cursor));
  return isBeyondFirst(values.map(([name, value]) => readBound(object, keys, isForward, name, value)));
}

/** True for every row where there is nothing to compare: so are the first pages after cursors with an empty composite. */
function isBeyondFirst(bounds: readonly Bound[]): Predicate {
  if (bounds.length === 0) return every([]);
  return some(
    bounds.map(({ isBeyond }, index) => every([...bounds.slice(0, index).map((bound) => bound.isEqual), isBeyond])),
  );
}

function decodeCursor(cursor: string): object {
  try {
    // What is JSON but no object has no keys, or those of its letters.
    return Object(JSON.parse(Buffer.from(cursor, 'base64').toString()));
  } catch {
    throw badInput('INVALID_CURSOR', `Invalid cursor: ${cursor}`);
  }
}

function readBound(
  object: ObjectType,
  keys: readonly OrderKey[],
  isForward: boolean,
  name: string,
  value: unknown,
): Bound {
  const field = object.fields.get(name);
  if (!field || isJoinColumn(field)) throw badInput('INVALID_CURSOR', `Field metadata not found for key: ${name}`);
  const ordered = keys.filter((key) => key.path[0] === name);
  if (field.type === 'composite') return readCompositeBound(field, ordered, isForward, value);
  const [key] = ordered;
  if (!key) throw badInput('INVALID_CURSOR', 'Invalid cursor');
  if (field.type !== 'scalar') throw badInput('INVALID_CURSOR', 'Expected non-composite field order by');
  return compareWith(key, isForward, value);
}

/** A composite is one value: its parts are gone through in the order of their type, not in that of the request. */
function readCompositeBound(
  { columns }: CompositeField,
  ordered: readonly OrderKey[],
  isForward: boolean,
  value: unknown,
): Bound {
  const [firstPart] = columns.keys();
  if (value === null) throw internalError(`Cannot read properties of null (reading '${firstPart}')`);
  const bounds = Array.from(columns.keys()).flatMap((part) => {
    if (!isObject(value) || value[part] === undefined) return [];
    const key = ordered.find(({ path }) => path[1] === part);
    if (!key) throw badInput('INVALID_CURSOR', 'Invalid cursor');
    return [compareWith(key, isForward, value[part])];
  });
  return { isBeyond: isBeyondFirst(bounds), isEqual: every(bounds.map(({ isEqual }) => isEqual)) };
}

function compareWith({ column, isAscending }: OrderKey, isForward: boolean, value: unknown): Bound {
  return {
    isBeyond: compileComparison(column, isAscending === isForward ? 'gt' : 'lt', value),
    isEqual: compileComparison(column, 'eq', value),
  };
}

function isJoinColumn(field: Field): boolean {
  return field.type === 'scalar' && field.column.kind.endsWith('RELATION');
}
