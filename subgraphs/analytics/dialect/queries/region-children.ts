import { and, type SQL, sql } from 'drizzle-orm';
import type { Database } from '../../client.ts';
import { array } from '../arrays.ts';
import { codesByLevel, levelLiteral, type RegionId, type RegionRow, regionFields, regionKey } from '../boundaries.ts';
import { keyset, type PageRequest } from '../keyset.ts';
import { allLevels, levels, type RegionLevel } from '../levels.ts';

export interface ChildrenArgs {
  /** The level of the children; undefined: all levels. */
  readonly level: RegionLevel | undefined;
}

/** The order of children: by level, from the largest, and name; then by code. */
const order = [sql<string>`region.rank || region.name`, regionFields.code] as const;

/** Returns the position of a child in the list of its siblings. */
export function childPosition({ level, name, code }: RegionRow): readonly [string, string] {
  return [rankOf(level) + name, code];
}

/** Finds a page of the children of each region, by its key: with one extra row if there are more. See `keyset`. */
export async function findChildren(
  { db }: Database,
  parents: readonly RegionId[],
  { level, page }: ChildrenArgs & { readonly page: PageRequest },
): Promise<ReadonlyMap<string, RegionRow[]>> {
  const candidates = childrenOf(parents, level);
  if (!candidates) return new Map();
  const { where, orderBy, limit } = keyset(order, page);
  const rows = await db
    .select({ parentLevel, level: sql<RegionLevel>`region.level`, ...regionFields })
    .from(
      sql`(
          select region.*, row_number() over (
            partition by region.parent_level, region.parent_code order by ${sql.join(orderBy, sql`, `)}
          ) as place
          from ${candidates}
          where ${and(where) ?? sql`true`}
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
      .filter((level) => (only === undefined || level === only) && parentsOf(level).includes(parent))
      .map((level) => {
        const preferred = parentsOf(level).slice(0, parentsOf(level).indexOf(parent));
        const taken = preferred.map(
          (each) => sql` and not exists (select from ${levels[each].table} where code = child.parent_code)`,
        );
        return sql`
          select ${levelLiteral(level)} as level, ${levelLiteral(parent)} as parent_level,
            ${sql.raw(`'${rankOf(level)}'::text`)} as rank, code, name, name_fr, parent_code, land_area_km2
          from ${levels[level].table} as child
          where parent_code = any(${array('text', codes)})${sql.join(taken)}`;
      }),
  );
  return branches.length === 0 ? undefined : sql`(${sql.join(branches, sql` union all `)}) as region`;
}

function parentsOf(level: RegionLevel): readonly RegionLevel[] {
  return levels[level].parents;
}
