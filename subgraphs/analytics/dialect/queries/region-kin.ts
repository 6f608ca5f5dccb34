import { type SQL, sql } from 'drizzle-orm';
import type { Database } from '../../client.ts';
import { array } from '../arrays.ts';
import { keyset, type PageRequest, type Position } from '../keyset.ts';
import {
  allLevels,
  codesByLevel,
  levelLiteral,
  levels,
  type RegionId,
  type RegionLevel,
  type RegionRow,
  regionFields,
  regionKey,
  regionRow,
} from '../levels.ts';

/**
 * Finds the ancestors of each region, by its key, nearest first: its parent, the parent's parent, and so on. A parent
 * is the region of the first level that has its code, among the parent levels of the child's level.
 */
export async function findAncestors({ db }: Database, regions: readonly RegionRow[]) {
  const texts = (column: 'level' | 'code' | 'parentCode') => regions.map((region) => region[column]);
  const requested = sql`${array('text', texts('level'))}, ${array('text', texts('code'))}, ${array('text', texts('parentCode'))}`;
  const rows = await db
    .select({
      requestedLevel: sql<RegionLevel>`region.requested_level`,
      requestedCode: sql<string>`region.requested_code`,
      ...regionRow,
    })
    .from(
      sql`(
          with recursive region as (
            select level as requested_level, code as requested_code, 0 as depth, level, code, null::text as name,
              null::text as name_fr, parent_code, null::double precision as land_area_km2
            from unnest(${requested}) as requested (level, code, parent_code)
            union all
            select child.requested_level, child.requested_code, child.depth + 1, parent.level, parent.code, parent.name,
              parent.name_fr, parent.parent_code, parent.land_area_km2
            from region as child
            cross join lateral (${parentOfChild} order by precedence limit 1) as parent
          )
          select * from region where depth > 0
        ) as region`,
    )
    .orderBy(sql`region.depth`);
  return Map.groupBy(rows, ({ requestedLevel, requestedCode }) =>
    regionKey({ level: requestedLevel, code: requestedCode }),
  );
}

/** Selects the regions that can be the parent of `child`: a branch per level that has children. */
const parentOfChild = sql.join(
  allLevels.flatMap((parent) => {
    const ranks = allLevels.flatMap((child) => {
      const rank = levels[child].parents.indexOf(parent);
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

export interface ChildrenArgs {
  /** The level of the children; undefined: all levels. */
  readonly level: RegionLevel | undefined;
}

/** The order of children: by level, from the largest, and name; then by code. */
const order = [sql<string>`region.rank || region.name`, regionFields.code] as const;

/** Finds a page of the children of each region, by its key: with one extra row if there are more. See `keyset`. */
export async function findChildren(
  { db }: Database,
  parents: readonly RegionId[],
  { level, page }: ChildrenArgs & { readonly page: PageRequest },
): Promise<ReadonlyMap<string, (RegionRow & { readonly position: Position })[]>> {
  const candidates = childrenOf(parents, level);
  if (!candidates) return new Map();
  const { where, orderBy, limit, position } = keyset(order, page);
  const rows = await db
    .select({ parentLevel, ...regionRow, position })
    .from(
      sql`(
          select region.*, row_number() over (
            partition by region.parent_level, region.parent_code order by ${sql.join(orderBy, sql`, `)}
          ) as place
          from ${candidates}
          where ${where ?? sql`true`}
        ) as region`,
    )
    .where(sql`region.place <= ${limit}`)
    .orderBy(sql`region.place`);
  return Map.groupBy(rows, (row) => regionKey({ level: row.parentLevel, code: row.parentCode ?? '' }));
}

/** Counts the children of each region, by its key; regions without children are left out. */
export async function countChildren(
  { db }: Database,
  parents: readonly RegionId[],
  { level }: ChildrenArgs,
): Promise<ReadonlyMap<string, number>> {
  const candidates = childrenOf(parents, level);
  if (!candidates) return new Map();
  const rows = await db
    .select({ level: parentLevel, code: sql<string>`region.parent_code`, count: sql<number>`count(*)::integer` })
    .from(candidates)
    .groupBy(sql`region.parent_level, region.parent_code`);
  return new Map(rows.map((row) => [regionKey(row), row.count]));
}

const parentLevel = sql<RegionLevel>`region.parent_level`;

/** Returns a text by which levels sort. */
function rankOf(level: RegionLevel): string {
  return String(allLevels.indexOf(level)).padStart(2, '0');
}

/**
 * Builds one table, `region`, of all children of some regions: a branch per pair of levels. It is the inverse of
 * `parent`: if regions of two levels have a child's `parent_code`, the child belongs to the preferred level.
 * @returns undefined if no region of these levels has children
 */
function childrenOf(parents: readonly RegionId[], only: RegionLevel | undefined): SQL | undefined {
  const branches = Array.from(codesByLevel(parents)).flatMap(([parent, codes]) =>
    allLevels
      .filter((level) => (only === undefined || level === only) && levels[level].parents.includes(parent))
      .map((level) => {
        const own = levels[level];
        const preferred = own.parents.slice(0, own.parents.indexOf(parent));
        const taken = preferred.map(
          (each) => sql` and not exists (select from ${levels[each].table} where code = child.parent_code)`,
        );
        return sql`
          select ${levelLiteral(level)} as level, ${levelLiteral(parent)} as parent_level,
            ${sql.raw(`'${rankOf(level)}'::text`)} as rank, code, name, name_fr, parent_code, land_area_km2
          from ${own.table} as child
          where parent_code = any(${array('text', codes)})${sql.join(taken)}`;
      }),
  );
  return branches.length === 0 ? undefined : sql`(${sql.join(branches, sql` union all `)}) as region`;
}

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
      select ${levelLiteral(level)} as level, requested.code as requested_code, other.code, other.name, other.name_fr,
        other.parent_code, other.land_area_km2,
        row_number() over (partition by requested.code order by other.code collate "C") as place
      from ${table} as requested
      join ${table} as other
        on other.geom && requested.geom and other.code <> requested.code
        and st_relate(requested.geom, other.geom, ${SHARE_A_LINE})
      where requested.code = any(${array('text', codes)})`;
  });
  const rows = await db
    .select({ requestedCode: sql<string>`region.requested_code`, ...regionRow })
    .from(sql`(${sql.join(branches, sql` union all `)}) as region`)
    .where(sql`region.place <= ${first}`)
    .orderBy(sql`region.place`);
  return Map.groupBy(rows, ({ level, requestedCode }) => regionKey({ level, code: requestedCode }));
}
