import { internalError } from '../errors.ts';
import { nodeSelection, type Selection } from '../graphql/selection.ts';
import type { CompositeField, ObjectType, RelationField } from '../model/object-type.ts';
import type { Row } from '../store/row.ts';
import type { Workspace } from '../store/store.ts';
import type { Connection } from './connection.ts';
import { encodeCursor } from './cursor.ts';
import { follow } from './filter.ts';
import { readColumn, readRawRecord } from './raw-record.ts';
import { readWholeConnection, readWholeRecord } from './read-whole.ts';

type Json = Record<string, unknown>;

/** What is read from where. */
export interface Reading {
  readonly workspace: Workspace;
  /** How many records a nested connection shows at most. */
  readonly relationLimit: number;
  /** Whether the record is one whose relations Twenty loses: they read as null, or as empty. */
  readonly ignoresRelations?: boolean;
}

/**
 * What a selection shows of a record. An unknown field is null. The id of a relation that is selected and leads to
 * nothing is null as well, though its column holds one: that of a soft-deleted record.
 */
export function readRecord(reading: Reading, object: ObjectType, row: Row, selection: Selection): Json {
  const record: Json = {};
  for (const [name, inner] of selection) record[name] = readField(reading, object, row, name, inner);
  if (reading.ignoresRelations) return record;
  for (const name of selection.keys()) {
    const field = object.fields.get(name);
    if (field?.type !== 'toOne' || !selection.has(field.joinColumn)) continue;
    record[field.joinColumn] = follow(reading.workspace, field, row)?.id ?? null;
  }
  return record;
}

/** What a selection shows of a connection. An unknown field is null. */
export function readConnection(reading: Reading, connection: Connection, selection: Selection): Json {
  const json: Json = {};
  for (const [name, inner] of selection) {
    if (name === '__typename') json[name] = `${connection.object.name}Connection`;
    else if (name === 'edges') json[name] = readEdges(reading, connection, inner, nodeSelection(selection));
    else if (name === 'pageInfo') json[name] = readPageInfo(reading, connection, inner, nodeSelection(selection));
    else json[name] = connection.aggregate(name) ?? null;
  }
  return json;
}

function readField(reading: Reading, object: ObjectType, row: Row, name: string, inner: Selection): unknown {
  if (name === '__typename') return object.name;
  const field = object.fields.get(name);
  if (field?.type === 'scalar') return readColumn(field.column, row);
  if (!field) return null;
  if (field.type === 'composite') return inner.size === 0 ? null : readComposite(field, row, inner);
  if (field.type === 'toMany') return readToMany(reading, field, row, inner);
  return readToOne(reading, field, row, inner);
}

/** The relations of a record behind a to-one relation are lost unless its `deletedAt` is selected. */
function readToOne(reading: Reading, field: RelationField, row: Row, selection: Selection): Json | null {
  const target = reading.ignoresRelations ? undefined : follow(reading.workspace, field, row);
  if (!target) return null;
  if (selection.size === 0) return readWholeRecord(field.target, target);
  return readRecord({ ...reading, ignoresRelations: !selection.has('deletedAt') }, field.target, target, selection);
}

function readToMany(reading: Reading, field: RelationField, row: Row, selection: Selection): object {
  const connection = related(reading, field, row);
  if (selection.size === 0) return readWholeConnection(field.target, field.joinColumn, connection.rows);
  return readConnection({ ...reading, ignoresRelations: false }, connection, selection);
}

function readComposite(field: CompositeField, row: Row, selection: Selection): Json {
  const json: Json = {};
  for (const name of selection.keys()) {
    const column = field.columns.get(name);
    if (name === '__typename') json[name] = field.typename;
    else if (!column) throw internalError(`Sub field metadata not found for composite type: ${field.kind}`);
    else json[name] = readColumn(column, row);
  }
  return json;
}

/**
 * The records on the many side of a relation, whatever the request's arguments: cut, and untrue about it. Its count is
 * that of the records that are left, its other aggregates are of all.
 */
function related({ workspace, relationLimit, ignoresRelations }: Reading, field: RelationField, row: Row): Connection {
  const ids = ignoresRelations ? [] : (row.mergedFrom ?? [row.id]);
  const referring = ids.flatMap((id) => workspace.table(field.target).referring(field.joinColumn, id));
  const all = referring.filter((other) => !other.deletedAt);
  const rows = all.slice(0, relationLimit);
  return {
    object: field.target,
    rows,
    hasNextPage: false,
    hasPreviousPage: false,
    order: [],
    aggregate: (name) => (name === 'totalCount' ? rows.length : field.target.aggregates.get(name)?.(all)),
  };
}

/** Of an edge only what it has is shown; an unknown field of it is left out, not null. */
function readEdges(reading: Reading, connection: Connection, edge: Selection, node: Selection): Json[] {
  const { object, rows } = connection;
  return rows.map((row) => {
    const json: Json = {};
    for (const name of edge.keys()) {
      if (name === '__typename') json[name] = `${object.name}Edge`;
      else if (name === 'cursor') json[name] = cursorOf(reading, connection, row, node);
      else if (name === 'node') json[name] = readRecord(reading, object, row, node);
    }
    return json;
  });
}

function readPageInfo(reading: Reading, connection: Connection, selection: Selection, node: Selection): Json {
  const { rows, hasNextPage, hasPreviousPage } = connection;
  const cursorAt = (row: Row | undefined) => (row ? cursorOf(reading, connection, row, node) : null);
  const json: Json = {};
  for (const name of selection.keys()) {
    if (name === '__typename') json[name] = 'PageInfo';
    else if (name === 'hasNextPage') json[name] = hasNextPage;
    else if (name === 'hasPreviousPage') json[name] = hasPreviousPage;
    else if (name === 'startCursor') json[name] = cursorAt(rows.at(0));
    else if (name === 'endCursor') json[name] = cursorAt(rows.at(-1));
    else json[name] = null;
  }
  return json;
}

function cursorOf(reading: Reading, { object, order }: Connection, row: Row, node: Selection): string {
  return encodeCursor(row.id, order, (name) => {
    const inner = node.get(name);
    if (!inner) return undefined;
    const field = object.fields.get(name);
    if (field?.type !== 'toOne') return readField(reading, object, row, name, inner);
    const target = follow(reading.workspace, field, row);
    return target ? readRawRecord(reading.workspace, field.target, target, inner) : null;
  });
}
