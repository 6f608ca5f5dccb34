import { sql } from 'drizzle-orm';
import type { Database } from '../../client.ts';
import { array } from '../arrays.ts';
import { levelLiteral, type RegionRow, regionFields, regionKey } from '../boundaries.ts';
import { allLevels, levels, type RegionLevel } from '../levels.ts';

/**
 * Finds the ancestors of each region, by its key, nearest first: its parent, the parent's parent, and so on. A parent
 * is the region of the first level that has its code, among the parent levels of the child's level.
 */
export async function findAncestors({ db }: Database, regions: readonly RegionRow[]) {
  const texts = (column: 'level' | 'code' | 'parentCode') => regions.map((region) => region[column]);
  const asked = sql`${array('text', texts('level'))}, ${array('text', texts('code'))}, ${array('text', texts('parentCode'))}`;
  const rows = await db
    .select({
      askedLevel: sql<RegionLevel>`region.asked_level`,
      askedCode: sql<string>`region.asked_code`,
      level: sql<RegionLevel>`region.level`,
      ...regionFields,
    })
    .from(
      sql`(
          with recursive region as (
            select level as asked_level, code as asked_code, 0 as depth, level, code, null::text as name,
              null::text as name_fr, parent_code, null::double precision as land_area_km2
            from unnest(${asked}) as asked (level, code, parent_code)
            union all
            select child.asked_level, child.asked_code, child.depth + 1, parent.level, parent.code, parent.name,
              parent.name_fr, parent.parent_code, parent.land_area_km2
            from region as child
            cross join lateral (${parentOfChild} order by precedence limit 1) as parent
          )
          select * from region where depth > 0
        ) as region`,
    )
    .orderBy(sql`region.depth`);
  return Map.groupBy(rows, ({ askedLevel, askedCode }) => regionKey({ level: askedLevel, code: askedCode }));
}

/** Selects the regions that can be the parent of `child`: a branch per level that has children. */
const parentOfChild = sql.join(
  allLevels.flatMap((parent) => {
    const ranks = allLevels.flatMap((child) => {
      const rank = (levels[child].parents as readonly RegionLevel[]).indexOf(parent);
      return rank < 0 ? [] : [sql`when ${levelLiteral(child)} then ${sql.raw(String(rank))}`];
    });
    if (ranks.length === 0) return [];
    return [
      sql`
        select ${levelLiteral(parent)} as level, code, name, name_fr, parent_code, land_area_km2, rank.precedence
        from ${levels[parent].table}
        cross join (select case child.level ${sql.join(ranks, sql` `)} end as precedence) as rank
        where code = child.parent_code and rank.precedence is not null`,
    ];
  }),
  sql` union all `,
);
