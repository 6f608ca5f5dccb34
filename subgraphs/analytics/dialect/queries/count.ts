import { type SQL, sql } from 'drizzle-orm';
import type { PgTable } from 'drizzle-orm/pg-core';
import type { Database } from '../../client.ts';

/** How many rows of a table pass a condition; all of them where there is none. */
export async function count({ db, run }: Database, table: PgTable | SQL, condition: SQL | undefined): Promise<number> {
  const [row] = await run(db.select({ count: sql<number>`count(*)::integer` }).from(table).where(condition));
  return row?.count ?? 0;
}
