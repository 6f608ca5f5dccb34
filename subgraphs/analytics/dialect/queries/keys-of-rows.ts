import { and, eq, type SQL, sql } from 'drizzle-orm';
import type { Database } from '../../client.ts';
import { allLevels, levels, type RegionLevel } from '../levels.ts';
import { dataSources, series } from '../tables.ts';
import { type RegionWhere, regionPasses, type SeriesWhere, seriesPasses } from '../where.ts';

/**
 * The codes of the regions of all levels that pass a condition, at most `first` of them in no order. A code means the
 * region of the first level that has it, as `region(code:)` does.
 */
export async function findRegionCodes({ db, run }: Database, where: RegionWhere, first: number): Promise<string[]> {
  const branches = allLevels.map((level, nth) => {
    const passes = and(regionPasses(level, where), ...allLevels.slice(0, nth).map(isNotOf));
    return sql`select region.code from ${levels[level].table} as region where ${passes ?? sql`true`}`;
  });
  const rows = await run(
    db
      .select({ code: sql<string>`found.code` })
      .from(sql`(${sql.join(branches, sql` union all `)}) as found`)
      .limit(first),
  );
  return rows.map(({ code }) => code);
}

const isNotOf = (level: RegionLevel): SQL =>
  sql`not exists (select from ${levels[level].table} as earlier where earlier.code = region.code)`;

/** The codes of the series that pass a condition, "SOURCE:CODE", at most `first` of them in no order. */
export async function findSeriesCodes({ db, run }: Database, where: SeriesWhere, first: number): Promise<string[]> {
  const rows = await run(
    db
      .select({ code: sql<string>`${dataSources.code} || ':' || ${series.code}` })
      .from(series)
      .innerJoin(dataSources, eq(dataSources.sourceId, series.sourceId))
      .where(seriesPasses(series, where))
      .limit(first),
  );
  return rows.map(({ code }) => code);
}
