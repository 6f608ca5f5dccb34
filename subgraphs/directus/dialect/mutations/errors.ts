import type { GraphQLError } from 'graphql';
import { isJsonObject, type JsonObject, objectsOf } from '../../../json.ts';
import type { FieldRequest } from '../../../request.ts';
import type { TransportAnswer } from '../../../transport/index.ts';
import { fromDirectus } from '../errors.ts';
import type { InGraphNames } from '../names.ts';
import { type ErrorLocation, locateError, type WriteRefusal } from './error-location.ts';
import { badValue } from './input.ts';

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

/** Of a rule "no value, or one that looks so", Directus tells both halves: that there is a value is not what is wrong with it. */
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

/** A rule of Directus's own is told in its words, of which the first sentence is the field's name. */
function faultOf({ code, type }: WriteRefusal, { message }: JsonObject): string | undefined {
  if (type === 'required' || type === 'nnull') return faults.NOT_NULL_VIOLATION;
  const [, rule] =
    (code === 'FAILED_VALIDATION' &&
      /^Validation failed for field "[^"]*"(?: at "[^"]*")?\. (.*)\.$/.exec(String(message))) ||
    [];
  return rule === undefined ? faults[code] : `${faults.FAILED_VALIDATION}: ${rule}`;
}
