import { and, not, or, type SQL, type SQLWrapper, sql } from 'drizzle-orm';
import { array } from './arrays.ts';
import { allLevels, type RegionLevel } from './levels.ts';
import { holdsOne, type Place } from './places.ts';
import { isOneOf } from './series-codes.ts';
import { indicatorIdOf, latestObservations, regionIndicators, type SeriesColumns } from './tables.ts';

type Given<T> = T | null | undefined;

const OPERATORS = { eq: sql`=`, gt: sql`>`, gte: sql`>=`, lt: sql`<`, lte: sql`<=` };

/** Comparisons of a number: all must hold. */
export type NumberCondition = { readonly [Operator in keyof typeof OPERATORS]?: Given<number> };

/** Combined conditions: `and`, `or` and `not` must all hold. */
interface Composed<Where> {
  readonly and?: Given<readonly Where[]>;
  readonly or?: Given<readonly Where[]>;
  readonly not?: Given<Where>;
}

const CHANGES = ['change', 'changePercent', 'changeOnYear', 'changeOnYearPercent'] as const;
export type ChangeName = (typeof CHANGES)[number];

/** Conditions on the changes to a series' newest observation, as the views have them. */
export type LatestCondition = { readonly [Name in ChangeName]?: Given<NumberCondition> };

/** Conditions on the latest value of one indicator in a region. */
export interface IndicatorCondition extends NumberCondition, LatestCondition {
  readonly code: string;
  readonly rank?: Given<NumberCondition>;
  readonly percentile?: Given<NumberCondition>;
}

export interface RegionWhere extends Composed<RegionWhere> {
  readonly codes?: Given<readonly string[]>;
  readonly level?: Given<RegionLevel>;
  readonly places?: Given<readonly Place[]>;
  readonly indicator?: Given<IndicatorCondition>;
}

export interface SeriesWhere extends Composed<SeriesWhere>, LatestCondition {
  readonly codes?: Given<readonly string[]>;
  readonly latest?: Given<NumberCondition>;
  readonly updatedAfter?: Given<Date>;
}

/**
 * Builds the condition on regions under the name `region`; undefined if all pass.
 * @param level level of all regions; undefined: see `region.level`
 */
export function regionPasses(level: RegionLevel | undefined, where: RegionWhere): SQL | undefined {
  const { codes, indicator, places } = where;
  const own = and(
    codes ? sql`region.code = any(${array('text', codes)})` : undefined,
    where.level && where.level !== level ? (level ? sql`false` : sql`region.level = ${where.level}`) : undefined,
    places ? holdsPlace(level ?? where.level, places) : undefined,
    indicator ? indicatorPasses(level ? sql`${level}` : sql`region.level`, indicator) : undefined,
  );
  return compose(where, (inner) => regionPasses(level, inner), own);
}

/** Builds the condition that one of the places is in the region. @param level undefined or null: see `region.level` */
function holdsPlace(level: Given<RegionLevel>, places: readonly Place[]): SQL | undefined {
  if (places.length === 0) return sql`false`;
  if (level) return holdsOne(level, places);
  return or(...allLevels.map((each) => and(sql`region.level = ${each}`, holdsOne(each, places))));
}

/** Returns the codes of the indicators that regions are filtered by. */
export function indicatorsOf(where: RegionWhere): readonly string[] {
  return [...new Set(allOf(where).flatMap(({ indicator }) => indicator?.code ?? []))];
}

/** A list of places in a condition, and the level of the regions that hold them; undefined: of all levels. */
export interface PlacesAtLevel {
  readonly places: readonly Place[];
  readonly level: RegionLevel | undefined;
}

/** Returns the lists of places that regions are filtered by. @param level level of all regions, if they have one */
export function placesOf(where: RegionWhere, level?: RegionLevel): readonly PlacesAtLevel[] {
  return allOf(where).flatMap(({ places, level: own }) => (places ? { places, level: level ?? own ?? undefined } : []));
}

/** Builds the condition on series; undefined if all pass. */
export function seriesPasses(columns: SeriesColumns, where: SeriesWhere): SQL | undefined {
  const { codes, latest, updatedAfter } = where;
  const ofLatest = [...comparisons(latestObservations.value, latest), ...changesPass(where)];
  const isUpdated = updatedAfter && sql`${columns.updatedAt} > ${updatedAfter.toISOString()}::timestamptz`;
  const isOne = codes ? isOneOf(columns, codes) : undefined;
  const own = and(isOne, latestPasses(columns.seriesId, ofLatest), isUpdated ?? undefined);
  return compose(where, (inner) => seriesPasses(columns, inner), own);
}

/** Joins an indicator's latest values to `region`, as a table `ordering (value)`, to order the regions of a level. */
export function indicatorValues(level: RegionLevel, indicator: string): SQL {
  return sql`left join ${regionIndicators} as ordering
    on ordering.region_code = region.code and ordering.level = ${level} and ordering.indicator_id = ${indicatorIdOf(indicator)}`;
}

function indicatorPasses(level: SQL, { code, rank, percentile, ...condition }: IndicatorCondition): SQL {
  return sql`exists (
    select from ${regionIndicators}
    where ${and(
      sql`${regionIndicators.regionCode} = region.code`,
      sql`${regionIndicators.level} = ${level}`,
      sql`${regionIndicators.indicatorId} = ${indicatorIdOf(code)}`,
      ...comparisons(regionIndicators.value, condition),
      ...comparisons(regionIndicators.rank, rank),
      ...comparisons(regionIndicators.percentile, percentile),
      latestPasses(regionIndicators.seriesId, changesPass(condition)),
    )}
  )`;
}

/** Builds the condition that the view's row of a series passes all conditions; undefined if there are none. */
function latestPasses(seriesId: SQLWrapper, conditions: readonly SQL[]): SQL | undefined {
  if (conditions.length === 0) return undefined;
  return sql`exists (
    select from ${latestObservations} where ${latestObservations.seriesId} = ${seriesId} and ${and(...conditions)}
  )`;
}

function changesPass(condition: LatestCondition): SQL[] {
  return CHANGES.flatMap((name) => comparisons(latestObservations[name], condition[name]));
}

function comparisons(column: SQLWrapper, condition: Given<NumberCondition>): SQL[] {
  return Object.entries(OPERATORS).flatMap(([name, operator]) => {
    const bound = condition?.[name as keyof NumberCondition];
    return bound == null ? [] : [sql`${column} ${operator} ${bound}::double precision`];
  });
}

/** Combines conditions. As in logic, `or: []` holds for no row, `and: []` for all. */
function compose<Where>(
  { and: all, or: any, not: inverse }: Composed<Where>,
  conditionOf: (where: Where) => SQL | undefined,
  own: SQL | null | undefined,
): SQL | undefined {
  const holds = (where: Where): SQL => conditionOf(where) ?? sql`true`;
  return and(
    own ?? undefined,
    ...(all ?? []).map(holds),
    any ? (or(...any.map(holds)) ?? sql`false`) : undefined,
    inverse ? not(holds(inverse)) : undefined,
  );
}

/** Counts the nested conditions, except those on codes. Each costs a lookup in a view per row. */
export function conditionsIn(where: RegionWhere | SeriesWhere): number {
  return allOf<RegionWhere | SeriesWhere>(where).filter((each) => {
    const { and: _and, or: _or, not: _not, codes: _codes, ...own } = each;
    return Object.values(own).some((value) => value != null);
  }).length;
}

/** Returns a condition and all conditions nested in it. */
function allOf<Where extends Composed<Where>>(where: Where): Where[] {
  const { and: all, or: any, not: inverse } = where;
  return [where, ...[...(all ?? []), ...(any ?? []), ...(inverse ? [inverse] : [])].flatMap((each) => allOf(each))];
}
