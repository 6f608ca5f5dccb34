import { type SQL, sql } from 'drizzle-orm';
import { classesOf, classOf, type ValueClass } from '../../maps/classes.ts';
import { type Classification, isStored } from '../../maps/classification.ts';
import { array } from '../arrays.ts';
import { type RegionColumn, type RegionRow, regionFieldsOf, regionsOf } from '../boundaries.ts';
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

/** What of a map is asked for: it is not fetched otherwise, and said to be nothing. */
export interface ChoroplethParts {
  /** Its regions, with so much of their rows. */
  readonly regions: ReadonlySet<RegionColumn> | undefined;
  readonly newest: boolean;
  readonly withoutValue: boolean;
}

/**
 * A map of an indicator over a level: the classes of the whole level, and every region of it (under the parent, where
 * one is named) with its value and class, in one statement. Undefined for an unknown indicator.
 */
export async function findChoropleth(database: Database, args: ChoroplethArgs, parts: ChoroplethParts) {
  const { level, parent, method, classes: most } = args;
  // One row, in any place, says what the map is of; the others are its regions.
  const found = await findRows(database, args, parts);
  const map = found.find((row) => row.map)?.map;
  if (!map) return undefined;
  const rows = found.filter((row) => !row.map);
  const classes =
    map.classes ??
    classesOf(
      rows.flatMap(({ value }) => value ?? []),
      method,
      most,
    );
  const shown = parent === null ? rows : rows.filter(({ isShown }) => isShown);
  return {
    ...map,
    classes,
    withoutValue: rows.filter(({ value }) => value === null).length,
    newest: newestOf(shown),
    regions: parts.regions === undefined ? [] : shown.sort(byCode).map(mapped),
  };

  function mapped({ code, name, nameFr, parentCode, landAreaKm2, value }: MappedRow) {
    const region: RegionRow = { level, code, name, nameFr, parentCode, landAreaKm2 };
    return { region, value, class: classOf(value, classes) };
  }
}

type MappedRow = Awaited<ReturnType<typeof findRows>>[number];

/** By code point, as the database sorts by `collate "C"`, where it costs more. */
function byCode({ code: one }: MappedRow, { code: other }: MappedRow): number {
  return one < other ? -1 : 1;
}

function newestOf(rows: readonly MappedRow[]): Date | null {
  return rows.reduce<Date | null>((newest, { observedAt }) => {
    return observedAt && (!newest || observedAt > newest) ? observedAt : newest;
  }, null);
}

function findRows({ db, run }: Database, args: ChoroplethArgs, parts: ChoroplethParts) {
  const { indicator, level, parent, at } = args;
  const indicatorId = sql`(select indicator_id from ${indicators} where code = ${indicator})`;
  const map = sql`json_build_object(
    'indicatorId', ${indicators.indicatorId},
    'parent', ${parentOf(level, parent)},
    'classes', ${isStored(args) ? storedClasses(indicators.indicatorId, level) : sql`null::json`}
  )`;
  const { code, name, nameFr, parentCode, landAreaKm2 } = regionFieldsOf(parts.regions ?? new Set());
  const isShown = parent === null ? sql`true` : sql`coalesce(region.parent_code = ${parent}, false)`;
  return run(
    db
      .select({
        map: sql<MapRow | null>`map`,
        isShown: sql<boolean | null>`is_shown`,
        code: sql<string>`code`,
        name: sql<string>`name`,
        nameFr: sql<string | null>`name_fr`,
        parentCode: sql<string | null>`parent_code`,
        landAreaKm2: sql<number | null>`land_area_km2`,
        value: sql<number | null>`value`,
        observedAt: sql<Date | null>`observed_at`.mapWith(regionIndicators.observedAt),
      })
      .from(
        sql`(
          select ${map} as map, null::boolean as is_shown, null::text as code, null::text as name,
            null::text as name_fr, null::text as parent_code, null::double precision as land_area_km2,
            null::double precision as value, null::timestamptz as observed_at
          from ${indicators}
          where ${indicators.code} = ${indicator}
          union all
          select null, ${isShown}, ${code}, ${name}, ${nameFr}, ${parentCode}, ${landAreaKm2}, latest.value, ${parts.newest ? sql`latest.observed_at` : sql`null`}
          from ${levels[level].table} as region
          left join ${latestValues({ indicatorId, level, at })} on latest.region_code = region.code
          where ${isRead(args, parts) ?? isShown}
        ) as rows`,
      ),
  );
}

/** What is read of the level: classes, and what is in none, are of all of it; undefined for what is shown alone. */
function isRead(args: ChoroplethArgs, { regions, newest, withoutValue }: ChoroplethParts): SQL | undefined {
  if (withoutValue || !isStored(args)) return sql`true`;
  return regions || newest ? undefined : sql`false`;
}

interface MapRow {
  readonly indicatorId: number;
  readonly parent: RegionRow | null;
  /** Null where they are to be worked out. */
  readonly classes: ValueClass[] | null;
}

function parentOf(level: RegionLevel, code: string | null) {
  const { parents } = levels[level];
  if (code === null || parents.length === 0) return sql`null::json`;
  return sql`(
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
