import { and, eq, type SQL, sql } from 'drizzle-orm';
import type { Database } from '../../client.ts';
import { allLevels, levelLiteral, levels, type RegionLevel } from '../levels.ts';
import { dataSources, series } from '../tables.ts';
import { type RegionWhere, regionPasses, type SeriesWhere, seriesPasses } from '../where.ts';

/**
 * Finds the codes of regions of all levels that pass a condition: at most `first`, in no order. A code means the region
 * of the first level that has it, as in `region(code:)`.
 */
export async function findRegionCodes({ db }: Database, where: RegionWhere, first: number): Promise<string[]> {
  const rows = await db
    .select({ code: sql<string>`region.code` })
    .from(regionsOf(where))
    .where(isPassing(where))
    .limit(first);
  return rows.map(({ code }) => code);
}

/** Counts the codes of regions that pass a condition. */
export async function countRegionCodes({ db }: Database, where: RegionWhere): Promise<number> {
  return db.$count(regionsOf(where), isPassing(where));
}

/** Selects regions, each with the rank of its level among the levels that have its code. */
function regionsOf({ level }: RegionWhere): SQL {
  // For one level, only the levels before it matter: a code means the first level that has it.
  const looked = level ? allLevels.slice(0, allLevels.indexOf(level) + 1) : allLevels;
  return sql`(
    select level, code, row_number() over (partition by code order by precedence) as place
    from (${sql.join(looked.map(codesOf), sql` union all `)}) as regions
  ) as region`;
}

const isPassing = (where: RegionWhere) => and(sql`region.place = 1`, regionPasses(undefined, where));

/** Selects the codes of the regions of a level, with its place among the levels. */
function codesOf(level: RegionLevel, precedence: number): SQL {
  const place = sql.raw(String(precedence));
  return sql`select ${levelLiteral(level)} as level, ${place} as precedence, code from ${levels[level].table}`;
}

/** Finds the codes of series that pass a condition, "SOURCE:CODE": at most `first`, in no order. */
export async function findSeriesCodes({ db }: Database, where: SeriesWhere, first: number): Promise<string[]> {
  const rows = await db
    .select({ code: sql<string>`${dataSources.code} || ':' || ${series.code}` })
    .from(series)
    .innerJoin(dataSources, eq(dataSources.sourceId, series.sourceId))
    .where(seriesPasses(series, where))
    .limit(first);
  return rows.map(({ code }) => code);
}

/** Counts the series that pass a condition. */
export async function countSeriesCodes({ db }: Database, where: SeriesWhere): Promise<number> {
  return db.$count(series, seriesPasses(series, where));
}
