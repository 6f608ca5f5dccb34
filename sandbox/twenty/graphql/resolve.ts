import { findDuplicates } from '../duplicates/duplicates.ts';
import { badInput, internalError, recordNotFound } from '../errors.ts';
import { groupBy, RELATIONS_PER_GROUPED_RECORD } from '../groups/group.ts';
import type { ObjectType } from '../model/object-type.ts';
import type { Root } from '../model/roots.ts';
import { findMany, findRows } from '../query/page.ts';
import { type Reading, readConnection, readRecord } from '../query/read.ts';
import type { Row } from '../store/row.ts';
import type { Workspace } from '../store/store.ts';
import { writeOf } from '../write/write.ts';
import { readArguments } from './arguments.ts';
import { assertNoNestedToMany, nodeSelection, type Selection } from './selection.ts';

/** How many records a nested connection shows. */
const RELATION_LIMIT = 60;

/**
 * Answers one root field.
 * @throws TwentyError for what Twenty refuses of it
 */
export function resolveRoot(
  workspace: Workspace,
  { object, operation }: Root,
  args: Readonly<Record<string, unknown>>,
  selection: Selection,
): unknown {
  const reading: Reading = { workspace, relationLimit: RELATION_LIMIT };
  const isConnection = ['findMany', 'groupBy', 'findDuplicates'].includes(operation);
  assertNoNestedToMany(object, isConnection ? nodeSelection(selection) : selection);
  switch (operation) {
    case 'findMany':
      return readConnection(reading, findMany(workspace, object, args), selection);
    case 'findOne':
      return readRecord(reading, object, findOne(workspace, object, args), selection);
    case 'groupBy':
      return groupBy(workspace, object, args, selection.has('edges')).map((group) =>
        readConnection({ ...reading, relationLimit: RELATIONS_PER_GROUPED_RECORD }, group, selection),
      );
    case 'findDuplicates':
      return findDuplicates(workspace, object, args, selection).map((found) =>
        readConnection(reading, found, selection),
      );
    default: {
      const write = writeOf(object, operation);
      if (!write) throw internalError(`The sandbox does not speak ${operation}.`);
      const rows = write(workspace, object, args);
      for (const tell of workspace.listeners) tell({ object, operation, rows });
      const records = rows.map((row) => readRecord(reading, object, row, selection));
      return operation.endsWith('Many') ? records : records[0];
    }
  }
}

function findOne(workspace: Workspace, object: ObjectType, args: Readonly<Record<string, unknown>>): Row {
  const { filter = {} } = readArguments(args, { filter: 'object' });
  if (Object.keys(filter).length === 0) throw badInput('INVALID_QUERY_INPUT', 'Missing filter argument');
  const [row] = findRows(workspace, object, filter);
  if (!row) throw recordNotFound();
  return row;
}
