import { eq, sql } from 'drizzle-orm';
import { array } from '../arrays.ts';
import { type RegionRow, regionsOf } from '../boundaries.ts';
import type { Database } from '../client.ts';
import { levels, type RegionLevel } from '../levels.ts';
import { indicatorBreaks, indicators, regionIndicators } from '../tables.ts';

export interface ChoroplethClassRow {
  readonly class: number;
  readonly lower: number;
  readonly upper: number;
  readonly count: number;
}

export interface ChoroplethRegionRow extends Omit<RegionRow, 'level'> {
  readonly value: number | null;
  readonly class: number | null;
}

/**
 * A map of an indicator over a level: the classes of the whole level, and every region of it (under the parent, where
 * one is named) with its latest value and class. Undefined for an unknown indicator.
 */
export async function findChoropleth(
  { db, run }: Database,
  indicatorCode: string,
  level: RegionLevel,
  parent: string | null,
) {
  const { indicatorId } = indicators;
  const classes = sql<ChoroplethClassRow[]>`(
    select coalesce(
      json_agg(json_build_object('class', class, 'lower', lower, 'upper', upper, 'count', count) order by class), '[]'
    )
    from ${indicatorBreaks}
    where indicator_id = ${indicatorId} and level = ${level}
  )`;
  const regions = sql`(
    select
      max(latest.observed_at) as newest,
      coalesce(json_agg(json_build_object(
        'code', region.code,
        'name', region.name,
        'nameFr', region.name_fr,
        'parentCode', region.parent_code,
        'landAreaKm2', region.land_area_km2,
        'value', latest.value,
        'class', breaks.class
      ) order by region.code collate "C"), '[]') as rows
    from ${levels[level].table} as region
    left join ${regionIndicators} as latest
      on latest.indicator_id = ${indicatorId} and latest.level = ${level} and latest.region_code = region.code
    left join ${indicatorBreaks} as breaks
      on breaks.indicator_id = ${indicatorId} and breaks.level = ${level}
      and latest.value <= breaks.upper and (latest.value > breaks.lower or breaks.class = 1)
    ${parent === null ? sql`` : sql`where region.parent_code = ${parent}`}
  ) as regions`;
  const [row] = await run(
    db
      .select({
        indicatorId,
        parent: parentOf(level, parent),
        classes,
        newest: sql<Date | null>`regions.newest`.mapWith(regionIndicators.observedAt),
        regions: sql<ChoroplethRegionRow[]>`regions.rows`,
      })
      .from(indicators)
      .crossJoinLateral(regions)
      .where(eq(indicators.code, indicatorCode)),
  );
  return row;
}

function parentOf(level: RegionLevel, code: string | null) {
  const { parents } = levels[level];
  if (code === null || parents.length === 0) return sql<RegionRow | null>`null::json`;
  return sql<RegionRow | null>`(
    select json_build_object(
      'level', region.level,
      'code', region.code,
      'name', region.name,
      'nameFr', region.name_fr,
      'parentCode', region.parent_code,
      'landAreaKm2', region.land_area_km2
    )
    from ${regionsOf(new Map(parents.map((each) => [each, [code]])))}
    order by array_position(${array('text', parents)}, region.level)
    limit 1
  )`;
}
