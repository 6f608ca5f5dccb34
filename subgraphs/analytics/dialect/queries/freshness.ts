import { sql } from 'drizzle-orm';
import type { Database } from '../../client.ts';
import { array, indexBy } from '../arrays.ts';
import { dataFreshness } from '../tables.ts';

/** Finds the freshness of each source's data, by source id; the lag is in seconds. */
export async function findFreshness({ db }: Database, sourceIds: readonly number[]) {
  const rows = await db
    .select({
      sourceId: dataFreshness.sourceId,
      lastSuccess: dataFreshness.lastSuccess,
      lastFailure: dataFreshness.lastFailure,
      rows24h: dataFreshness.rows24h,
      lagSeconds: sql<number | null>`extract(epoch from ${dataFreshness.lag})::double precision`,
    })
    .from(dataFreshness)
    .where(sql`${dataFreshness.sourceId} = any(${array('integer', sourceIds)})`);
  return indexBy(rows, (row) => row.sourceId);
}

export type FreshnessRow =
  Awaited<ReturnType<typeof findFreshness>> extends ReadonlyMap<number, infer Row> ? Row : never;
