import { type SQL, sql } from 'drizzle-orm';
import { createPromiseCache } from '../../../common/promise-cache.ts';
import type { Database } from '../../client.ts';
import { allLevels, levels, type RegionLevel } from '../../dialect/levels.ts';
import { simplifiedLevels } from './tables.ts';

/** Creates a check whether a level's stored borders can be used; results are cached for a minute. */
export function freshness(database: Database): (level: RegionLevel) => Promise<boolean> {
  const found = createPromiseCache<boolean>({ max: allLevels.length, ttlMs: 60_000 });
  return (level) => found(level, () => isFresh(database, level));
}

/** Checks whether a level's stored borders exist, can be read, and match the current boundary table. */
async function isFresh({ db }: Database, level: RegionLevel): Promise<boolean> {
  const [table] = await db
    .select({ name: sql`relname` })
    .from(sql`pg_catalog.pg_class as class join pg_catalog.pg_namespace as schema on schema.oid = relnamespace`)
    .where(
      sql`nspname = 'gateway' and relname = 'simplified_levels'
          and has_schema_privilege(schema.oid, 'usage') and has_table_privilege(class.oid, 'select')`,
    );
  if (!table) return false;
  const [row] = await db
    .select({ fresh: sql<boolean>`${simplifiedLevels.fingerprint} = ${fingerprintOf(level)}` })
    .from(simplifiedLevels)
    .where(sql`${simplifiedLevels.level} = ${level}`);
  return row?.fresh ?? false;
}

/**
 * Builds a fingerprint that changes with any row of a level's boundary table, without reading geometry: the number of
 * rows, and the sum of the transaction ids that wrote them. A restored dump has other ids, so it counts as changed.
 */
export function fingerprintOf(level: RegionLevel): SQL<string> {
  return sql<string>`(select count(*) || ' ' || coalesce(sum(xmin::text::bigint), 0) from ${levels[level].table})`;
}

/** Last zoom for which borders are stored, from 0. Beyond it, a tile has few borders and little to simplify. */
export const LAST_STORED_ZOOM = 10;
