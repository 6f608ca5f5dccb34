import { type SQL, sql } from 'drizzle-orm';
import type { Database } from '../../client.ts';
import { dataSources, ingestionLogs, series } from '../tables.ts';

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
