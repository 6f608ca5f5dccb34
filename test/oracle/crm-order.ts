import type { TwentyRecord } from '../../sandbox/twenty/index.ts';
import { answered, isObject, stored, storedPart, type World } from './crm-world.ts';

/** One thing that records are ordered by. */
export interface Key {
  /** Where it stands in the order. */
  readonly path: readonly string[];
  readonly type: string;
  readonly isList: boolean;
  /** Whether the value is of another record, to which a relation leads. */
  readonly isRelated: boolean;
  /** `AscNullsFirst`, … */
  readonly direction: string;
  read(record: TwentyRecord): unknown;
}

/** The keys of an `orderBy`, without the id that breaks ties: as in SQL, the first of two keys on one field decides. */
export function keysOf(world: World, type: string, orderBy: unknown): readonly Key[] {
  const keys = (Array.isArray(orderBy) ? orderBy : [orderBy]).flatMap((item) => keysOfItem(world, type, item));
  return keys.filter(({ path }, index) => keys.findIndex((key) => String(key.path) === String(path)) === index);
}

function keysOfItem(world: World, type: string, item: unknown): readonly Key[] {
  const entries = Object.entries(isObject(item) ? item : {});
  return entries.flatMap(([field, value]): readonly Key[] => {
    if (value == null) return [];
    const target = world.fieldType(type, field);
    if (typeof value === 'string') {
      const own = {
        path: [field],
        type: target,
        isList: world.isList(type, field),
        isRelated: false,
        direction: value,
      };
      return [{ ...own, read: (record) => stored(record[field]) }];
    }
    if (world.isRecord(target)) {
      return keysOfItem(world, target, value).map((below) => ({
        ...below,
        isRelated: true,
        path: [field, ...below.path],
        read(record) {
          const found = world.follow(type, field, record);
          return found ? below.read(found) : null;
        },
      }));
    }
    const parts = Object.entries(value).filter(([, direction]) => direction != null);
    return parts.map(([part, direction]) => ({
      isRelated: false,
      path: [field, part],
      type: world.fieldType(target, part),
      isList: world.isList(target, part),
      direction: String(direction),
      read: (record) => storedPart(record, field, part),
    }));
  });
}

const BY_ID: Key = {
  path: ['id'],
  type: 'UUID',
  isList: false,
  isRelated: false,
  direction: 'AscNullsFirst',
  read: ({ id }) => id,
};

/** Compares where two records stand in an order; equal ones by their ids. */
export function compareRecords(world: World, keys: readonly Key[], one: TwentyRecord, other: TwentyRecord): number {
  for (const { type, direction, read } of [...keys, BY_ID]) {
    const [a, b] = [read(one), read(other)];
    if (a === null && b === null) continue;
    const nullsFirst = direction.endsWith('NullsFirst');
    if (a === null || b === null) return (a === null) === nullsFirst ? -1 : 1;
    const order = world.compare(type, a, b);
    if (order !== 0) return direction.startsWith('Asc') ? order : -order;
  }
  return 0;
}

/** A cursor as the graph writes it: how many records come before one, whose it is, and what it was ordered by. */
export function cursorOf(keys: readonly Key[], record: TwentyRecord, position: number): string {
  const values = keysBeforeId(keys);
  const isWritten = values.every(({ type, isRelated }) => type !== 'UUID' && !isRelated);
  const text = JSON.stringify({
    position,
    id: record.id,
    values: isWritten
      ? values.map(({ path, type, isList, read }) => answered(isList ? '[' : type, path.at(-1) ?? '', read(record)))
      : undefined,
  });
  return Buffer.from(text).toString('base64url');
}

/** Whether the graph finds the place of a record in any list by what the record was ordered by. */
export function isFoundByValues(keys: readonly Key[], record: TwentyRecord): boolean {
  return keysBeforeId(keys).every(({ type, isList, isRelated, read }) => {
    const value = read(record);
    const isKnown = type !== 'String' || (typeof value === 'string' && value !== '');
    return isKnown && !isList && !isRelated && !['UUID', 'Boolean'].includes(type) && !type.endsWith('Enum');
  });
}

function keysBeforeId(keys: readonly Key[]): readonly Key[] {
  const end = keys.findIndex(({ path }) => String(path) === 'id');
  return end < 0 ? keys : keys.slice(0, end);
}

/** The id of a cursor's record. */
export function idOfCursor(cursor: string): string {
  return JSON.parse(Buffer.from(cursor, 'base64url').toString()).id;
}

/** A `groupBy` as an order: what is true there is ascending, nulls last. */
export function directed(groupBy: unknown): unknown {
  if (groupBy === true) return 'AscNullsLast';
  if (Array.isArray(groupBy)) return groupBy.map(directed);
  if (typeof groupBy !== 'object' || groupBy === null) return null;
  return Object.fromEntries(Object.entries(groupBy).map(([name, value]) => [name, directed(value)]));
}
