import {
  type GraphQLError,
  type GraphQLInputObjectType,
  type GraphQLInputType,
  getNamedType,
  isInputObjectType,
} from 'graphql';
import { z } from 'zod';
import { isJsonObject, type JsonObject, objectsOf } from '../../../common/json.ts';
import type { FieldRequest } from '../../../contract/request.ts';
import type { TransportAnswer } from '../../../transport/index.ts';
import { inputFieldOf, inputMapping, rowsMapping } from '../../schema/mapping.ts';
import { fromDirectus, type InGraphNames } from '../errors.ts';
import { badValue, type InputPath, toDirectusValue } from './input.ts';

/** Problems with a value, by Directus's code. Other codes do not concern a value. */
const faults: Readonly<Record<string, string>> = {
  RECORD_NOT_UNIQUE: 'must be unique: there is another one with this value',
  VALUE_TOO_LONG: 'is too long',
  VALUE_OUT_OF_RANGE: 'is out of range',
  INVALID_FOREIGN_KEY: 'refers to a row that does not exist',
  NOT_NULL_VIOLATION: 'must have a value',
  CONTAINS_NULL_VALUES: 'must have a value',
  FAILED_VALIDATION: 'is invalid',
};

/** Returns the distinct errors of a refused write. A problem with a value is BAD_USER_INPUT, with the value's path. */
export function writeErrors(
  field: FieldRequest,
  { status, body }: TransportAnswer,
  inGraphNames: InGraphNames,
): readonly GraphQLError[] {
  const found = (isJsonObject(body) ? objectsOf(body.errors) : undefined) ?? [];
  const errors = found.length > 0 ? found : [{ message: `HTTP ${status} without data or errors` }];
  const read = errors
    .filter((error) => !isAlternative(error, errors))
    .map((error) => writeError(field, error, inGraphNames));
  return read.filter(({ message }, index) => read.findIndex((other) => other.message === message) === index);
}

/** Whether an error is the half "must be null" of a rule "null, or of this form": Directus reports both halves. */
function isAlternative(error: JsonObject, all: readonly JsonObject[]): boolean {
  const own = refusalOf(error);
  return own?.type === 'null' && all.some((other) => other !== error && refusalOf(other)?.field === own.field);
}

function writeError(field: FieldRequest, error: JsonObject, inGraphNames: InGraphNames): GraphQLError {
  const refusal = refusalOf(error);
  if (!refusal) return fromDirectus(error, inGraphNames);
  const place = locateError(field, refusal);
  return badValue(`${labelOf(place, inGraphNames)} ${faultOf(refusal, error)}.`, place.input);
}

const Text = z.string().optional().catch(undefined);

/** Directus's error about a refused value, in Directus's names. */
const WriteRefusal = z.object({
  code: z.string().refine((code) => code in faults),
  /** The collection of the row; some errors have `path` instead. */
  collection: Text,
  /** The relations from the written row to this row, without list indices. */
  path: z.array(z.unknown()).catch([]),
  /** Empty if Directus does not report it. */
  field: z.string().catch(''),
  value: z.unknown().optional(),
  /** The value, in some errors. */
  invalid: z.unknown().optional(),
  /** The rule of a failed validation. */
  type: Text,
});

type WriteRefusal = z.infer<typeof WriteRefusal>;

function refusalOf({ extensions }: JsonObject): WriteRefusal | undefined {
  const { data } = WriteRefusal.safeParse(extensions);
  return data && { ...data, value: data.value === undefined ? data.invalid : data.value };
}

function labelOf({ collection = '', field }: ErrorLocation, inGraphNames: InGraphNames): string {
  const type = inGraphNames(collection);
  return field === undefined ? `A value of ${type}` : `\`${field}\` of ${type}`;
}

/** Describes the problem. A validation rule is reported in Directus's words, without their first sentence. */
function faultOf({ code, type }: WriteRefusal, { message }: JsonObject): string | undefined {
  if (type === 'required' || type === 'nnull') return faults.NOT_NULL_VIOLATION;
  const [, rule] =
    (code === 'FAILED_VALIDATION' &&
      /^Validation failed for field "[^"]*"(?: at "[^"]*")?\. (.*)\.$/.exec(String(message))) ||
    [];
  return rule === undefined ? faults[code] : `${faults.FAILED_VALIDATION}: ${rule}`;
}

/** The path of a refused value in the arguments, and its names in the graph. */
interface ErrorLocation {
  readonly input: InputPath;
  /** The collection of its row. */
  readonly collection: string | undefined;
  /** Its field in the graph's names; undefined if several fields are possible. */
  readonly field: string | undefined;
}

/** A row in a client's input, at the root or as a related row. */
interface GivenRow {
  readonly type: GraphQLInputObjectType;
  readonly value: JsonObject;
  readonly path: InputPath;
  readonly relations: readonly string[];
}

/** Finds the value that Directus refuses. If several are possible, the path is their common prefix. */
function locateError({ definition, args }: FieldRequest, refusal: WriteRefusal): ErrorLocation {
  const data = definition.args.find(({ name }) => name === 'data');
  const given = data ? Array.from(rowsIn(data.type, args.data, ['data'], [])) : [];
  const own = given.filter((row) => isOf(row, refusal));
  const having = own.filter((row) => hasRefused(row, refusal));
  const rows = having.length > 0 ? having : own;
  const fields = rows.map((row) => fieldOfError(row, refusal));
  const [collection = refusal.collection] = rows.map(({ type }) => rowsMapping(type).name);
  return {
    input: inCommon(rows.map(({ path }, index) => [...path, ...(fields[index] ?? [])])) ?? (data ? ['data'] : []),
    collection,
    field: new Set(fields.map(([field]) => field)).size === 1 ? fields[0]?.[0] : undefined,
  };
}

function* rowsIn(
  type: GraphQLInputType,
  value: unknown,
  path: InputPath,
  relations: readonly string[],
): Generator<GivenRow> {
  if (Array.isArray(value)) {
    for (const [index, each] of value.entries()) yield* rowsIn(type, each, [...path, index], relations);
  }
  const named = getNamedType(type);
  if (!isInputObjectType(named) || !isJsonObject(value)) return;
  yield { type: named, value, path, relations };
  for (const [as, field] of Object.entries(named.getFields())) {
    yield* rowsIn(field.type, value[as], [...path, as], [...relations, inputMapping(field).name]);
  }
}

function isOf({ type, relations }: GivenRow, { collection, path }: WriteRefusal): boolean {
  if (collection !== undefined) return rowsMapping(type).name === collection;
  return relations.length === path.length && relations.every((relation, index) => relation === path[index]);
}

/** Whether a row has the refused value, or lacks it if it is required. */
function hasRefused(row: GivenRow, { field, value, type }: WriteRefusal): boolean {
  const found = inputFieldOf(row.type, field);
  if (!found) return false;
  const given = row.value[found.name];
  if (type === 'required') return (given === null || given === undefined) && !isReference(row);
  if (type === 'nnull') return given === null;
  return value === undefined ? given !== undefined : String(toDirectusValue(found, given, [])) === String(value);
}

/** Whether a related row refers to an existing row, so that its required values are not needed. */
function isReference(row: GivenRow): boolean {
  const key = inputFieldOf(row.type, rowsMapping(row.type).key)?.name ?? '';
  return row.relations.length > 0 && row.value[key] !== undefined;
}

/** Returns the field in the graph's names; empty if several are possible. */
function fieldOfError(row: GivenRow, { code, field, value }: WriteRefusal): readonly string[] {
  const guess = value === undefined || code === 'VALUE_TOO_LONG' ? guesses[code] : undefined;
  if (!guess) return [inputFieldOf(row.type, field)?.name ?? []].flat();
  const given = Object.entries(row.value).filter(([, each]) => guess.isOfKind(each));
  const past = given.filter(([, each]) => guess.isPast(each));
  const [first, another] = past.length > 0 ? past : given;
  return first && !another ? [first[0]] : [];
}

/**
 * Rules to guess the value if PostgreSQL does not report it (then Directus guesses too): the only value of this kind,
 * or the only one past the limit of Directus's default column.
 */
const guesses: Readonly<Record<string, { isOfKind(value: unknown): boolean; isPast(value: unknown): boolean }>> = {
  VALUE_TOO_LONG: {
    isOfKind: (value) => typeof value === 'string',
    isPast: (value) => String(value).length > 255,
  },
  VALUE_OUT_OF_RANGE: {
    isOfKind: (value) => /^[+-]?\d+(\.\d+)?(e[+-]?\d+)?$/i.test(String(value)),
    isPast: (value) => Math.abs(Number(value)) >= 2 ** 31,
  },
};

/** Returns the longest common prefix of the paths; undefined without paths. */
function inCommon([first, ...rest]: readonly InputPath[]): InputPath | undefined {
  const differs = (key: string | number, index: number) => rest.some((path) => path[index] !== key);
  const end = first?.findIndex(differs) ?? -1;
  return end === -1 ? first : first?.slice(0, end);
}
