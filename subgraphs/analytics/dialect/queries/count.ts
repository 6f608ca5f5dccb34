import { type SQL, sql } from 'drizzle-orm';
import type { PgTable } from 'drizzle-orm/pg-core';
import type { Database } from '../../client.ts';

/** Counts the rows of a table that pass a condition, or all rows if there is none. */
export async function count({ db }: Database, table: PgTable | SQL, condition: SQL | undefined): Promise<number> {
  const [row] = await db.select({ count: sql<number>`count(*)::integer` }).from(table).where(condition);
  return row?.count ?? 0;
}
