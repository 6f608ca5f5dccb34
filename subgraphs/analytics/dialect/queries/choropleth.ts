import { eq, type SQL, sql } from 'drizzle-orm';
import type { Database } from '../../client.ts';
import { type Classification, classesOf, classOf, isStored, type ValueClass } from '../../maps/classes.ts';
import { byCode } from '../arrays.ts';
import {
  type Columns,
  columnsOf,
  type JsonNumber,
  joined,
  jsonMoment,
  momentOf,
  numberOf,
  textsOf,
} from '../columns.ts';
import { levels, type RegionColumn, type RegionRow, regionFieldsOf } from '../levels.ts';
import { latestValues, storedClasses } from '../map-values.ts';
import { indicatorIdOf, indicators } from '../tables.ts';
import type { PanelArgs } from './panel.ts';

/** An indicator, regions, and the classes of their values. */
export type ChoroplethArgs = PanelArgs & Classification;

/** The requested parts of a map. Other parts are not fetched and are empty in the result. */
export interface ChoroplethParts {
  /** Columns of its regions; undefined: no regions. */
  readonly regions: ReadonlySet<RegionColumn> | undefined;
  readonly newest: boolean;
  readonly withoutValue: boolean;
}

/**
 * Finds a map of an indicator over a level, in one statement: the classes of the whole level, and every region (under
 * the parent, if one is given) with its value and class.
 * @returns undefined for an unknown indicator
 */
export async function findChoropleth(database: Database, args: ChoroplethArgs, parts: ChoroplethParts) {
  const { level, parent, method, classes: most } = args;
  const [found] = await find(database, args, parts);
  if (!found) return undefined;
  const { indicatorId, withoutValue, newest, columns } = found;
  const names = textsOf(found.names);
  const values = (columns.value ?? []).map((value) => numberOf(value));
  const known = values.filter((value) => value !== null);
  const classes = found.classes ?? classesOf(known, method, most);
  const regions = textsOf(found.codes).map((code, row) => {
    const region: RegionRow = {
      level,
      code,
      name: names[row] ?? '',
      nameFr: columns.nameFr?.[row] ?? null,
      parentCode: columns.parentCode?.[row] ?? null,
      landAreaKm2: numberOf(columns.landAreaKm2?.[row]),
    };
    const value = values[row] ?? null;
    return { region, value, class: classOf(value, classes) };
  });
  const shown = parent === null ? regions : regions.filter((_, row) => columns.isShown?.[row]);
  return {
    indicatorId,
    classes,
    withoutValue,
    newest: newest === null ? null : momentOf(newest),
    regions: shown.sort(({ region: one }, { region: other }) => byCode(one, other)),
  };
}

/** The columns that a map needs of its regions; those that are not requested are left out. */
interface MappedRow extends Pick<RegionRow, 'nameFr' | 'parentCode'> {
  readonly isShown: boolean;
  readonly landAreaKm2: JsonNumber;
  readonly value: JsonNumber;
}

async function find({ db }: Database, args: ChoroplethArgs, parts: ChoroplethParts) {
  const { indicator, level, parent } = args;
  const indicatorId = indicatorIdOf(indicator);
  const classes = isStored(args) ? storedClasses<ValueClass>(indicators.indicatorId, level) : sql<null>`null`;
  const isShown = parent === null ? sql`true` : sql`coalesce(region.parent_code = ${parent}, false)`;
  const { code, name, ...others } = parts.regions ? regionFieldsOf(parts.regions) : {};
  const columns = columnsOf({
    ...((parts.regions || !isStored(args)) && { value: sql`latest.value` }),
    ...others,
    ...(parts.regions && parent !== null && { isShown }),
  });
  const newest = parts.newest ? sql`max(latest.observed_at) filter (where ${isShown})` : sql`null::timestamptz`;
  return db
    .select({
      indicatorId: indicators.indicatorId,
      classes,
      columns: sql<Partial<Columns<MappedRow>>>`columns`,
      codes: sql<string | null>`codes`,
      names: sql<string | null>`names`,
      newest: sql<string | null>`newest`,
      withoutValue: sql<number>`without_value`,
    })
    .from(indicators)
    .crossJoin(
      sql`(
          select ${columns} as columns, ${code ? joined(code) : sql`null`} as codes,
            ${name ? joined(name) : sql`null`} as names, ${jsonMoment(newest)} as newest,
            (count(*) filter (where latest.value is null))::integer as without_value
          from ${levels[level].table} as region
          left join ${latestValues(indicatorId, args)} on latest.region_code = region.code
          where ${isRead(args, parts) ?? isShown}
        ) as regions`,
    )
    .where(eq(indicators.code, indicator));
}

/** Builds the condition on regions to read: computed classes and `withoutValue` need all; undefined: only the shown. */
function isRead(args: ChoroplethArgs, { regions, newest, withoutValue }: ChoroplethParts): SQL | undefined {
  if (withoutValue || !isStored(args)) return sql`true`;
  return regions || newest ? undefined : sql`false`;
}
