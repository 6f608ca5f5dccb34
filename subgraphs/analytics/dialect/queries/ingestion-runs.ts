import { and, eq, gt, max, type SQL, sql } from 'drizzle-orm';
import type { Database } from '../../client.ts';
import { array } from '../arrays.ts';
import { dataSources, ingestionLogs, series, sourceIdOf } from '../tables.ts';

/** The columns of the table, or of an alias of it. */
export type RunColumns = Pick<typeof ingestionLogs, keyof typeof ingestionLogs.$inferSelect>;

export interface RunFilter {
  readonly source?: string | null | undefined;
  readonly status?: string | null | undefined;
}

/** Builds the condition for loads that pass every given part of a filter. */
export function runPasses(columns: RunColumns, { source, status }: RunFilter): SQL | undefined {
  return and(
    source == null ? undefined : sql`${columns.sourceId} = ${sourceIdOf(source)}`,
    status == null ? undefined : sql`${columns.status} = ${status}`,
  );
}

/** A load and its status. */
export type LoadRow = Awaited<ReturnType<typeof findLoads>>[number];

/** Finds the loads after one, in the order of their ids, for which the table has an index. */
export function loadsAfter(database: Database, id: number, most: number): Promise<LoadRow[]> {
  return findLoads(database, gt(ingestionLogs.logId, id), most);
}

export function loadsOf(database: Database, ids: readonly number[]): Promise<LoadRow[]> {
  return findLoads(database, sql`${ingestionLogs.logId} = any(${array('bigint', ids)})`, ids.length);
}

async function findLoads({ db }: Database, condition: SQL, most: number) {
  return db
    .select({
      id: ingestionLogs.logId,
      status: ingestionLogs.status,
      finishedAt: ingestionLogs.finishedAt,
      source: dataSources.code,
      code: series.code,
    })
    .from(ingestionLogs)
    .innerJoin(dataSources, eq(dataSources.sourceId, ingestionLogs.sourceId))
    .leftJoin(series, eq(series.seriesId, ingestionLogs.seriesId))
    .where(condition)
    .orderBy(ingestionLogs.logId)
    .limit(most);
}

/** Finds the id of the last load; 0 if there is none yet. */
export async function newestLoad({ db }: Database): Promise<number> {
  const [row] = await db.select({ id: max(ingestionLogs.logId) }).from(ingestionLogs);
  return row?.id ?? 0;
}
