import { isJsonObject, isSame, parseJson, property } from '../../common/json.ts';
import type { Order } from './order.ts';

/** A place in an ordered list, which clients receive and send back. */
export interface Cursor {
  /** The number of records that came before this one. */
  readonly position: number;
  readonly id: string;
  /** The values that the record was ordered by, key by key; undefined where Twenty does not return them. */
  readonly values: readonly unknown[] | undefined;
}

/** @param hasValues whether the values that the list is ordered by were selected */
export function cursorOf(node: unknown, position: number, { keys }: Order, hasValues: boolean): Cursor {
  const valueAt = (path: readonly string[]) => path.reduce(property, node) ?? null;
  return {
    position,
    id: String(property(node, 'id')),
    values: hasValues ? keys.map((key) => valueAt(key.path)) : undefined,
  };
}

export function encodeCursor({ position, id, values }: Cursor): string {
  return Buffer.from(JSON.stringify({ position, id, values })).toString('base64url');
}

/** Reads a cursor. @returns undefined for a text that is not a cursor, or is a cursor of a list with other keys */
export function decodeCursor(text: string, { keys }: Order): Cursor | undefined {
  const { position, id, values } = parse(text);
  if (typeof position !== 'number' || !Number.isSafeInteger(position) || position < 0) return undefined;
  if (typeof id !== 'string') return undefined;
  if (values === undefined) return { position, id, values };
  return Array.isArray(values) && values.length === keys.length ? { position, id, values } : undefined;
}

/** Whether a record is the cursor's, and still has the cursor's values. */
export function isAt(cursor: Cursor, node: unknown, order: Order): boolean {
  if (property(node, 'id') !== cursor.id) return false;
  return isSame(cursorOf(node, cursor.position, order, cursor.values !== undefined).values, cursor.values);
}

function parse(text: string): Readonly<Record<string, unknown>> {
  const value = parseJson(Buffer.from(text, 'base64url').toString());
  return isJsonObject(value) ? value : {};
}
