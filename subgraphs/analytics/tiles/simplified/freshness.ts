import { type SQL, sql } from 'drizzle-orm';
import { createPromiseCache } from '../../../promise-cache.ts';
import type { Database } from '../../client.ts';
import { allLevels, levels, type RegionLevel } from '../../dialect/levels.ts';
import { simplifiedLevels } from './tables.ts';

/** Checks whether a level's stored borders can be used; a result is valid for a minute. */
export function freshness(database: Database): (level: RegionLevel) => Promise<boolean> {
  const found = createPromiseCache<boolean>({ max: allLevels.length, ttlMs: 60_000 });
  return (level) => found(level, () => isFresh(database, level));
}

/** Whether a level's stored borders are there, may be read, and are of the boundary table as it is now. */
async function isFresh({ db, run }: Database, level: RegionLevel): Promise<boolean> {
  const [table] = await run(
    db
      .select({ name: sql`relname` })
      .from(sql`pg_catalog.pg_class as class join pg_catalog.pg_namespace as schema on schema.oid = relnamespace`)
      .where(
        sql`nspname = 'gateway' and relname = 'simplified_levels'
          and has_schema_privilege(schema.oid, 'usage') and has_table_privilege(class.oid, 'select')`,
      ),
  );
  if (!table) return false;
  const [row] = await run(
    db
      .select({ fresh: sql<boolean>`${simplifiedLevels.fingerprint} = ${fingerprintOf(level)}` })
      .from(simplifiedLevels)
      .where(sql`${simplifiedLevels.level} = ${level}`),
  );
  return row?.fresh ?? false;
}

/**
 * What changes whenever a row of a level's boundary table does, without reading any geometry: how many rows there are, and
 * the sum of the transactions that wrote them. A restored dump has others: it counts as changed.
 */
export function fingerprintOf(level: RegionLevel): SQL<string> {
  return sql<string>`(select count(*) || ' ' || coalesce(sum(xmin::text::bigint), 0) from ${levels[level].table})`;
}

/** Borders are stored for the zooms from 0 to this one; beyond it few of them are in a tile, and little is left to simplify. */
export const LAST_STORED_ZOOM = 10;
