import { getColumns, sql } from 'drizzle-orm';
import type { Database } from '../../client.ts';
import { array, indexBy } from '../arrays.ts';
import { dataFreshness } from '../tables.ts';

/** Finds the freshness of each source's data, by source id; the lag is in seconds. */
export async function findFreshness({ db }: Database, sourceIds: readonly number[]) {
  const { lag, ...columns } = getColumns(dataFreshness);
  const lagSeconds = sql<number | null>`extract(epoch from ${lag})::double precision`;
  const rows = await db
    .select({ ...columns, lagSeconds })
    .from(dataFreshness)
    .where(sql`${dataFreshness.sourceId} = any(${array('integer', sourceIds)})`);
  return indexBy(rows, (row) => row.sourceId);
}

export type FreshnessRow =
  Awaited<ReturnType<typeof findFreshness>> extends ReadonlyMap<number, infer Row> ? Row : never;
