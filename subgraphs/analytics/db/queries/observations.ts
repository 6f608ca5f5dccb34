import { sql } from 'drizzle-orm';
import { array } from '../arrays.ts';
import type { Database } from '../client.ts';
import { type ObservationQuery, observationsOfSeries } from '../observation-steps.ts';
import { hasCode } from '../series-conditions.ts';
import { dataSources, observations, series } from '../tables.ts';

export type ObservationRow = Pick<typeof observations.$inferSelect, 'observedAt' | 'value'> & {
  /** Null for a figure that is no observation as it was published: of a period, transformed or filled in. */
  readonly status: typeof observations.$inferSelect.status | null;
};

/** A series and its figures, ascending in time. */
export interface SeriesFigures {
  readonly seriesId: number;
  readonly regionCode: string | null;
  readonly rows: readonly ObservationRow[];
}

const figure = {
  observedAt: sql<Date>`figure.time`.mapWith(observations.observedAt),
  value: sql<number | null>`figure.value`,
  status: sql<ObservationRow['status']>`figure.status`,
};

/** The figures of each series, ascending in time, by series id. */
export async function findObservations({ db, run }: Database, seriesIds: readonly number[], query: ObservationQuery) {
  const rows = await run(
    db
      .select({ seriesId: sql<number>`asked.series_id`.mapWith(observations.seriesId), ...figure })
      .from(sql`unnest(${array('bigint', seriesIds)}) as asked (series_id)`)
      .crossJoinLateral(sql`(${observationsOfSeries(sql`asked.series_id`, query)}) as figure`)
      .orderBy(sql`figure.time`),
  );
  return Map.groupBy(rows, (row) => row.seriesId);
}

/** The same with the series themselves, by "SOURCE:CODE"; without figures too. */
export async function findObservationsByCode(
  { db, run }: Database,
  codes: readonly string[],
  query: ObservationQuery,
): Promise<ReadonlyMap<string, SeriesFigures>> {
  const asked = sql`
    select series.series_id, series.region_code, source.code || ':' || series.code as code
    from ${series} as series join ${dataSources} as source using (source_id)
    where ${hasCode({ sourceId: sql`series.source_id`, code: sql`series.code` }, codes)}`;
  const rows = await run(
    db
      .select({
        code: sql<string>`asked.code`,
        seriesId: sql<number>`asked.series_id`.mapWith(series.seriesId),
        regionCode: sql<string | null>`asked.region_code`,
        ...figure,
        observedAt: sql<Date | null>`figure.time`.mapWith(observations.observedAt),
      })
      .from(sql`(${asked}) as asked`)
      .leftJoinLateral(sql`(${observationsOfSeries(sql`asked.series_id`, query)}) as figure`, sql`true`)
      .orderBy(sql`figure.time`),
  );
  const found = new Map<string, SeriesFigures & { rows: ObservationRow[] }>();
  for (const { code, seriesId, regionCode, observedAt, value, status } of rows) {
    const known = found.get(code) ?? { seriesId, regionCode, rows: [] };
    if (observedAt) known.rows.push({ observedAt, value, status });
    found.set(code, known);
  }
  return found;
}
