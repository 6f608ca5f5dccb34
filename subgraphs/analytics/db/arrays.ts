import { type SQL, sql } from 'drizzle-orm';
import { makePgArray } from 'drizzle-orm/pg-core';

/**
 * A list as one parameter, whatever its length: the statement's text stays the same, so it is prepared once, and is
 * not held to the protocol's 65,535 parameters.
 */
export function array(type: 'text' | 'bigint' | 'integer' | 'double precision', values: readonly unknown[]): SQL {
  return sql`${makePgArray([...values])}::${sql.raw(type)}[]`;
}

/** Rows by their key, the first of each. */
export function indexBy<Row, Key>(rows: readonly Row[], keyOf: (row: Row) => Key): ReadonlyMap<Key, Row> {
  const index = new Map<Key, Row>();
  for (const row of rows) {
    const key = keyOf(row);
    if (!index.has(key)) index.set(key, row);
  }
  return index;
}
