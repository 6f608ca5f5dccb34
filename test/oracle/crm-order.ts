import type { TwentyRecord } from '../../sandbox/twenty/index.ts';
import { compare, isObject, stored, storedPart, type World } from './crm-world.ts';

/** One thing that records are ordered by. */
export interface Key {
  /** Where it stands in the order and in a cursor. */
  readonly path: readonly string[];
  readonly type: string;
  /** `AscNullsFirst`, … */
  readonly direction: string;
  read(record: TwentyRecord): unknown;
}

/** The keys of an `orderBy`, without the id that breaks ties. */
export function keysOf(world: World, type: string, orderBy: unknown): readonly Key[] {
  return (Array.isArray(orderBy) ? orderBy : [orderBy]).flatMap((item) => keysOfItem(world, type, item));
}

function keysOfItem(world: World, type: string, item: unknown): readonly Key[] {
  const entries = Object.entries(isObject(item) ? item : {});
  return entries.flatMap(([field, value]): readonly Key[] => {
    if (value == null) return [];
    const target = world.fieldType(type, field);
    if (typeof value === 'string') {
      return [{ path: [field], type: target, direction: value, read: (record) => stored(record[field]) }];
    }
    if (world.isRecord(target)) {
      return keysOfItem(world, target, value).map((key) => ({
        ...key,
        path: [field, ...key.path],
        read(record) {
          const found = world.follow(type, field, record);
          return found ? key.read(found) : null;
        },
      }));
    }
    const parts = Object.entries(value).filter(([, direction]) => direction != null);
    return parts.map(([part, direction]) => ({
      path: [field, part],
      type: world.fieldType(target, part),
      direction: String(direction),
      read: (record) => storedPart(record, field, part),
    }));
  });
}

const BY_ID: Key = { path: ['id'], type: 'UUID', direction: 'AscNullsFirst', read: ({ id }) => id };

/** Where a record stands in an order: the values of its keys, the id last. */
export type Place = readonly unknown[];

export function placeOf(keys: readonly Key[], record: TwentyRecord): Place {
  return [...keys, BY_ID].map((key) => key.read(record));
}

export function comparePlaces(keys: readonly Key[], one: Place, other: Place): number {
  for (const [index, { type, direction }] of [...keys, BY_ID].entries()) {
    const [a, b] = [one[index], other[index]];
    if (a === null && b === null) continue;
    const nullsFirst = direction.endsWith('NullsFirst');
    if (a === null || b === null) return (a === null) === nullsFirst ? -1 : 1;
    const order = compare(type, a, b);
    if (order !== 0) return direction.startsWith('Asc') ? order : -order;
  }
  return 0;
}

/** A cursor: base64 of JSON, the values of the order by their paths and the id. */
export function cursorOf(keys: readonly Key[], record: TwentyRecord): string {
  const values: Record<string, unknown> = {};
  for (const { path, read } of keys) put(values, path, read(record));
  return btoa(String.fromCodePoint(...new TextEncoder().encode(JSON.stringify({ ...values, id: record.id }))));
}

/** Where the record of a cursor stands in the same order. */
export function placeOfCursor(keys: readonly Key[], cursor: string): Place {
  const bytes = Uint8Array.from(atob(cursor), (character) => character.codePointAt(0) ?? 0);
  const values: unknown = JSON.parse(new TextDecoder().decode(bytes));
  return [...keys, BY_ID].map(({ path }) =>
    path.reduce((value, name) => (isObject(value) ? (value[name] ?? null) : null), values),
  );
}

function put(values: Record<string, unknown>, path: readonly string[], value: unknown): void {
  const [name = '', ...rest] = path;
  if (rest.length === 0) {
    values[name] = value;
    return;
  }
  const inner = values[name];
  const nested = isObject(inner) ? inner : {};
  values[name] = nested;
  put(nested, rest, value);
}
