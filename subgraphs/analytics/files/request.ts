import {
  coerceInputValue,
  type GraphQLArgument,
  type GraphQLSchema,
  getNamedType,
  isInputObjectType,
  isObjectType,
  isRequiredArgument,
} from 'graphql';
import { badInput } from '../schema/bounds.ts';

/** The tables that files are of, each with the fields of the graph whose arguments it takes. */
export const tables = {
  choropleth: ['Query.choropleth'],
  observations: ['Query.seriesCatalog', 'Query.series', 'Series.observationColumns'],
  panel: ['Query.panel'],
  series: ['Query.seriesCatalog'],
} as const satisfies Readonly<Record<string, readonly string[]>>;

export type TableName = keyof typeof tables;

/** A file has all rows, in one order, and makes none: what makes pages of a list, or fills gaps, is of the graph alone. */
const LEFT_OUT: readonly string[] = ['first', 'last', 'before', 'after', 'limit', 'orderBy', 'fill'];
/** Where a file begins. */
export interface Following {
  /** Null: at its first row. */
  readonly after: string | null;
}

/** Observations are those of one series, or of all that pass a filter. */
const OPTIONAL: readonly string[] = ['code'];

/** The code of the last series or region that a reader has whole: its file goes on after that. */
const AFTER = 'after';

type Arguments = ReadonlyMap<string, GraphQLArgument>;

/**
 * Finds the arguments that a table takes, by name.
 * @returns undefined where the schema lacks a field that the table stands for: then its reader may not have the table
 */
export function argumentsOf(schema: GraphQLSchema, name: TableName): Arguments | undefined {
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
 * Reads the parameters of a URL as the graph reads arguments: an input object is JSON.
 * @param isAllowed whether the reader may use an argument
 * @throws BAD_USER_INPUT for a parameter that there is not, one that does not fit, and one that is missing
 */
export function readArguments(
  args: Arguments,
  parameters: URLSearchParams,
  isAllowed: (name: string) => boolean,
): Record<string, unknown> & Following {
  const names = [...args.keys(), AFTER].filter((name) => name === AFTER || isAllowed(name));
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
  try {
    return JSON.parse(text);
  } catch {
    throw badInput(`${name}: no valid JSON.`);
  }
}
