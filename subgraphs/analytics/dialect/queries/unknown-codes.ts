import { type SQL, sql } from 'drizzle-orm';
import type { Database } from '../../client.ts';
import { array } from '../arrays.ts';
import { allLevels, levels, type RegionLevel } from '../levels.ts';
import { dataSources, indicatorIdOf, indicators, regionIndicators, series } from '../tables.ts';

/** The kinds of things that arguments name by code. */
export type CodeKind = 'indicator' | 'source' | 'region';

/** An unknown code, with at most three things that have a similar code or name, the closest first. */
export interface UnknownCode {
  readonly code: string;
  readonly near: readonly { readonly code: string; readonly name: string }[];
}

/**
 * Finds the codes that are unknown for a kind. Only for these, it searches near matches by pg_trgm.
 * @param among the levels of near regions
 */
export async function findUnknownCodes(
  { db }: Database,
  kind: CodeKind,
  codes: readonly string[],
  among: readonly RegionLevel[] = allLevels,
): Promise<UnknownCode[]> {
  const { isKnown, near } = kind === 'region' ? ofRegions(among) : ofTable(kinds[kind]);
  return db
    .select({
      code: sql<string>`requested.code`,
      near: sql<UnknownCode['near']>`(
          select coalesce(json_agg(json_build_object('code', code, 'name', name)), '[]')
          from (
            select distinct on (likeness, code collate "C") code, name
            from (
              select code, name, greatest(similarity(code, requested.code), similarity(name, requested.code)) as likeness
              from (${near}) as named
            ) as measured
            where likeness > ${LEAST_LIKENESS}
            order by likeness desc, code collate "C"
            limit 3
          ) as nearest
        )`,
    })
    .from(sql`unnest(${array('text', codes)}) as requested (code)`)
    .where(sql`not (${isKnown})`);
}

/** Least similarity of trigrams, from 0 to 1: below it, texts are similar by chance. */
const LEAST_LIKENESS = sql.raw('0.25');

const kinds = { indicator: indicators, source: dataSources };

function regionsOfLevels(among: readonly RegionLevel[]): SQL {
  const branches = among.map((level) => sql`select code, name, name_fr from ${levels[level].table}`);
  return sql.join(branches, sql` union all `);
}

/** A region's code is known if a boundary table or a series ("US") has it. */
function ofRegions(among: readonly RegionLevel[]) {
  return {
    isKnown: sql`
      exists (select from (${regionsOfLevels(allLevels)}) as region where region.code = requested.code)
      or exists (select from ${series} where region_code = requested.code)`,
    // Searches for regions have an index on this expression.
    near: sql`
      select code, name from (${regionsOfLevels(among)}) as region
      where requested.code <% (region.name || ' ' || coalesce(region.name_fr, '') || ' ' || region.code)`,
  };
}

function ofTable(table: typeof indicators | typeof dataSources) {
  return {
    isKnown: sql`exists (select from ${table} where code = requested.code)`,
    near: sql`select code, name from ${table}`,
  };
}

/** Finds the levels at which an indicator has figures, in the order of `RegionLevel`, as of the views' last refresh. */
export async function findLevels({ db }: Database, indicator: string): Promise<RegionLevel[]> {
  const rows = await db
    .selectDistinct({ level: sql<RegionLevel>`${regionIndicators.level}` })
    .from(regionIndicators)
    .where(sql`${regionIndicators.indicatorId} = ${indicatorIdOf(indicator)}`);
  const found = new Set(rows.map(({ level }) => level));
  return allLevels.filter((level) => found.has(level));
}
