import { randomBytes } from 'node:crypto';
import { type SQL, type SQLWrapper, sql } from 'drizzle-orm';

/** Rows by column: one list per column, in the order of the rows. */
export type Columns<Row> = { readonly [Name in keyof Row]: readonly Row[Name][] };

type ValuesOf<Selected> = { [Name in keyof Selected]: Selected[Name] extends SQL<infer Value> ? Value : never };

/**
 * Selects all rows of a statement by column, as one JSON value. This halves the time for thousands of rows, which the
 * driver would read, and drizzle would map, value by value.
 * @param columns texts, booleans, integers, and values for `numberOf` or `momentOf`
 */
export function columnsOf<Selected extends Record<string, SQL>>(columns: Selected): SQL<Columns<ValuesOf<Selected>>> {
  const lists = Object.entries(columns).map(([name, column]) => {
    return sql`${sql.raw(`'${name}'`)}, coalesce(json_agg(${column}), '[]')`;
  });
  return sql`json_build_object(${sql.join(lists, sql`, `)})`;
}

/** A separator that no text contains: 64 random bits, generated when the process starts. */
const SEPARATOR = `|${randomBytes(8).toString('base64url')}|`;

/**
 * Joins a column of texts, none of them null, into one text for `textsOf`. JSON takes three times as long: V8 looks up
 * each short text in its table of strings.
 */
export function joined(texts: SQL): SQL<string | null> {
  return sql<string | null>`string_agg(${texts}, ${SEPARATOR}::text)`;
}

/** @param joined null if there is no row */
export function textsOf(joined: string | null): string[] {
  return joined === null ? [] : joined.split(SEPARATOR);
}

/** A double precision in JSON. Values that JSON numbers lack are texts: "NaN", "Infinity", "-Infinity". */
export type JsonNumber = number | string | null;

export function numberOf(json: JsonNumber | undefined): number | null {
  return typeof json === 'string' ? Number(json) : (json ?? null);
}

/** Selects a double precision, for `numberOf`. */
export const jsonNumber = (number: SQLWrapper): SQL<JsonNumber> => sql`${number}`;

/** Converts a timestamptz to JSON, for `momentOf`. */
export function jsonMoment<Moment extends string | null = string>(moment: SQLWrapper): SQL<Moment> {
  return sql`to_json(${moment} at time zone 'UTC')`;
}

const WHOLE_SECONDS = '2015-12-01T00:00:00'.length;

/**
 * Converts a moment from `jsonMoment` to the graph's format: RFC 3339 in UTC, to the millisecond. It is mostly text
 * processing: a Date costs more than all other work for a figure.
 * @returns any other text ("infinity") unchanged
 */
export function momentOf(json: string): string {
  if (json.length === WHOLE_SECONDS) return `${json}.000Z`;
  const date = new Date(`${json}Z`);
  return Number.isNaN(date.getTime()) ? json : date.toISOString();
}
