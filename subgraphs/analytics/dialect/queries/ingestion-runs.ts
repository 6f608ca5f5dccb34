import { and, type SQL, sql } from 'drizzle-orm';
import type { Database } from '../../client.ts';
import { dataSources, ingestionLogs } from '../tables.ts';

/** The columns that a condition on loads, or their order, is written against: the table's, or an alias's of it. */
export type RunColumns = Pick<typeof ingestionLogs, 'logId' | 'sourceId' | 'status' | 'startedAt'>;

export interface RunFilter {
  readonly source?: string | null | undefined;
  readonly status?: string | null | undefined;
}

/** Loads that pass every part of a filter that is given. */
export function runPasses(columns: RunColumns, { source, status }: RunFilter): SQL | undefined {
  return and(
    source == null
      ? undefined
      : sql`${columns.sourceId} = (select source_id from ${dataSources} where code = ${source})`,
    status == null ? undefined : sql`${columns.status} = ${status}`,
  );
}

/** How many loads pass a filter. */
export async function countIngestionRuns({ db, run }: Database, filter: RunFilter): Promise<number> {
  const [row] = await run(
    db.select({ count: sql<number>`count(*)::integer` }).from(ingestionLogs).where(runPasses(ingestionLogs, filter)),
  );
  return row?.count ?? 0;
}
