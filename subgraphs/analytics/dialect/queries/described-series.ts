import { type SQL, sql } from 'drizzle-orm';
import type { Database } from '../../client.ts';
import { byCode } from '../arrays.ts';
import { dataSources, ingestionLogs, series, seriesSummaries } from '../tables.ts';

/** A description of several series together. */
export interface AboutSeries {
  readonly count: number;
  /** The title of one of them. */
  readonly title: string | null;
  /** The distinct units of their figures. */
  readonly units: readonly string[];
  readonly sources: readonly { code: string; name: string; license: string; homepageUrl: string }[];
  /** When a record of these series last changed, and when the last load of any data ended. */
  readonly changedAt: string | null;
  readonly loadedAt: string | null;
}

/** @param condition on `series` */
export async function findAbout({ db }: Database, condition: SQL | undefined): Promise<AboutSeries> {
  const found = sql`found as materialized (
    select series_id, title, units, source_id, updated_at from ${series} where ${condition ?? sql`true`}
  )`;
  const [row] = await db.select({ about: sql<AboutSeries>`about` }).from(
    sql`(
        with ${found}
        select json_build_object(
          'count', (select count(*) from found),
          'title', (select min(title) from found),
          'units', (select coalesce(json_agg(distinct units), '[]') from found),
          'sources', (
            select coalesce(
              json_agg(json_build_object('code', code, 'name', name, 'license', license, 'homepageUrl', homepage_url) order by code),
              '[]'
            )
            from ${dataSources} where source_id in (select source_id from found)
          ),
          'changedAt', (select max(updated_at) from found),
          'loadedAt', (select max(finished_at) from ${ingestionLogs})
        ) as about
      ) as known`,
  );
  if (!row) throw new Error('The database answered without a row.');
  return row.about;
}

/** The columns of the number of a series' observations and their range. */
export const size = {
  count: seriesSummaries.count,
  firstAt: seriesSummaries.firstAt,
  lastAt: seriesSummaries.lastAt,
};

/**
 * Finds the series that pass a condition, sorted by code point of their codes, "SOURCE:CODE", each with the number of
 * its observations and their range: null if the view does not have them.
 * @param condition on `series`
 */
export async function findSized({ db }: Database, condition: SQL | undefined) {
  const rows = await db
    .select({
      seriesId: series.seriesId,
      code: sql<string>`${dataSources.code} || ':' || ${series.code}`,
      ...size,
    })
    .from(series)
    .innerJoin(dataSources, sql`${dataSources.sourceId} = ${series.sourceId}`)
    .leftJoin(seriesSummaries, sql`${seriesSummaries.seriesId} = ${series.seriesId}`)
    .where(condition);
  return rows.sort(byCode);
}
