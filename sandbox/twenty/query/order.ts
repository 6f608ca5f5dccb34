import { badInput, internalError, type TwentyError } from '../errors.ts';
import { type Column, isObject } from '../model/column.ts';
import { type Comparable, compareValues } from '../model/compare.ts';
import type { CompositeField, Field, ObjectType, RelationField } from '../model/object-type.ts';
import { NO_ROW, type Row } from '../store/row.ts';
import type { Workspace } from '../store/store.ts';
import { follow } from './filter.ts';

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
  /** The field of the ordered object that the path begins with. */
  readonly field: Field;
  /** The column at the end of the path. */
  readonly column: Column;
  read(row: Row): unknown;
}

/**
 * Reads an `orderBy` argument, a list of objects, each with any number of keys, and appends the id in ascending order,
 * whatever the order says of it.
 * @throws TwentyError for an unknown field or direction
 */
export function readOrder(
  workspace: Workspace,
  object: ObjectType,
  orderBy: readonly unknown[] = [],
): readonly OrderKey[] {
  return readKeys(workspace, object, [...orderBy, BY_ID]);
}

/** Reads an `orderBy` argument, and appends nothing. */
export function readKeys(workspace: Workspace, object: ObjectType, orderBy: readonly unknown[]): readonly OrderKey[] {
  return orderBy.flatMap((item) => readOrderItem(workspace, object, item));
}

/** Ids are unique: ties end here. */
const BY_ID = { id: 'AscNullsFirst' };

/**
 * Compares rows by keys. Of two keys for one column the second decides the direction, but at the place of the first: so
 * the appended id overwrites a descending one. Backwards, a direction turns round but its nulls stay at their end.
 */
export function compareRows(keys: readonly OrderKey[], isForward = true): (a: Row, b: Row) => number {
  const clauses = Array.from(new Map(keys.map((key) => [key.path.join('.'), key])).values());
  return (a, b) => {
    for (const key of clauses) {
      const order = compareByDirection(key, key.column, key.read(a), key.read(b), isForward);
      if (order !== 0) return order;
    }
    return 0;
  };
}

/** Compares two values of one column, either of which may be null. */
export function compareByDirection(
  direction: Direction,
  column: Comparable,
  a: unknown,
  b: unknown,
  isForward = true,
): number {
  const isANull = a === null || a === undefined;
  const isBNull = b === null || b === undefined;
  if (isANull || isBNull) return isANull === isBNull ? 0 : isANull === direction.nullsFirst ? -1 : 1;
  return compareValues(column, a, b) * (direction.isAscending === isForward ? 1 : -1);
}

function readOrderItem(workspace: Workspace, object: ObjectType, item: unknown): OrderKey[] {
  if (item === null || item === undefined) throw internalError('Cannot convert undefined or null to object');
  return Object.entries(item).flatMap(([name, value]): OrderKey[] => {
    const field = object.fields.get(name);
    switch (field?.type) {
      case 'scalar': {
        const direction = directionOf(value);
        const { column } = field;
        if (direction) return [{ ...direction, path: [name], field, column, read: column.read }];
        throw badOrder(`Scalar field "${name}" requires a direction value (${Object.keys(DIRECTIONS).join(', ')})`);
      }
      case 'composite':
        if (isObject(value)) return readCompositeOrder(field, value);
        throw badOrder(
          `Composite field "${name}" requires subfield ordering (e.g., { ${name}: { subFieldName: 'AscNullsFirst' } })`,
        );
      case 'toOne':
        if (isObject(value)) return readRelationOrder(workspace, field, value);
        throw badOrder(
          `Relation field "${name}" requires nested field ordering (e.g., { ${name}: { fieldName: 'AscNullsFirst' } })`,
        );
    }
    throw badInput('FIELD_NOT_FOUND', `Field "${name}" does not exist or is not sortable`);
  });
}

/** A key that goes through a second relation is passed over, and so is a direction that is none. */
function readRelationOrder(workspace: Workspace, relation: RelationField, order: object): OrderKey[] {
  const { target } = relation;
  const keys = Object.entries(order).flatMap(([name, value]): OrderKey[] => {
    const field = target.fields.get(name);
    switch (field?.type) {
      case 'scalar': {
        if (field.column.kind.endsWith('RELATION')) break;
        const direction = directionOf(value);
        const { column } = field;
        return direction ? [{ ...direction, path: [name], field, column, read: column.read }] : [];
      }
      case 'composite':
        if (isObject(value)) return readCompositeOrder(field, value);
        throw badOrder(`Composite field "${name}" requires a subfield to be specified`);
      case 'toOne':
      case 'toMany':
        if (isObject(value)) return [];
        throw internalError("Cannot read properties of undefined (reading 'databaseName')");
    }
    throw badInput('FIELD_NOT_FOUND', `Nested field "${name}" not found in target object "${target.singular}"`);
  });
  return keys.map((key) => ({
    ...key,
    path: [relation.name, ...key.path],
    field: relation,
    read: (row) => key.read(follow(workspace, relation, row) ?? NO_ROW),
  }));
}

function readCompositeOrder(field: CompositeField, order: object): OrderKey[] {
  return Object.entries(order).map(([part, value]) => {
    const column = field.columns.get(part);
    if (!column) throw internalError(`Sub field metadata not found for composite type: ${field.kind}`);
    const direction = directionOf(value);
    if (direction) return { ...direction, path: [field.name, part], field, column, read: column.read };
    if (isObject(value)) throw internalError('Cannot convert object to primitive value');
    throw internalError(`Sub field order by value must be of type OrderByDirection, but got: ${value}`);
  });
}

export function directionOf(value: unknown): Direction | undefined {
  return typeof value === 'string' ? DIRECTIONS[value] : undefined;
}

function badOrder(message: string): TwentyError {
  return badInput('INVALID_QUERY_INPUT', message);
}
