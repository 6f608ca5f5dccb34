import { badInput, internalError } from '../errors.ts';
import { compareValues, isObject, type Kind } from '../model/column.ts';
import type { CompositeField, ObjectType } from '../model/object-type.ts';
import { NO_ROW, type Row } from '../store/row.ts';
import type { Workspace } from '../store/store.ts';
import { follow } from './filter.ts';

/** How many relations an order may go through. */
const MAX_HOPS = 1;

const DIRECTIONS: Readonly<Record<string, Direction>> = {
  AscNullsFirst: { isAscending: true, nullsFirst: true },
  AscNullsLast: { isAscending: true, nullsFirst: false },
  DescNullsFirst: { isAscending: false, nullsFirst: true },
  DescNullsLast: { isAscending: false, nullsFirst: false },
};

export interface Direction {
  readonly isAscending: boolean;
  readonly nullsFirst: boolean;
}

/** One thing that rows are ordered by. */
export interface OrderKey extends Direction {
  /** Where it stands in an order and in a cursor: `['address', 'addressCity']`. */
  readonly path: readonly string[];
  readonly kind: Kind;
  read(row: Row): unknown;
}

/**
 * Reads an `orderBy` argument: a list of objects, each with any number of keys.
 * @throws TwentyError for an unknown field or direction
 */
export function readOrder(
  workspace: Workspace,
  object: ObjectType,
  orderBy: readonly unknown[] = [],
): readonly OrderKey[] {
  return orderBy.flatMap((item) => readOrderItem(workspace, object, item));
}

/** The last key of every order: ids are unique. */
export const BY_ID: OrderKey = {
  path: ['id'],
  kind: 'UUID',
  isAscending: true,
  nullsFirst: true,
  read: (row) => row.id,
};

/** Compares rows by keys. Backwards, a direction turns round but its nulls stay at their end: Twenty's way. */
export function compareRows(keys: readonly OrderKey[], isForward = true): (a: Row, b: Row) => number {
  return (a, b) => {
    for (const key of keys) {
      const order = compareByDirection(key, key.kind, key.read(a), key.read(b), isForward);
      if (order !== 0) return order;
    }
    return 0;
  };
}

/** Compares two values of one kind, either of which may be null. */
export function compareByDirection(direction: Direction, kind: Kind, a: unknown, b: unknown, isForward = true): number {
  const isANull = a === null || a === undefined;
  const isBNull = b === null || b === undefined;
  if (isANull || isBNull) return isANull === isBNull ? 0 : isANull === direction.nullsFirst ? -1 : 1;
  return compareValues(kind, a, b) * (direction.isAscending === isForward ? 1 : -1);
}

/** @throws TwentyError for anything but one of the four directions */
export function readDirection(value: unknown): Direction {
  const direction = typeof value === 'string' ? DIRECTIONS[value] : undefined;
  if (direction) return direction;
  throw badInput('INVALID_DIRECTION', `Invalid direction: ${value}`);
}

function readOrderItem(workspace: Workspace, object: ObjectType, item: unknown, hops = 0): OrderKey[] {
  if (!isObject(item)) throw internalError('Cannot convert undefined or null to object');
  return Object.entries(item).flatMap(([name, value]): OrderKey[] => {
    const field = object.fields.get(name);
    switch (field?.type) {
      case 'scalar': {
        const { kind, read } = field.column;
        return [{ ...readDirection(value), path: [name], kind, read }];
      }
      case 'composite':
        return readCompositeOrder(field, value);
      case 'toOne': {
        if (hops >= MAX_HOPS) break;
        const keys = readOrderItem(workspace, field.target, value, hops + 1);
        return keys.map((key) => ({
          ...key,
          path: [name, ...key.path],
          read: (row) => key.read(follow(workspace, field, row) ?? NO_ROW),
        }));
      }
    }
    throw badInput('FIELD_NOT_FOUND', `Field "${name}" does not exist or is not sortable`);
  });
}

function readCompositeOrder(field: CompositeField, value: unknown): OrderKey[] {
  if (!isObject(value)) throw internalError('Cannot convert undefined or null to object');
  return Object.entries(value).map(([part, direction]) => {
    const column = field.columns.get(part);
    if (!column) throw internalError(`Sub field metadata not found for composite type: ${field.kind}`);
    return { ...readDirection(direction), path: [field.name, part], kind: column.kind, read: column.read };
  });
}
