import { eq, sql } from 'drizzle-orm';
import { classesOf, classOf, type ValueClass } from '../../maps/classes.ts';
import { type Classification, isStored } from '../../maps/classification.ts';
import { array } from '../arrays.ts';
import { type RegionRow, regionsOf } from '../boundaries.ts';
import type { Database } from '../client.ts';
import { levels, type RegionLevel } from '../levels.ts';
import { latestValues, storedClasses } from '../map-values.ts';
import { indicators, regionIndicators } from '../tables.ts';

export interface ChoroplethArgs extends Classification {
  /** The code of the indicator. */
  readonly indicator: string;
  readonly level: RegionLevel;
  /** The code of the region whose parts are mapped; null for all regions of the level. */
  readonly parent: string | null;
}

interface MappedRow extends Omit<RegionRow, 'level'> {
  readonly value: number | null;
}

/**
 * A map of an indicator over a level: the classes of the whole level, and every region of it (under the parent, where
 * one is named) with its value and class, in one statement. Undefined for an unknown indicator.
 */
export async function findChoropleth({ db, run }: Database, args: ChoroplethArgs) {
  const { indicator, level, parent, at, method, classes: most } = args;
  const { indicatorId } = indicators;
  const isShown = parent === null ? sql`true` : sql`region.parent_code = ${parent}`;
  const stored = isStored(args);
  const regions = sql`(
    select
      max(latest.observed_at) filter (where ${isShown}) as newest,
      count(*) filter (where latest.value is null)::integer as without_value,
      ${stored ? sql`null::json` : sql`coalesce(json_agg(latest.value) filter (where latest.value is not null), '[]')`}
        as values,
      coalesce(json_agg(json_build_object(
        'code', region.code,
        'name', region.name,
        'nameFr', region.name_fr,
        'parentCode', region.parent_code,
        'landAreaKm2', region.land_area_km2,
        'value', latest.value
      ) order by region.code collate "C") filter (where ${isShown}), '[]') as rows
    from ${levels[level].table} as region
    left join ${latestValues({ indicatorId, level, at })} on latest.region_code = region.code
  ) as regions`;
  const [row] = await run(
    db
      .select({
        indicatorId,
        parent: parentOf(level, parent),
        stored: stored ? storedClasses<ValueClass>(indicatorId, level) : sql<null>`null::json`,
        values: sql<number[] | null>`regions.values`,
        withoutValue: sql<number>`regions.without_value`,
        newest: sql<Date | null>`regions.newest`.mapWith(regionIndicators.observedAt),
        regions: sql<MappedRow[]>`regions.rows`,
      })
      .from(indicators)
      .crossJoinLateral(regions)
      .where(eq(indicators.code, indicator)),
  );
  if (!row) return undefined;
  const classes = row.stored ?? classesOf(row.values ?? [], method, most);
  return {
    ...row,
    classes,
    regions: row.regions.map(({ value, ...region }) => ({
      region: { ...region, level },
      value,
      class: classOf(value, classes),
    })),
  };
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
