import {
  coerceInputValue,
  type GraphQLArgument,
  type GraphQLSchema,
  getNamedType,
  isInputObjectType,
  isObjectType,
  isRequiredArgument,
} from 'graphql';
import { parseJson } from '../../common/json.ts';
import { refusal } from '../../common/plain-response.ts';
import { badInput } from '../schema/bounds.ts';
import type { Format } from './formats/format.ts';
import { acceptedFormat, formatOf, formats } from './formats/index.ts';

/** The tables of files, each with the fields of the graph whose arguments it takes. */
const tables = {
  choropleth: ['Query.choropleth'],
  observations: ['Query.seriesCatalog', 'Query.series', 'Series.observationColumns'],
  panel: ['Query.panel'],
  series: ['Query.seriesCatalog'],
} as const satisfies Readonly<Record<string, readonly string[]>>;

export type TableName = keyof typeof tables;
const tableNames = Object.keys(tables) as readonly TableName[];

/** Arguments that files do not take: a file has all rows, in one order, and fills no gaps. */
const LEFT_OUT: readonly string[] = ['first', 'last', 'before', 'after', 'limit', 'orderBy', 'fill'];
/** The beginning of a file. */
export interface FileStart {
  /** Null: from the first row. */
  readonly after: string | null;
}

/** Optional in files: observations are of one series, or of all that pass a filter. */
const OPTIONAL: readonly string[] = ['code'];

/** Parameter for the code of the last series or region that a reader has completely: its file continues after it. */
const AFTER = 'after';

type Arguments = ReadonlyMap<string, GraphQLArgument>;

/** A request for a table as a file. */
export interface FileRequest {
  readonly table: TableName;
  readonly format: Format;
  /** Has the parameters. */
  readonly url: URL;
}

/** `/data/{table}.{extension}`, or `/data/{table}` for a format by `Accept`. */
const PATH = /\/(?<name>\w+)(?:\.(?<extension>[a-z.-]+))?$/;

/**
 * Reads a request for a file.
 * @throws GraphQLError HTTP 404 or 406 that lists the tables or formats
 */
export function readFileRequest(url: URL, accept: string | null): FileRequest {
  const { name, extension } = PATH.exec(url.pathname)?.groups ?? {};
  const table = tableNames.find((each) => each === name);
  const extensions = formats.map((each) => each.extension).join(', ');
  if (!table) throw refusal(404, 'NOT_FOUND', `The files are ${tableNames.join(', ')}, each as ${extensions}.`);
  const format = extension === undefined ? acceptedFormat(accept ?? '*/*') : formatOf(extension);
  if (format) return { table, format, url };
  if (extension === undefined) throw refusal(406, 'NOT_ACCEPTABLE', `Give an extension: ${extensions}.`);
  throw refusal(404, 'NOT_FOUND', `There is no format "${extension}": there are ${extensions}.`);
}

/** Returns the last segment of a file's path, with its parameters. */
export function fileName({ table, format, url }: FileRequest, extension: string = format.extension): string {
  return `${table}.${extension}${url.search}`;
}

/** Finds the arguments of a table, by name; undefined if the schema lacks a field that the table is based on. */
function argumentsOf(schema: GraphQLSchema, name: TableName): Arguments | undefined {
  const found = new Map<string, GraphQLArgument>();
  for (const coordinate of tables[name]) {
    const [typeName = '', fieldName = ''] = coordinate.split('.');
    const type = schema.getType(typeName);
    const field = isObjectType(type) ? type.getFields()[fieldName] : undefined;
    if (!field) return undefined;
    for (const argument of field.args) if (!LEFT_OUT.includes(argument.name)) found.set(argument.name, argument);
  }
  return found;
}

/**
 * Reads the parameters of a file as the graph reads arguments. Input objects are JSON.
 * @param schema the schema of all audiences
 * @param seen the graph's schema for the reader's audience
 * @throws GraphQLError FORBIDDEN, HTTP 403, if `seen` lacks a field that the table is based on; BAD_USER_INPUT for an
 * unknown, invalid or missing parameter
 */
export function readArguments(
  { table, url }: FileRequest,
  schema: GraphQLSchema,
  seen: GraphQLSchema,
): Record<string, unknown> & FileStart {
  const allowed = argumentsOf(seen, table);
  if (!allowed)
    throw refusal(403, 'FORBIDDEN', `Your credentials do not allow ${table}: the scope analytics:bulk is required.`);
  const args: Arguments = argumentsOf(schema, table) ?? new Map();
  const parameters = url.searchParams;
  const names = [...args.keys(), AFTER].filter((name) => name === AFTER || allowed.has(name));
  for (const name of parameters.keys()) {
    if (!names.includes(name)) throw badInput(`There is no parameter "${name}". Give one of ${names.join(', ')}.`);
  }
  const read = Array.from(args, ([name, argument]) => {
    const text = parameters.get(name);
    if (text !== null) return [name, coerced(argument, text)];
    if (isRequiredArgument(argument) && !OPTIONAL.includes(name)) throw badInput(`Give the parameter "${name}".`);
    return [name, argument.defaultValue];
  });
  return { ...Object.fromEntries(read), after: parameters.get(AFTER) };
}

function coerced({ name, type }: GraphQLArgument, text: string): unknown {
  const value = isInputObjectType(getNamedType(type)) ? parsed(name, text) : numberElse(text, String(type));
  return coerceInputValue(value, type, (_path, _value, { message }) => {
    throw badInput(`${name}: ${message}`);
  });
}

const numberElse = (text: string, type: string) => (/^(Int|Float)!?$/.test(type) ? Number(text) : text);

function parsed(name: string, text: string): unknown {
  const value = parseJson(text);
  if (value === undefined) throw badInput(`${name}: not valid JSON.`);
  return value;
}
