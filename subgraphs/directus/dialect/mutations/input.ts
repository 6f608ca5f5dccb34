import {
  type GraphQLInputField,
  type GraphQLInputObjectType,
  getNamedType,
  getNullableType,
  isInputObjectType,
  isLeafType,
  isListType,
} from 'graphql';
import { upstreamError } from '../../../errors.ts';
import { isJsonObject, type JsonObject } from '../../../json.ts';
import { type InputMapping, inputMapping, rowInputMapping } from '../../schema/mapping.ts';
import { isTime } from '../filter/operands.ts';
import { toDirectusKey } from '../keys.ts';

/** A place in the arguments of a field, in the graph's names: `['data', 'tags', 0, 'tag']`. */
export type InputPath = readonly (string | number)[];

/** The error of a value that a client gave, with its place as `extensions.input`. */
export function badValue(message: string, input: InputPath) {
  return upstreamError('directus', 'BAD_USER_INPUT', message, { extensions: { input } });
}

/**
 * A row of the graph as Directus takes it: in Directus's names, and a related row of which nothing but the key is said as
 * that key, so that it is referred to and not made.
 * @throws GraphQLError BAD_USER_INPUT for a key that no row can have, and a type that the relation cannot lead to
 */
export function toDirectusRow(type: GraphQLInputObjectType, row: JsonObject, path: InputPath): JsonObject {
  const fields = type.getFields();
  const values = Object.entries(row).flatMap(([as, value]) => {
    const field = fields[as];
    return field ? [[inputMapping(field).name, toDirectusValue(field, value, [...path, as])]] : [];
  });
  return Object.fromEntries(values);
}

/** A value of a row as Directus takes it. */
export function toDirectusValue(field: GraphQLInputField, value: unknown, path: InputPath): unknown {
  if (value === null || value === undefined) return null;
  if (!isListType(getNullableType(field.type)) || !Array.isArray(value)) return single(field, value, path, referred);
  const toEntry = isLeafType(getNamedType(field.type)) && !inputMapping(field).keyKind ? entry : single;
  return value.map((each, index) => toEntry(field, each, [...path, index], toDirectusRow));
}

type ToDirectus = (type: GraphQLInputObjectType, row: JsonObject, path: InputPath) => unknown;

function single(field: GraphQLInputField, value: unknown, path: InputPath, related: ToDirectus): unknown {
  const type = getNamedType(field.type);
  if (isInputObjectType(type)) return isJsonObject(value) ? related(type, value, path) : null;
  return scalar(inputMapping(field), type.name, value, path);
}

/** Directus keeps the entries of a list as one text, with commas between. */
function entry(_field: GraphQLInputField, value: unknown, path: InputPath): unknown {
  if (value !== '' && !String(value).includes(',')) return value;
  return refuse(`An entry of this list cannot be ${value === '' ? 'empty' : 'a text with a comma'}.`, path);
}

function referred(type: GraphQLInputObjectType, row: JsonObject, path: InputPath): unknown {
  const written = toDirectusRow(type, row, path);
  const { key } = rowInputMapping(type);
  const isReference = Object.keys(written).length === 1 && written[key] !== undefined;
  return isReference ? written[key] : written;
}

function scalar(
  { collections, keyKind, isTime: takesTime }: InputMapping,
  type: string,
  value: unknown,
  path: InputPath,
) {
  if (collections) {
    const known = Array.from(collections.keys()).sort().join(', ');
    return collections.get(String(value)) ?? refuse(`"${value}" is none of the types that it can be: ${known}.`, path);
  }
  if (keyKind) return toDirectusKey(keyKind, value) ?? refuse(`"${value}" is no key that a row can have.`, path);
  if (takesTime && !isTime(String(value)))
    return refuse(`"${value}" is no time of day: write "09:30" or "09:30:00".`, path);
  return (written[type] ?? same)(value);
}

function refuse(message: string, path: InputPath): never {
  throw badValue(message, path);
}

const same = (value: unknown) => value;

/**
 * A day has no time, and JSON no integer past 2^53. Of a text in a column of JSON Directus keeps what the text says as JSON,
 * and gives what that says once more: one that is no JSON is written as JSON once, any other twice.
 */
const written: Readonly<Record<string, (value: unknown) => unknown>> = {
  Date: (value) => (value instanceof Date ? value.toISOString().slice(0, 10) : value),
  BigInt: String,
  JSON: (value) => (typeof value === 'string' ? jsonText(value) : value),
};

function jsonText(text: string): string {
  const once = JSON.stringify(text);
  return isJson(text) ? JSON.stringify(once) : once;
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
