import { randomUUID } from 'node:crypto';
import { getNamedType, isInputObjectType } from 'graphql';
import { isJsonObject, type JsonObject } from '../../../common/json.ts';
import type { FieldRequest } from '../../../contract/request.ts';
import { MAX_KEYS } from '../../schema/lookups.ts';
import type { WriteMapping } from '../../schema/mapping.ts';
import { distinct, lookupKeys, toDirectusKey } from '../keys.ts';
import { badValue, type InputPath, toDirectusRow } from './input.ts';

type Key = number | string;

/** A request to Directus's REST interface: in Directus's GraphQL, a new row cannot refer to an existing row. */
export interface WriteRequest {
  readonly method: 'POST' | 'PATCH' | 'DELETE';
  readonly path: string;
  readonly body?: unknown;
}

/** A compiled field of `Mutation`. */
export interface CompiledWrite {
  /** undefined if there is nothing to write. */
  readonly request: WriteRequest | undefined;
  /** The keys of the rows, in the client's order; undefined for new rows and a singleton. */
  readonly keys: readonly Key[] | undefined;
}

/**
 * Compiles a field of `Mutation` to one request, so that Directus writes all rows or none.
 * @throws GraphQLError BAD_USER_INPUT for an invalid value, and too many keys or rows
 */
export function compileWrite(field: FieldRequest, mapping: WriteMapping): CompiledWrite {
  const { name, key, rows } = mapping;
  const items = `/items/${name}`;
  const query = `?fields=${key}`;
  if (mapping.write === 'create') {
    const body = rows === 'one' ? dataOf(field) : rowsOf(field, mapping);
    const isEmpty = Array.isArray(body) && body.length === 0;
    return isEmpty ? NOTHING : { request: { method: 'POST', path: items + query, body }, keys: undefined };
  }
  if (rows === 'singleton') {
    return { request: { method: 'PATCH', path: items + query, body: dataOf(field) }, keys: undefined };
  }
  const keys = keysOf(field, mapping);
  const [first] = keys;
  if (first === undefined) return NOTHING;
  const isOne = rows === 'one';
  const path = isOne ? `${items}/${encodeURIComponent(first)}` : items;
  if (mapping.write === 'delete') return { request: { method: 'DELETE', path, ...(!isOne && { body: keys }) }, keys };
  const data = dataOf(field);
  return { request: { method: 'PATCH', path: path + query, body: isOne ? data : { keys, data } }, keys };
}

const NOTHING: CompiledWrite = { request: undefined, keys: [] };

/** Returns the distinct keys: Directus refuses a repeated key as if its row were missing. */
function keysOf({ args }: FieldRequest, { rows, keyKind }: WriteMapping): readonly Key[] {
  const isOne = rows === 'one';
  const given = isOne ? [String(args.id)] : lookupKeys('ids', args.ids);
  const keys = given.map((id, index) => {
    const key = toDirectusKey(keyKind, id);
    if (key !== undefined) return key;
    throw badValue(`"${id}" is not a valid key.`, isOne ? ['id'] : ['ids', index]);
  });
  return distinct(keys);
}

function dataOf(field: FieldRequest): JsonObject {
  return toRow(field, field.args.data, ['data']);
}

/** Returns the new rows, with UUIDs made here: of Directus's generated keys, only integers show their rows' order. */
function rowsOf(field: FieldRequest, { key, keyKind }: WriteMapping): readonly JsonObject[] {
  const rows = Array.isArray(field.args.data) ? field.args.data : [];
  if (rows.length > MAX_KEYS) {
    throw badValue(`\`data\` takes at most ${MAX_KEYS} rows, not ${rows.length}: write them in several lists.`, [
      'data',
    ]);
  }
  const own = keyKind === 'uuid' ? () => ({ [key]: randomUUID() }) : () => ({});
  return rows.map((row, index) => ({ ...own(), ...toRow(field, row, ['data', index]) }));
}

function toRow({ name, definition }: FieldRequest, row: unknown, path: InputPath): JsonObject {
  const type = getNamedType(definition.args.find((argument) => argument.name === 'data')?.type);
  if (!isInputObjectType(type) || !isJsonObject(row)) throw new TypeError(`${name} takes no data.`);
  return toDirectusRow(type, row, path);
}
