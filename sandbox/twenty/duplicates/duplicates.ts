import { badInput, badRequest } from '../errors.ts';
import { readArguments } from '../graphql/arguments.ts';
import { nodeSelection, type Selection } from '../graphql/selection.ts';
import type { Column } from '../model/column.ts';
import type { ObjectType } from '../model/object-type.ts';
import type { Connection } from '../query/connection.ts';
import { NO_ROW, type Row } from '../store/row.ts';
import type { Workspace } from '../store/store.ts';
import { readData } from '../write/input.ts';

/** How many duplicates of one record are answered at most. */
const LIMIT = 200;

/** A value that is shorter makes nobody a duplicate. */
const MIN_LENGTH = 3;

const UUID_SYNTAX = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/**
 * The records that could be the same as given ones: `companyDuplicates(ids)` of records that are there, or
 * `companyDuplicates(data)` of such as might be. One connection for each, those of missing ids left out.
 * Of a record that is there Twenty reads only what is selected, so that a criterion whose columns are not selected finds
 * nothing.
 * @throws TwentyError for neither argument, both, or data that does not fit
 */
export function findDuplicates(
  workspace: Workspace,
  object: ObjectType,
  args: Readonly<Record<string, unknown>>,
  selection: Selection,
): readonly Connection[] {
  const { ids, data } = readArguments(args, { ids: 'array', data: 'array' });
  if (ids && data) throw badInput('INVALID_QUERY_INPUT', 'You cannot provide both "data" and "ids" arguments');
  if (data) {
    const criteria = object.duplicateCriteria;
    return data.map((item) => {
      const row = { ...NO_ROW, ...readData(workspace, object, item, NO_ROW) };
      return connectDuplicates(workspace, object, row, criteria);
    });
  }
  if (!ids) throw badInput('INVALID_QUERY_INPUT', 'You have to provide either "data" or "ids" argument');
  const criteria = selectedCriteria(object, nodeSelection(selection));
  return ids.flatMap((id) => {
    const row = workspace.table(object).get(readUuid(id));
    return row && !row.deletedAt ? [connectDuplicates(workspace, object, row, criteria)] : [];
  });
}

/** Any version of a UUID will do here: it is the database that reads it. */
function readUuid(id: unknown): string {
  if (typeof id === 'string' && UUID_SYNTAX.test(id)) return id.toLowerCase();
  throw badRequest(`invalid input syntax for type uuid: "${id}"`, 'Invalid input provided.');
}

function selectedCriteria({ duplicateCriteria }: ObjectType, node: Selection): readonly (readonly Column[])[] {
  const isSelected = ({ path }: Column) => {
    const [field = '', part] = path.split('.');
    const inner = node.get(field);
    return inner !== undefined && (part === undefined || inner.has(part));
  };
  return duplicateCriteria.filter((columns) => columns.every(isSelected));
}

function connectDuplicates(
  workspace: Workspace,
  object: ObjectType,
  row: Row,
  criteria: readonly (readonly Column[])[],
): Connection {
  const comparable = criteria.filter((columns) => columns.every((column) => isLongEnough(column.read(row))));
  const isDuplicate = (other: Row) =>
    comparable.some((columns) => columns.every((column) => column.read(other) === column.read(row)));
  const found = Array.from(workspace.table(object).physical()).filter(
    (other) => !other.deletedAt && other.id !== row.id && isDuplicate(other),
  );
  return {
    object,
    rows: found.slice(0, LIMIT),
    hasNextPage: false,
    hasPreviousPage: false,
    order: [],
    aggregate: (name) => object.aggregates.get(name)?.(found),
  };
}

function isLongEnough(value: unknown): boolean {
  return typeof value === 'string' && value.length >= MIN_LENGTH;
}
