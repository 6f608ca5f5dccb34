import {
  type GraphQLError,
  type GraphQLInputObjectType,
  type GraphQLInputType,
  getNamedType,
  isInputObjectType,
} from 'graphql';
import { isJsonObject, type JsonObject, objectsOf } from '../../../json.ts';
import type { FieldRequest } from '../../../request.ts';
import type { TransportAnswer } from '../../../transport/index.ts';
import { inputMapping, rowInputMapping } from '../../schema/mapping.ts';
import { fromDirectus, type InGraphNames } from '../errors.ts';
import { badValue, type InputPath, toDirectusValue } from './input.ts';

/** What is wrong with a value, by Directus's code. What is not said here is no fault of a value. */
const faults: Readonly<Record<string, string>> = {
  RECORD_NOT_UNIQUE: 'must be unique: there is another one with this value',
  VALUE_TOO_LONG: 'is too long',
  VALUE_OUT_OF_RANGE: 'is out of range',
  INVALID_FOREIGN_KEY: 'refers to what is not there: no row has this key',
  NOT_NULL_VIOLATION: 'must have a value',
  CONTAINS_NULL_VALUES: 'must have a value',
  FAILED_VALIDATION: 'is not as it must be',
};

/** The errors of a write that Directus refused, each once. What it says of a value becomes BAD_USER_INPUT, with the value's place. */
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

/** Of a rule "no value, or one that looks so", Directus reports both halves: that there is a value is not what is wrong with it. */
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

function refusalOf({ extensions }: JsonObject): WriteRefusal | undefined {
  if (!isJsonObject(extensions)) return undefined;
  const { code, field, collection, path, type, invalid, value = invalid } = extensions;
  if (typeof code !== 'string' || !(code in faults)) return undefined;
  return {
    code,
    field: typeof field === 'string' ? field : '',
    value,
    ...(typeof collection === 'string' && { collection }),
    ...(Array.isArray(path) && { path }),
    ...(typeof type === 'string' && { type }),
  };
}

function labelOf({ collection = '', field }: ErrorLocation, inGraphNames: InGraphNames): string {
  const type = inGraphNames(collection);
  return field === undefined ? `A value of ${type}` : `\`${field}\` of ${type}`;
}

/** A rule of Directus's own is reported in its words, of which the first sentence is the field's name. */
function faultOf({ code, type }: WriteRefusal, { message }: JsonObject): string | undefined {
  if (type === 'required' || type === 'nnull') return faults.NOT_NULL_VIOLATION;
  const [, rule] =
    (code === 'FAILED_VALIDATION' &&
      /^Validation failed for field "[^"]*"(?: at "[^"]*")?\. (.*)\.$/.exec(String(message))) ||
    [];
  return rule === undefined ? faults[code] : `${faults.FAILED_VALIDATION}: ${rule}`;
}

/** What Directus says of a value that it refuses. Names are Directus's. */
interface WriteRefusal {
  readonly code: string;
  /** The collection of the row; some errors say `path` in its place. */
  readonly collection?: string;
  /** The relations that lead to the row from the one that is written, without places in lists. */
  readonly path?: readonly unknown[];
  /** Empty where Directus does not say it. */
  readonly field: string;
  readonly value?: unknown;
  /** Of a validation: which rule. */
  readonly type?: string;
}

/** Where the refused value is in the arguments, and what it is called in the graph. */
interface ErrorLocation {
  readonly input: InputPath;
  /** The collection of its row. */
  readonly collection: string | undefined;
  /** The graph's name of its field; undefined where it may be one of several. */
  readonly field: string | undefined;
}

/** A row that a client gives, at the root or as a related one. */
interface GivenRow {
  readonly type: GraphQLInputObjectType;
  readonly value: JsonObject;
  readonly path: InputPath;
  readonly relations: readonly string[];
}

/** Finds the value that Directus refuses. Where it may be one of several, the place is that which they have in common. */
function locateError({ definition, args }: FieldRequest, refusal: WriteRefusal): ErrorLocation {
  const data = definition.args.find(({ name }) => name === 'data');
  const given = data ? Array.from(rowsIn(data.type, args.data, ['data'], [])) : [];
  const own = given.filter((row) => isOf(row, refusal));
  const having = own.filter((row) => hasRefused(row, refusal));
  const rows = having.length > 0 ? having : own;
  const fields = rows.map((row) => fieldOfError(row, refusal));
  const [collection = refusal.collection] = rows.map(({ type }) => rowInputMapping(type).name);
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

function isOf({ type, relations }: GivenRow, { collection, path = [] }: WriteRefusal): boolean {
  if (collection !== undefined) return rowInputMapping(type).name === collection;
  return relations.length === path.length && relations.every((relation, index) => relation === path[index]);
}

/** Whether a row has the value that is refused, or lacks it where that is why. */
function hasRefused(row: GivenRow, { field, value, type }: WriteRefusal): boolean {
  const found = fieldOf(row, field);
  if (!found) return false;
  const given = row.value[found.name];
  if (type === 'required') return (given === null || given === undefined) && !isReference(row);
  if (type === 'nnull') return given === null;
  return value === undefined ? given !== undefined : String(toDirectusValue(found, given, [])) === String(value);
}

/** Whether a related row is one that there is already, so that nothing more need be said of it. */
function isReference(row: GivenRow): boolean {
  const key = fieldOf(row, rowInputMapping(row.type).key)?.name ?? '';
  return row.relations.length > 0 && row.value[key] !== undefined;
}

function fieldOf({ type }: GivenRow, name: string) {
  return Object.values(type.getFields()).find((field) => inputMapping(field).name === name);
}

/** The field in the graph's names; empty where it may be one of several. */
function fieldOfError(row: GivenRow, { code, field, value }: WriteRefusal): readonly string[] {
  const guess = value === undefined || code === 'VALUE_TOO_LONG' ? guesses[code] : undefined;
  if (!guess) return [fieldOf(row, field)?.name ?? []].flat();
  const given = Object.entries(row.value).filter(([, each]) => guess.isOfKind(each));
  const past = given.filter(([, each]) => guess.isPast(each));
  const [first, another] = past.length > 0 ? past : given;
  return first && !another ? [first[0]] : [];
}

/**
 * Which value it may be where PostgreSQL does not report it, and Directus guesses: one of that kind, if need be one that is past
 * what a column of Directus holds where nothing else is said.
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

/** The longest beginning that all paths have; undefined where there is none. */
function inCommon([first, ...rest]: readonly InputPath[]): InputPath | undefined {
  const differs = (key: string | number, index: number) => rest.some((path) => path[index] !== key);
  const end = first?.findIndex(differs) ?? -1;
  return end === -1 ? first : first?.slice(0, end);
}
