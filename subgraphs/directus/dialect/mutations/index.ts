import { GraphQLList } from 'graphql';
import { isJsonObject, type JsonObject, objectsOf } from '../../../common/json.ts';
import { upstreamError } from '../../../contract/errors.ts';
import type { FieldRequest, OperationRequest } from '../../../contract/request.ts';
import { knownField, lostField, orLost, type ResponseField, type UpstreamResponse } from '../../../response/index.ts';
import type { TransportAnswer } from '../../../transport/index.ts';
import { type FieldMapping, fieldMapping, type WriteMapping } from '../../schema/mapping.ts';
import { forbidden, type InGraphNames } from '../errors.ts';
import { writeErrors } from './errors.ts';
import { compileWrite, type WriteRequest } from './request.ts';

/** The functions to write to Directus for one caller. */
export interface WriteSession {
  /** Sends a write. It may reject with a GraphQLError. */
  write(request: WriteRequest): Promise<TransportAnswer>;
  /** Answers a root field of a query. */
  read(field: FieldRequest): Promise<ResponseField>;
  readonly inGraphNames: InGraphNames;
}

/**
 * Answers a mutation: its fields in their order, one after another, each by a request that writes and one that reads
 * the written rows, as a query would. A failed field is null with its errors; the fields after it are still written.
 */
export async function answerMutation({ fields }: OperationRequest, session: WriteSession): Promise<UpstreamResponse> {
  const written: ResponseField[] = [];
  for (const field of fields) {
    written.push(field.name === '__typename' ? knownField('Mutation') : await orLost(() => write(field, session)));
  }
  return { fields: written };
}

async function write(field: FieldRequest, session: WriteSession): Promise<ResponseField> {
  const mapping = fieldMapping(field.definition);
  if (mapping.kind !== 'write') throw new TypeError(`${field.name} writes nothing.`);
  const { request, keys: given } = compileWrite(field, mapping);
  if (mapping.write === 'delete' && request && given) await checkThere(field, mapping, given, session);
  const answer = request && (await session.write(request));
  if (answer && answer.status >= 300) return lostField(writeErrors(field, answer, session.inGraphNames));
  const keys = given ?? keysOf(mapping, request, answer);
  if (mapping.write === 'delete') {
    const ids = keys.map(String);
    return knownField(mapping.rows === 'one' ? ids[0] : ids);
  }
  if (mapping.rows !== 'singleton' && request && keys.length === 0)
    throw forbidden(`what \`${field.name}\` has written`);
  return session.read(readBack(field, mapping, keys));
}

/**
 * Checks that the rows to delete exist: Directus reports success to administrators for a missing row. If the caller may
 * not read the rows, Directus decides.
 * @throws GraphQLError FORBIDDEN for the first key without a row
 */
async function checkThere(field: FieldRequest, mapping: WriteMapping, keys: readonly unknown[], session: WriteSession) {
  const { name, key, type } = mapping;
  const { value: rows, errors } = await session.read({
    ...field,
    args: { ids: keys },
    selections: new Map([[type.name, []]]),
    definition: {
      ...field.definition,
      type: new GraphQLList(type),
      extensions: { directus: { kind: 'rowPerKey', name, field: key } },
    },
  });
  if (errors.length > 0 || !Array.isArray(rows)) return;
  const missing = keys.find((_, index) => rows[index] === null);
  if (missing === undefined) return;
  const message = `You may not delete the ${type.name} with the key "${missing}", or Directus does not have it.`;
  throw upstreamError('directus', 'FORBIDDEN', message);
}

/**
 * Returns the keys of new rows, in the order of the input. Directus returns them in another order, but the keys that
 * it generates are in the input's order. It returns no keys to a caller who may not read the rows.
 */
function keysOf({ key }: WriteMapping, request: WriteRequest | undefined, answer: TransportAnswer | undefined) {
  const written = isJsonObject(answer?.body) ? answer.body.data : undefined;
  const keys = rowsOf(written).map((row) => row[key]);
  const given = rowsOf(request?.body).map((row) => row[key] ?? undefined);
  const known = new Set(given.map(String));
  const madeUp = keys.filter((each) => !known.has(String(each)));
  return keys.length === 0 ? [] : given.map((each) => each ?? madeUp.shift());
}

/** Returns the rows of a request or an answer, which has one row or a list. */
function rowsOf(value: unknown): readonly JsonObject[] {
  return objectsOf(value) ?? (isJsonObject(value) ? [value] : []);
}

/** Returns the field of a query that reads the written rows, with the same response key. */
function readBack(field: FieldRequest, mapping: WriteMapping, keys: readonly unknown[]): FieldRequest {
  const ids = field.args.ids ?? keys;
  const args = mapping.rows === 'many' ? { ids } : { id: keys[0] };
  return { ...field, args, definition: { ...field.definition, extensions: { directus: readMapping(mapping) } } };
}

function readMapping({ name, key, rows }: WriteMapping): FieldMapping {
  switch (rows) {
    case 'one':
      return { kind: 'byValue', name, field: key };
    case 'many':
      return { kind: 'rowPerKey', name, field: key };
    case 'singleton':
      return { kind: 'one', name };
  }
}
