import { badInput, internalError } from '../errors.ts';
import { readArguments } from '../graphql/arguments.ts';
import type { ObjectType } from '../model/object-type.ts';
import type { Row } from '../store/row.ts';
import type { Workspace } from '../store/store.ts';
import type { Connection } from './connection.ts';
import { compileCursor } from './cursor.ts';
import { candidates, compileFilter, wantsDeleted } from './filter.ts';
import { compareRows, readOrder } from './order.ts';

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
    orderBy: 'list',
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
  const isBeyond = cursor ? compileCursor(object, cursor, keys, isForward) : () => true;
  const rest = found.filter((row) => isBeyond(row) === true);
  // The rows are in the order of their ids already.
  if (keys.length > 1 || !isForward) rest.sort(compareRows(keys, isForward));

  // Without `before`, `last` reads from the front: only `before` turns the order round.
  const limit = first ?? last ?? DEFAULT_PAGE_SIZE;
  const start = rounded(offset ?? 0);
  // One row more than requested is read, to know whether there is one. It is Postgres that rounds a fraction, up.
  const read = rest.slice(start, start + rounded(limit + 1));
  const hasMore = read.length > limit;
  const rows = hasMore ? read.slice(0, -1) : read;
  return {
    object,
    rows: isForward ? rows : rows.reverse(),
    hasNextPage: isForward && hasMore,
    hasPreviousPage: !isForward && hasMore,
    order: keys,
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

function rounded(value: number): number {
  if (value < 0) throw internalError('Data validation error.');
  return Math.round(value);
}
