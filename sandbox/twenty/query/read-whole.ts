import type { ObjectType } from '../model/object-type.ts';
import type { Row } from '../store/row.ts';
import { encodeCursor } from './cursor.ts';

const NO_PAGE = { hasNextPage: false, hasPreviousPage: false };
const EMPTY_CONNECTION = { edges: [], pageInfo: NO_PAGE, totalCount: 0 };

/** What is answered of a related record of which nothing is selected: its id, and every connection of it as if empty. */
export function readWholeRecord({ connections }: ObjectType, row: Row): Record<string, unknown> {
  return { id: row.id, ...Object.fromEntries(connections.map((name) => [name, EMPTY_CONNECTION])) };
}

/** What is answered of a connection of which nothing is selected. The join column is read to find the records. */
export function readWholeConnection(target: ObjectType, joinColumn: string, rows: readonly Row[]): object {
  const edges = rows.map((row) => ({
    node: { ...readWholeRecord(target, row), [joinColumn]: row[joinColumn] },
    cursor: encodeCursor(row.id, [], () => undefined),
  }));
  const cursors = edges.length > 0 ? { startCursor: edges.at(0)?.cursor, endCursor: edges.at(-1)?.cursor } : {};
  return { edges, pageInfo: { ...NO_PAGE, ...cursors }, totalCount: rows.length };
}
