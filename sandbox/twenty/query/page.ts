import { badInput, internalError } from '../errors.ts';
import { readArguments } from '../graphql/arguments.ts';
import type { ObjectType } from '../model/object-type.ts';
import type { Row } from '../store/row.ts';
import type { Workspace } from '../store/store.ts';
import type { Connection } from './connection.ts';
import { compileCursor, encodeCursor } from './cursor.ts';
import { candidates, compileFilter, wantsDeleted } from './filter.ts';
import { BY_ID, compareRows, readOrder } from './order.ts';

/** How many rows a page has when the request does not say. There is no most. */
const DEFAULT_PAGE_SIZE = 200;

/**
 * A page of an object's records: `companies(filter, orderBy, first, after, last, before, offset)`.
 * @throws TwentyError for arguments that Twenty refuses
 */
export function findMany(
  workspace: Workspace,
  object: ObjectType,
  args: Readonly<Record<string, unknown>>,
): Connection {
  const { filter, orderBy, first, last, after, before, offset } = readArguments(args, {
    filter: 'object',
    orderBy: 'array',
    first: 'number',
    last: 'number',
    after: 'string',
    before: 'string',
    offset: 'number',
  });
  assertNoConflict({ first, last, after, before });
  const found = findRows(workspace, object, filter);
  const keys = readOrder(workspace, object, orderBy);
  const isForward = before === undefined;
  const cursor = after || before;
  const rest = cursor ? found.filter(compileCursor(cursor, keys, isForward)) : found.slice();
  // The rows are in the order of their ids already.
  if (keys.length > 0 || !isForward) rest.sort(compareRows([...keys, BY_ID], isForward));

  // Without `before`, `last` reads from the front: only `before` turns the order round.
  const limit = bound('LIMIT', first ?? last ?? DEFAULT_PAGE_SIZE);
  const start = bound('OFFSET', offset ?? 0);
  const rows = rest.slice(start, start + limit);
  const hasMore = rest.length > start + limit;
  return {
    object,
    rows: isForward ? rows : rows.reverse(),
    hasNextPage: isForward && hasMore,
    hasPreviousPage: !isForward && hasMore,
    cursor: (row) => encodeCursor(row, keys),
    aggregate: (name) => object.aggregates.get(name)?.(found),
  };
}

/** The rows that a filter finds, in the order of their ids. */
export function findRows(workspace: Workspace, object: ObjectType, filter: unknown = {}): readonly Row[] {
  const predicate = compileFilter(workspace, object, filter);
  const showsDeleted = wantsDeleted(filter);
  return candidates(workspace.table(object), filter).filter(
    (row) => (showsDeleted || !row.deletedAt) && predicate(row) === true,
  );
}

type Bound = 'first' | 'last' | 'after' | 'before';

function assertNoConflict({ first, last, after, before }: Record<Bound, string | number | undefined>): void {
  const conflicts = [
    [first, last, 'first and last'],
    [before, after, 'before and after'],
    [before, first, 'before and first'],
    [after, last, 'after and last'],
  ] as const;
  for (const [one, other, names] of conflicts) {
    if (one && other) throw badInput('ARGS_CONFLICT', `Cannot provide both ${names}`);
  }
  if (Number(first) < 0) throw badInput('INVALID_ARGS_FIRST', 'First argument must be non-negative');
  if (Number(last) < 0) throw badInput('INVALID_ARGS_LAST', 'Last argument must be non-negative');
}

function bound(clause: 'LIMIT' | 'OFFSET', value: number): number {
  if (Number.isInteger(value) && value >= 0) return value;
  throw internalError(`${clause} must be a non-negative integer`);
}
