import { eq, type SQL, sql } from 'drizzle-orm';
import type { Database } from '../../client.ts';
import { byCode } from '../arrays.ts';
import { type Columns, columnsOf, type JsonNumber, joined, numberOf, textsOf } from '../columns.ts';
import { levels, type RegionLevel } from '../levels.ts';
import { type ObservationQuery, observationsOfSeries } from '../observation-steps.ts';
import { indicatorIdOf, indicators, regionIndicators, seriesSummaries } from '../tables.ts';
import { size } from './described-series.ts';

/** Regions × times: `values[region][time]`. Regions are sorted by code point of their codes, times are ascending. */
export type Panel = NonNullable<Awaited<ReturnType<typeof findPanel>>>;

/** A region's figures and their days. For periods in UTC, a day suffices, in a quarter of the text of a moment. */
interface PanelRow {
  /** Days since 1970. */
  readonly days: readonly number[];
  readonly values: readonly JsonNumber[];
}

/**
 * Finds the figures of all regions of a level (under the parent, if one is given), in one statement.
 * @param query with a bucket, in UTC
 * @returns undefined for an unknown indicator
 */
export async function findPanel(database: Database, args: PanelArgs, query: ObservationQuery) {
  const [found] = await find(database, args, query);
  if (!found) return undefined;
  const { days, values } = found.columns;
  const calendar = [...new Set(days.flat())].sort((one, other) => one - other);
  const places = new Map(calendar.map((day, place) => [day, place]));
  const names = textsOf(found.names);
  const regions = textsOf(found.codes).map((code, row) => {
    const placed: (number | null)[] = calendar.map(() => null);
    const figures = values[row] ?? [];
    for (const [nth, day] of (days[row] ?? []).entries()) placed[places.get(day) ?? 0] = numberOf(figures[nth]);
    return { code, name: names[row] ?? '', values: placed };
  });
  regions.sort(byCode);
  return {
    indicatorId: found.indicatorId,
    codes: regions.map(({ code }) => code),
    names: regions.map(({ name }) => name),
    times: calendar.map((day) => new Date(day * MS_PER_DAY).toISOString()),
    values: regions.map(({ values }) => values),
  };
}

const MS_PER_DAY = 86_400_000;

async function find({ db }: Database, args: PanelArgs, query: ObservationQuery) {
  const columns = columnsOf({ days: sql`figures.days`, values: sql`figures.values` });
  return db
    .select({
      indicatorId: indicators.indicatorId,
      columns: sql<Columns<PanelRow>>`columns`,
      codes: sql<string | null>`codes`,
      names: sql<string | null>`names`,
    })
    .from(indicators)
    .crossJoin(
      sql`(
          select ${columns} as columns, ${joined(sql`requested.code`)} as codes, ${joined(sql`requested.name`)} as names
          from (${panelSeries(args)}) as requested
          cross join lateral (
            select
              coalesce(json_agg((time at time zone 'UTC')::date - date '1970-01-01'), '[]') as days,
              coalesce(json_agg(value), '[]') as values
            from (${observationsOfSeries(sql`requested.series_id`, query)}) as found
          ) as figures
        ) as panel`,
    )
    .where(eq(indicators.code, args.indicator));
}

export interface PanelArgs {
  /** The code of the indicator. */
  readonly indicator: string;
  readonly level: RegionLevel;
  /** The code of the region whose parts are shown; null for all regions of the level. */
  readonly parent: string | null;
}

/**
 * Builds a query of (code, name, series_id): the regions of a level that have a series of an indicator, each with the
 * series that a map shows (`analytics.region_indicator_latest`).
 */
export function panelSeries({ indicator, level, parent }: PanelArgs): SQL {
  return sql`
    select region.code, region.name, latest.series_id
    from ${regionIndicators} as latest
    join ${levels[level].table} as region on region.code = latest.region_code
    where latest.level = ${level}
      and latest.indicator_id = ${indicatorIdOf(indicator)}
      ${parent === null ? sql`` : sql`and region.parent_code = ${parent}`}`;
}

/** Finds these regions, sorted by code point of their codes, each with the size of its series: see `findSized`. */
export async function findPanelRegions({ db }: Database, args: PanelArgs) {
  const rows = await db
    .select({
      code: sql<string>`requested.code`,
      name: sql<string>`requested.name`,
      seriesId: sql<number>`requested.series_id`.mapWith(seriesSummaries.seriesId),
      ...size,
    })
    .from(sql`(${panelSeries(args)}) as requested`)
    .leftJoin(seriesSummaries, sql`${seriesSummaries.seriesId} = requested.series_id`);
  return rows.sort(byCode);
}
