import { type SQL, sql } from 'drizzle-orm';
import { levels, type RegionLevel } from '../../dialect/levels.ts';

/**
 * What changes whenever a row of a level's boundary table does, without reading any geometry: how many rows there are, and
 * the sum of the transactions that wrote them. A restored dump has others: it counts as changed.
 */
export function fingerprintOf(level: RegionLevel): SQL<string> {
  return sql<string>`(select count(*) || ' ' || coalesce(sum(xmin::text::bigint), 0) from ${levels[level].table})`;
}
