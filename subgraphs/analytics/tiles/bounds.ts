import { type SQL, type SQLWrapper, sql } from 'drizzle-orm';
import { createPromiseCache } from '../../common/promise-cache.ts';
import type { Database } from '../client.ts';
import { array } from '../dialect/arrays.ts';
import { type ChoroplethArgs, findChoropleth } from '../dialect/queries/choropleth.ts';
import { indicatorBreaks } from '../dialect/tables.ts';
import { isStored } from '../maps/classes.ts';

/**
 * Returns SQL for the class number of `latest.value` in a map: the first class whose upper bound is not below it.
 * @param indicatorId SQL for the indicator's id in the statement
 */
export type ClassNumber = (map: ChoroplethArgs, indicatorId: SQLWrapper) => Promise<SQL>;

/** Caches computed upper bounds for a minute: they need all values of a level, and all tiles of a map need them. */
export function classNumber(database: Database): ClassNumber {
  const computed = createPromiseCache<readonly number[]>({ max: 100, ttlMs: 60_000 });

  async function boundsOf(map: ChoroplethArgs, indicatorId: SQLWrapper): Promise<SQL> {
    const { indicator, level, at, classes, method } = map;
    if (isStored(map)) {
      return sql`array(
        select upper from ${indicatorBreaks} where indicator_id = ${indicatorId} and level = ${level} order by class
      )`;
    }
    const key = JSON.stringify([indicator, level, at, classes, method]);
    return array('double precision', await computed(key, () => computeBounds(database, map)));
  }

  return async (map, indicatorId) => sql`(
    select min(bound.class)::integer
    from unnest(${await boundsOf(map, indicatorId)}) with ordinality as bound (upper, class)
    where latest.value <= bound.upper
  )`;
}

async function computeBounds(database: Database, map: ChoroplethArgs): Promise<number[]> {
  const found = await findChoropleth(database, { ...map, parent: null }, CLASSES);
  return found?.classes.map(({ upper }) => upper) ?? [];
}

const CLASSES = { regions: undefined, newest: false, withoutValue: false };
