import { type ExecutionResult, GraphQLError, GraphQLList } from 'graphql';
import { errorAt, upstreamError } from '../../errors.ts';
import { isJsonObject, type JsonObject, objectsOf } from '../../json.ts';
import type { FieldRequest, OperationRequest } from '../../request.ts';
import type { TransportAnswer } from '../../transport/index.ts';
import { type FieldMapping, fieldMapping, type WriteMapping } from '../schema/mapping.ts';
import { forbidden } from './errors.ts';
import { writeErrors } from './mutation-errors.ts';
import { compileWrite, type WriteRequest } from './mutation-request.ts';
import type { InGraphNames } from './names.ts';

type Result = ExecutionResult<Record<string, unknown>>;

/** What it takes to write to Directus for one caller. */
export interface WriteSession {
  /** It may reject with a GraphQLError. */
  write(request: WriteRequest): Promise<TransportAnswer>;
  /** Answers what a query asks of one root. */
  read(field: FieldRequest): Promise<Result>;
  readonly inGraphNames: InGraphNames;
}

/**
 * Answers a mutation: its fields one after another, in their order, each by a request that writes and one that reads what
 * was written, as a query would. One that fails is null with its errors, and those after it are written all the same.
 */
export async function answerMutation({ fields }: OperationRequest, session: WriteSession): Promise<Result> {
  const data: Record<string, unknown> = Object.create(null);
  const errors: GraphQLError[] = [];
  for (const field of fields) {
    const answer =
      field.name === '__typename' ? { data: { [field.responseKey]: 'Mutation' } } : await run(field, session);
    data[field.responseKey] = answer.data?.[field.responseKey] ?? null;
    errors.push(...(answer.errors ?? []));
  }
  return errors.length > 0 ? { data, errors } : { data };
}

async function run(field: FieldRequest, session: WriteSession): Promise<Result> {
  try {
    return await write(field, session);
  } catch (error) {
    if (error instanceof GraphQLError) return failed(field, [error]);
    throw error;
  }
}

async function write(field: FieldRequest, session: WriteSession): Promise<Result> {
  const mapping = fieldMapping(field.definition);
  if (mapping.kind !== 'write') throw new TypeError(`${field.name} writes nothing.`);
  const { request, keys: given } = compileWrite(field, mapping);
  if (mapping.write === 'delete' && request && given) await checkThere(field, mapping, given, session);
  const answer = request && (await session.write(request));
  if (answer && answer.status >= 300) return failed(field, writeErrors(field, answer, session.inGraphNames));
  const keys = given ?? keysOf(mapping, request, answer);
  if (mapping.write === 'delete') {
    const ids = keys.map(String);
    return { data: { [field.responseKey]: mapping.rows === 'one' ? ids[0] : ids } };
  }
  if (mapping.rows !== 'singleton' && request && keys.length === 0)
    throw forbidden(`what \`${field.name}\` has written`);
  return session.read(readBack(field, mapping, keys));
}

/**
 * Directus tells an administrator that it has deleted a row that is not there. Who may not read rows is left to Directus.
 * @throws GraphQLError FORBIDDEN for the first key that no row has
 */
async function checkThere(field: FieldRequest, mapping: WriteMapping, keys: readonly unknown[], session: WriteSession) {
  const { name, key, type } = mapping;
  const { data, errors } = await session.read({
    ...field,
    args: { ids: keys },
    selections: new Map([[type.name, []]]),
    definition: {
      ...field.definition,
      type: new GraphQLList(type),
      extensions: { directus: { kind: 'rowPerKey', name, field: key } },
    },
  });
  const rows = data?.[field.responseKey];
  if (errors || !Array.isArray(rows)) return;
  const missing = keys.find((_, index) => rows[index] === null);
  if (missing === undefined) return;
  const message = `You may not delete the ${type.name} with the key "${missing}", or Directus does not have it.`;
  throw upstreamError('directus', 'FORBIDDEN', message);
}

/**
 * The keys of new rows, in the order in which the rows were given: Directus tells them in an order of their own, which for
 * those that it has made up itself is that of the rows. Who may not read what was written is told none.
 */
function keysOf({ key }: WriteMapping, request: WriteRequest | undefined, answer: TransportAnswer | undefined) {
  const written = isJsonObject(answer?.body) ? answer.body.data : undefined;
  const told = rowsOf(written).map((row) => row[key]);
  const given = rowsOf(request?.body).map((row) => row[key] ?? undefined);
  const known = new Set(given.map(String));
  const madeUp = told.filter((each) => !known.has(String(each)));
  return told.length === 0 ? [] : given.map((each) => each ?? madeUp.shift());
}

/** One row or many, as Directus takes and gives them. */
function rowsOf(value: unknown): readonly JsonObject[] {
  return objectsOf(value) ?? (isJsonObject(value) ? [value] : []);
}

/** The field of a query that reads what was written, under the same response key. */
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

function failed({ responseKey }: FieldRequest, errors: readonly GraphQLError[]): Result {
  return { data: { [responseKey]: null }, errors: errors.map((error) => errorAt(error, [responseKey])) };
}
