import { internalError } from '../errors.ts';
import { nodeSelection, type Selection } from '../graphql/selection.ts';
import { partsOf } from '../model/column.ts';
import type { CompositeField, ObjectType, RelationField } from '../model/object-type.ts';
import type { Row } from '../store/row.ts';
import type { Workspace } from '../store/store.ts';
import type { Connection } from './connection.ts';
import { encodeCursor } from './cursor.ts';
import { follow } from './filter.ts';

/** Composites whose absent texts are null; those of all others are "". */
const NULL_TEXTS = new Set(['Currency', 'RichText']);

type Json = Record<string, unknown>;

/** What is read from where. */
export interface Reading {
  readonly workspace: Workspace;
  /** How many records a nested connection shows at most. */
  readonly relationLimit: number;
}

/** What a selection shows of a record. An unknown field is null. */
export function readRecord(reading: Reading, object: ObjectType, row: Row, selection: Selection): Json {
  const record: Json = {};
  for (const [name, inner] of selection) record[name] = readField(reading, object, row, name, inner);
  return record;
}

/** What a selection shows of a connection. An unknown field is null. */
export function readConnection(
  reading: Reading,
  connection: Connection,
  selection: Selection,
  suffix: 'Connection' | 'GroupByConnection' = 'Connection',
): Json {
  const json: Json = {};
  for (const [name, inner] of selection) {
    if (name === '__typename') json[name] = connection.object.name + suffix;
    else if (name === 'edges') json[name] = readEdges(reading, connection, inner, nodeSelection(selection));
    else if (name === 'pageInfo') json[name] = readPageInfo(connection, inner);
    else json[name] = connection.aggregate(name) ?? null;
  }
  return json;
}

function readField(reading: Reading, object: ObjectType, row: Row, name: string, inner: Selection): unknown {
  if (name === '__typename') return object.name;
  const field = object.fields.get(name);
  if (field?.type === 'scalar') return field.column.read(row) ?? null;
  // What Twenty shows of an object of which nothing is selected is not known.
  if (!field || inner.size === 0) return null;
  if (field.type === 'composite') return readComposite(field, row, inner);
  if (field.type === 'toMany') return readConnection(reading, related(reading, field, row), inner);
  const target = follow(reading.workspace, field, row);
  return target ? readRecord(reading, field.target, target, inner) : null;
}

function readComposite(field: CompositeField, row: Row, selection: Selection): Json {
  const parts = partsOf(row, field.name);
  const json: Json = {};
  for (const name of selection.keys()) {
    const column = field.columns.get(name);
    if (name === '__typename') json[name] = field.typename;
    else if (!column) throw internalError(`Sub field metadata not found for composite type: ${field.kind}`);
    else json[name] = parts?.[name] ?? (column.kind === 'TEXT' && !NULL_TEXTS.has(field.typename) ? '' : null);
  }
  return json;
}

/**
 * The records on the many side of a relation, whatever the request's arguments: cut, and untrue about it.
 * Of other aggregates than the count nothing is known: they are null.
 */
function related({ workspace, relationLimit }: Reading, field: RelationField, row: Row): Connection {
  const all = workspace.table(field.target).referring(field.joinColumn, row.id);
  const rows = all.filter((other) => !other.deletedAt).slice(0, relationLimit);
  return {
    object: field.target,
    rows,
    hasNextPage: false,
    hasPreviousPage: false,
    cursor: (other) => encodeCursor(other, []),
    aggregate: (name) => (name === 'totalCount' ? rows.length : null),
  };
}

/** Of an edge only what it has is shown; an unknown field of it is left out, not null. */
function readEdges(reading: Reading, { object, rows, cursor }: Connection, edge: Selection, node: Selection): Json[] {
  return rows.map((row) => {
    const json: Json = {};
    for (const name of edge.keys()) {
      if (name === '__typename') json[name] = `${object.name}Edge`;
      else if (name === 'cursor') json[name] = cursor(row);
      else if (name === 'node') json[name] = readRecord(reading, object, row, node);
    }
    return json;
  });
}

function readPageInfo({ rows, cursor, hasNextPage, hasPreviousPage }: Connection, selection: Selection): Json {
  const [first, last] = [rows.at(0), rows.at(-1)];
  const json: Json = {};
  for (const name of selection.keys()) {
    if (name === '__typename') json[name] = 'PageInfo';
    else if (name === 'hasNextPage') json[name] = hasNextPage;
    else if (name === 'hasPreviousPage') json[name] = hasPreviousPage;
    else if (name === 'startCursor') json[name] = first ? cursor(first) : null;
    else if (name === 'endCursor') json[name] = last ? cursor(last) : null;
    else json[name] = null;
  }
  return json;
}
