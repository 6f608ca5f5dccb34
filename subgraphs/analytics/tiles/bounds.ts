import { eq, type SQL, type SQLWrapper, sql } from 'drizzle-orm';
import { createPromiseCache } from '../../common/promise-cache.ts';
import type { Database } from '../client.ts';
import { array } from '../dialect/arrays.ts';
import type { RegionLevel } from '../dialect/levels.ts';
import { latestValues } from '../dialect/map-values.ts';
import { indicatorBreaks, indicators } from '../dialect/tables.ts';
import { type Classification, classesOf, isStored } from '../maps/classes.ts';

interface MapValues {
  /** The code of the indicator. */
  readonly indicator: string;
  /** SQL for the indicator's id in the statement that uses the bounds. */
  readonly indicatorId: SQLWrapper;
  readonly level: RegionLevel;
  readonly classification: Classification;
}

/** Returns the upper bounds of a map's classes as SQL: the stored ones, or computed ones as a parameter. */
export type UpperBounds = (map: MapValues) => Promise<SQL>;

/** Caches computed upper bounds for a minute: they need all values of a level, and all tiles of a map need them. */
export function upperBounds(database: Database): UpperBounds {
  const computed = createPromiseCache<readonly number[]>({ max: 100, ttlMs: 60_000 });
  return async ({ indicator, indicatorId, level, classification }) => {
    if (isStored(classification)) {
      return sql`array(
        select upper from ${indicatorBreaks} where indicator_id = ${indicatorId} and level = ${level} order by class
      )`;
    }
    const key = JSON.stringify([indicator, level, classification]);
    const uppers = await computed(key, () => computeBounds(database, indicator, level, classification));
    return array('double precision', uppers);
  };
}

async function computeBounds(
  { db }: Database,
  indicator: string,
  level: RegionLevel,
  { at, classes, method }: Classification,
): Promise<number[]> {
  const { indicatorId } = indicators;
  const [row] = await db
    .select({
      values: sql<number[]>`(
          select coalesce(json_agg(value), '[]') from ${latestValues({ indicatorId, level, at })}
        )`,
    })
    .from(indicators)
    .where(eq(indicators.code, indicator));
  return classesOf(row?.values ?? [], method, classes).map(({ upper }) => upper);
}

/** Returns SQL for the class number of `latest.value`: the first class whose upper bound is not below it. */
export function classBy(uppers: SQL): SQL {
  return sql`(
    select min(bound.class)::integer from unnest(${uppers}) with ordinality as bound (upper, class)
    where latest.value <= bound.upper
  )`;
}
