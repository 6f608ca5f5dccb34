import { type SQL, sql } from 'drizzle-orm';
import type { Database } from '../../client.ts';
import { byCode } from '../arrays.ts';
import { dataSources, series, seriesSummaries } from '../tables.ts';

/** A series, the number of its observations and their range: null if the view does not have them. */
export interface SizedSeries {
  readonly seriesId: number;
  /** "SOURCE:CODE" */
  readonly code: string;
  readonly count: number | null;
  readonly firstAt: Date | null;
  readonly lastAt: Date | null;
}

/** Finds the series that pass a condition, sorted by code point of their codes. @param condition on `series` */
export async function findSized({ db }: Database, condition: SQL | undefined): Promise<SizedSeries[]> {
  const rows = await db
    .select({
      seriesId: series.seriesId,
      code: sql<string>`${dataSources.code} || ':' || ${series.code}`,
      count: seriesSummaries.count,
      firstAt: seriesSummaries.firstAt,
      lastAt: seriesSummaries.lastAt,
    })
    .from(series)
    .innerJoin(dataSources, sql`${dataSources.sourceId} = ${series.sourceId}`)
    .leftJoin(seriesSummaries, sql`${seriesSummaries.seriesId} = ${series.seriesId}`)
    .where(condition);
  return rows.sort(byCode);
}
