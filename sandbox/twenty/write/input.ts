import { inspect } from 'node:util';
import { badInput, badRequest } from '../errors.ts';
import { isObject, partsOf } from '../model/column.ts';
import type { CompositeField, ObjectType, RelationField, ScalarField } from '../model/object-type.ts';
import { isUuid, parseValue } from '../model/value.ts';
import type { Row } from '../store/row.ts';
import type { Table, Workspace } from '../store/store.ts';
import { danglingReference, nullViolation } from './refusals.ts';
import { tidyParts } from './tidy.ts';

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
  if (column.kind === 'POSITION' && (value === 'first' || value === 'last')) return value;
  if (column.kind === 'POSITION' && value === null) {
    throw badInput(
      'INVALID_ARGS_DATA',
      'Invalid position value null for field "position"',
      'Invalid value for position: "null"',
    );
  }
  if (value === null && required) throw nullViolation(object, name);
  const parsed = storable(parseValue(column, value, 'INVALID_ARGS_DATA'));
  if (column.kind.endsWith('RELATION') && parsed !== null) assertReferable(workspace, object, name, String(parsed));
  return parsed;
}

/** Twenty stores neither an empty text nor an empty list: both are null. */
function storable(value: unknown): unknown {
  return value === '' || (Array.isArray(value) && value.length === 0) ? null : value;
}

/** A join column may point only at what is there, and at nothing where the workspace has no such object. */
function assertReferable(workspace: Workspace, object: ObjectType, joinColumn: string, id: string): void {
  for (const field of object.fields.values()) {
    if (field.type !== 'toOne' || field.joinColumn !== joinColumn) continue;
    if (workspace.table(field.target).get(id)) return;
  }
  throw danglingReference(object, joinColumn);
}

/** A composite that is null leaves its parts as they are. */
function readParts(field: CompositeField, value: unknown): Changes {
  if (value === null) return {};
  if (!isObject(value)) {
    throw badInput(
      'INVALID_ARGS_DATA',
      `Invalid object value ${inspect(value)} for field "${field.name}"`,
      `Invalid value for JSON: "${inspect(value)}"`,
    );
  }
  const parts: Changes = {};
  for (const [part, given] of Object.entries(tidyParts(field.kind, field.name, value))) {
    const column = field.columns.get(part);
    if (!column) {
      const kind = field.kind.toLowerCase();
      throw badInput(
        'INVALID_ARGS_DATA',
        `Invalid subfield ${part} for ${kind} field "${field.name}"`,
        `Invalid value for ${kind}.`,
      );
    }
    if (given !== undefined) parts[part] = storable(parseValue(column, given, 'INVALID_ARGS_DATA'));
  }
  return parts;
}

/** `{ connect: { where: … } }` by the id or a unique value, or `{ disconnect: true }`. */
function readConnect(workspace: Workspace, { name, target }: RelationField, value: unknown): string | null {
  if (isObject(value) && value.disconnect === true) return null;
  const where = isObject(value) && isObject(value.connect) ? value.connect.where : undefined;
  if (!isObject(where)) {
    throw badInput('INVALID_ARGS_DATA', `Relation "${name}" requires connect or disconnect operation`);
  }
  const table = workspace.table(target);
  const found = where.id === undefined ? holderOf(table, target, where) : table.get(readId(where.id));
  if (found) return found.id;
  const [[field = '', wanted] = []] = Object.entries(where);
  const condition = `${field} = ${isObject(wanted) ? Object.values(wanted)[0] : wanted}`;
  throw badRequest(
    `Expected 1 record to connect to ${name}, but found 0 for ${condition}`,
    `Can't connect to ${name}. No unique record found with condition: ${condition}`,
  );
}

function holderOf(table: Table, { unique }: ObjectType, where: Readonly<Record<string, unknown>>): Row | undefined {
  return unique.flatMap((column) => table.holding(column, column.read({ id: '', ...where })) ?? [])[0];
}
