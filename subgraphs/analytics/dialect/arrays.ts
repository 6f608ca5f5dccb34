import { type SQL, sql } from 'drizzle-orm';

/**
 * A list as one parameter, whatever its length: the statement's text stays the same, so it is prepared once, and is
 * not held to the protocol's 65,535 parameters.
 */
export function array(
  type: 'text' | 'bigint' | 'integer' | 'double precision',
  values: readonly (string | number | null)[],
): SQL {
  return sql`${`{${values.map(element).join(',')}}`}::${sql.raw(type)}[]`;
}

/** As PostgreSQL reads it in an array's text (8.15.6): a text in quotes, which it needs but sometimes. */
function element(value: string | number | null): string {
  if (typeof value !== 'string') return String(value);
  return `"${SPECIAL.test(value) ? value.replace(/["\\]/g, '\\$&') : value}"`;
}

const SPECIAL = /["\\]/;

/** Rows by their key, the first of each. */
export function indexBy<Row, Key>(rows: readonly Row[], keyOf: (row: Row) => Key): ReadonlyMap<Key, Row> {
  const index = new Map<Key, Row>();
  for (const row of rows) {
    const key = keyOf(row);
    if (!index.has(key)) index.set(key, row);
  }
  return index;
}
