import { type SQL, sql } from 'drizzle-orm';

/**
 * Passes a list of any length as one parameter. The statement's text does not change, so it is prepared once, and the
 * protocol's limit of 65,535 parameters does not apply.
 */
export function array(
  type: 'text' | 'bigint' | 'integer' | 'double precision',
  values: readonly (string | number | null)[],
): SQL {
  return sql`${`{${values.map(element).join(',')}}`}::${sql.raw(type)}[]`;
}

/** Writes an element in PostgreSQL's array syntax (8.15.6). Texts are always in quotes, although few need them. */
function element(value: string | number | null): string {
  if (typeof value !== 'string') return String(value);
  return `"${SPECIAL.test(value) ? value.replace(/["\\]/g, '\\$&') : value}"`;
}

const SPECIAL = /["\\]/;

/** Indexes rows by key: the first row of each. */
export function indexBy<Row, Key>(rows: readonly Row[], keyOf: (row: Row) => Key): ReadonlyMap<Key, Row> {
  const index = new Map<Key, Row>();
  for (const row of rows) {
    const key = keyOf(row);
    if (!index.has(key)) index.set(key, row);
  }
  return index;
}

/** Compares by the code points of codes, as `collate "C"` does. Sorting many rows in the database costs more. */
export function byCode(one: { readonly code: string }, other: { readonly code: string }): number {
  return one.code < other.code ? -1 : 1;
}
