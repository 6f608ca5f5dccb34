import { sql } from 'drizzle-orm';
import type { Database } from '../../client.ts';
import { array } from '../arrays.ts';
import { codesByLevel, levelLiteral, type RegionId, regionFields, regionKey } from '../boundaries.ts';
import { levels, type RegionLevel } from '../levels.ts';

/** Two borders that share a line (dimension 1), as a pattern of ISO 19125-1's intersection matrix. */
const SHARE_A_LINE = sql.raw(`'****1****'`);

/**
 * Finds the regions of the same level that share a border with each region, by its key: at most `first`, in the order
 * of their codes. Regions that share only a corner are not neighbours.
 */
export async function findNeighbours({ db }: Database, regions: readonly RegionId[], { first }: { first: number }) {
  const branches = Array.from(codesByLevel(regions), ([level, codes]) => {
    const { table } = levels[level];
    return sql`
      select ${levelLiteral(level)} as level, asked.code as asked_code, other.code, other.name, other.name_fr,
        other.parent_code, other.land_area_km2,
        row_number() over (partition by asked.code order by other.code collate "C") as place
      from ${table} as asked
      join ${table} as other
        on other.geom && asked.geom and other.code <> asked.code
        and st_relate(asked.geom, other.geom, ${SHARE_A_LINE})
      where asked.code = any(${array('text', codes)})`;
  });
  const rows = await db
    .select({ askedCode: sql<string>`region.asked_code`, level: sql<RegionLevel>`region.level`, ...regionFields })
    .from(sql`(${sql.join(branches, sql` union all `)}) as region`)
    .where(sql`region.place <= ${first}`)
    .orderBy(sql`region.place`);
  return Map.groupBy(rows, ({ level, askedCode }) => regionKey({ level, code: askedCode }));
}
