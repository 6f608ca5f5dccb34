import {
  type GraphQLInputField,
  type GraphQLInputObjectType,
  getNamedType,
  getNullableType,
  isInputObjectType,
  isLeafType,
  isListType,
} from 'graphql';
import { isJsonObject, type JsonObject, parseJson } from '../../../common/json.ts';
import { upstreamError } from '../../../contract/errors.ts';
import { type InputMapping, inputMapping, rowsMapping } from '../../schema/mapping.ts';
import { isTime } from '../filter/operands.ts';
import { toDirectusKey } from '../keys.ts';

/** A path in the arguments of a field, in the graph's names: `['data', 'tags', 0, 'tag']`. */
export type InputPath = readonly (string | number)[];

/** Builds the error for a client's value, with its path as `extensions.input`. */
export function badValue(message: string, input: InputPath) {
  return upstreamError('directus', 'BAD_USER_INPUT', message, { extensions: { input } });
}

/**
 * Converts a row of the graph for Directus: to Directus's names, and a related row with only a key to that key, so that
 * Directus refers to it and does not create it.
 * @throws GraphQLError BAD_USER_INPUT for a key that no row can have, and a type that the relation does not allow
 */
export function toDirectusRow(type: GraphQLInputObjectType, row: JsonObject, path: InputPath): JsonObject {
  const fields = type.getFields();
  const values = Object.entries(row).flatMap(([as, value]) => {
    const field = fields[as];
    return field ? [[inputMapping(field).name, toDirectusValue(field, value, [...path, as])]] : [];
  });
  return Object.fromEntries(values);
}

/** Converts a value of a row for Directus. */
export function toDirectusValue(field: GraphQLInputField, value: unknown, path: InputPath): unknown {
  if (value === null || value === undefined) return null;
  if (!isListType(getNullableType(field.type)) || !Array.isArray(value)) return single(field, value, path, referred);
  const toEntry = isLeafType(getNamedType(field.type)) && !inputMapping(field).kind ? entry : single;
  return value.map((each, index) => toEntry(field, each, [...path, index], toDirectusRow));
}

type ToDirectus = (type: GraphQLInputObjectType, row: JsonObject, path: InputPath) => unknown;

function single(field: GraphQLInputField, value: unknown, path: InputPath, related: ToDirectus): unknown {
  const type = getNamedType(field.type);
  if (isInputObjectType(type)) return isJsonObject(value) ? related(type, value, path) : null;
  return scalar(inputMapping(field), type.name, value, path);
}

/** Refuses entries that are empty or have a comma: Directus stores a list as one text, separated by commas. */
function entry(_field: GraphQLInputField, value: unknown, path: InputPath): unknown {
  if (value !== '' && !String(value).includes(',')) return value;
  return refuse(`An entry of this list cannot be ${value === '' ? 'empty' : 'a text with a comma'}.`, path);
}

function referred(type: GraphQLInputObjectType, row: JsonObject, path: InputPath): unknown {
  const written = toDirectusRow(type, row, path);
  const { key } = rowsMapping(type);
  const isReference = Object.keys(written).length === 1 && written[key] !== undefined;
  return isReference ? written[key] : written;
}

function scalar({ types, kind }: InputMapping, type: string, value: unknown, path: InputPath) {
  if (types) {
    const [collection] = Array.from(types).find(([, name]) => name === value) ?? [];
    const known = Array.from(types.values()).sort().join(', ');
    return collection ?? refuse(`"${value}" is not one of its types: ${known}.`, path);
  }
  if (kind === 'time' && !isTime(String(value)))
    return refuse(`"${value}" is not a time of day: write "09:30" or "09:30:00".`, path);
  if (kind && kind !== 'time') return toDirectusKey(kind, value) ?? refuse(`"${value}" is not a valid key.`, path);
  return (written[type] ?? same)(value);
}

function refuse(message: string, path: InputPath): never {
  throw badValue(message, path);
}

const same = (value: unknown) => value;

/**
 * Writers of scalars. A day has no time, and JSON no integer past 2^53. Directus parses a string for a JSON column as
 * JSON, both when it stores and when it returns it: so a string that is valid JSON is encoded twice, any other once.
 */
const written: Readonly<Record<string, (value: unknown) => unknown>> = {
  Date: (value) => (value instanceof Date ? value.toISOString().slice(0, 10) : value),
  BigInt: String,
  JSON: (value) => (typeof value === 'string' ? jsonText(value) : value),
};

function jsonText(text: string): string {
  const once = JSON.stringify(text);
  return parseJson(text) !== undefined ? JSON.stringify(once) : once;
}
