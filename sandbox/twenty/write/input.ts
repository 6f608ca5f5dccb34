import { inspect } from 'node:util';
import { badInput, badRequest, internalError, missingField } from '../errors.ts';
import { isObject, partsOf } from '../model/column.ts';
import type { CompositeField, ObjectType, RelationField, ScalarField } from '../model/object-type.ts';
import { isUuid, parseValue } from '../model/value.ts';
import type { Row } from '../store/row.ts';
import type { Workspace } from '../store/store.ts';
import { storable } from './create-row.ts';

/** What a mutation writes into a row: whole fields, composites with all their parts. */
type Changes = Record<string, unknown>;

/**
 * Reads the `data` of a create or an update. Of a composite only the given parts change: the rest is as in `base`.
 * @throws TwentyError for an unknown field, a value that does not fit, or a record that does not exist
 */
export function readData(workspace: Workspace, object: ObjectType, data: unknown, base: Row): Changes {
  if (!isObject(data)) throw badInput('INVALID_QUERY_INPUT', 'Invalid argument: "data" must be an object');
  const changes: Changes = {};
  for (const [name, value] of Object.entries(data)) {
    const field = object.fields.get(name);
    if (value === undefined) continue;
    if (field?.type === 'scalar') changes[name] = readScalar(workspace, object, field, value);
    else if (field?.type === 'composite') changes[name] = { ...partsOf(base, name), ...readParts(field, value) };
    else if (field?.type === 'toOne') changes[field.joinColumn] = readConnect(workspace, field, value);
    else if (field) {
      throw badInput('INVALID_ARGS_DATA', `One-to-many relation ${name} field does not support write operations.`);
    } else throw badInput('INVALID_ARGS_DATA', `Object ${object.singular} doesn't have any "${name}" field.`);
  }
  return changes;
}

/** @throws TwentyError for an id that is no UUID of version 1 to 5 */
export function readId(id: unknown): string {
  if (isUuid(id)) return id.toLowerCase();
  throw badRequest(`Value "${id}" is not a valid UUID`);
}

function readScalar(workspace: Workspace, object: ObjectType, field: ScalarField, value: unknown): unknown {
  const { name, column, required } = field;
  if (column.kind === 'POSITION' && (value === 'first' || value === 'last')) {
    return value === 'first' ? 0 : workspace.table(object).size + 1;
  }
  if (value === null && required) throw missingField(name);
  const parsed = storable(parseValue(column, value, 'INVALID_ARGS_DATA'));
  if (column.kind.endsWith('RELATION') && parsed !== null) assertReferable(workspace, object, name, String(parsed));
  return parsed;
}

/** A join column may point only at what is there, and at nothing where the workspace has no such object. */
function assertReferable(workspace: Workspace, object: ObjectType, joinColumn: string, id: string): void {
  for (const field of object.fields.values()) {
    if (field.type !== 'toOne' || field.joinColumn !== joinColumn) continue;
    if (workspace.table(field.target).get(id)) return;
  }
  throw internalError(`insert or update on table "${object.singular}" violates foreign key constraint`);
}

function readParts(field: CompositeField, value: unknown): Changes {
  if (value === null) return Object.fromEntries(Array.from(field.columns.keys(), (part) => [part, null]));
  if (!isObject(value)) {
    throw badInput('INVALID_ARGS_DATA', `Invalid value ${inspect(value)} for ${field.kind} field "${field.name}"`);
  }
  const parts: Changes = {};
  for (const [part, given] of Object.entries(value)) {
    const column = field.columns.get(part);
    if (!column)
      throw badInput('INVALID_ARGS_DATA', `Invalid subfield ${part} for ${field.kind} field "${field.name}"`);
    parts[part] = storable(parseValue(column, given, 'INVALID_ARGS_DATA'));
  }
  return parts;
}

/** `{ connect: { where: { id } } }` or `{ disconnect: true }`. Connecting by anything but the id is not spoken here. */
function readConnect(workspace: Workspace, { name, target }: RelationField, value: unknown): string | null {
  if (isObject(value) && value.disconnect === true) return null;
  const where = isObject(value) && isObject(value.connect) ? value.connect.where : undefined;
  if (!isObject(where)) {
    throw badInput('INVALID_ARGS_DATA', `Relation "${name}" requires connect or disconnect operation`);
  }
  const id = readId(where.id);
  if (workspace.table(target).get(id)) return id;
  throw badRequest(`Expected 1 record to connect to ${name}, but found 0. Query: id: ${id}`);
}
