import { type SQL, sql } from 'drizzle-orm';
import { array } from './arrays.ts';
import { levels, type RegionLevel } from './levels.ts';

/** One region of one level. */
export interface RegionId {
  readonly level: RegionLevel;
  readonly code: string;
}

/** A region without its geometry. */
export interface RegionRow extends RegionId {
  readonly name: string;
  readonly nameFr: string | null;
  readonly parentCode: string | null;
  readonly landAreaKm2: number | null;
}

/** What distinguishes regions: a code alone does not, over all levels. */
export function regionKey({ level, code }: RegionId): string {
  return `${level} ${code}`;
}

/** The columns of a `RegionRow`, of a boundary table or of `regions` below under the name `region`. */
export const regionFields = {
  code: sql<string>`region.code`,
  name: sql<string>`region.name`,
  nameFr: sql<string | null>`region.name_fr`,
  parentCode: sql<string | null>`region.parent_code`,
  landAreaKm2: sql<number | null>`region.land_area_km2`,
};

/** A column of a `RegionRow` that need not be fetched where nobody asks what it says. */
export type RegionColumn = Exclude<keyof typeof regionFields, 'code'>;

/** The columns of a `RegionRow` that are requested, and its code. */
export function regionFieldsOf(asked: ReadonlySet<RegionColumn>): Partial<typeof regionFields> {
  const isAsked = (name: string) => name === 'code' || asked.has(name as RegionColumn);
  return Object.fromEntries(Object.entries(regionFields).filter(([name]) => isAsked(name)));
}

/** The level's name as text in a statement: one of ours, never a client's. */
export function levelLiteral(level: RegionLevel): SQL<RegionLevel> {
  return sql.raw(`'${level}'::text`) as SQL<RegionLevel>;
}

const ATTRIBUTES = sql.raw('code, name, name_fr, parent_code, land_area_km2');
const SHAPE = sql.raw('code, geom');

/**
 * The regions of several levels as one table, `region`: a branch per level that reads the rows of its codes by primary
 * key. Geometry is read only as a `shape`.
 */
export function regionsOf(
  codes: ReadonlyMap<RegionLevel, readonly string[]>,
  read: 'attributes' | 'shape' = 'attributes',
): SQL {
  const columns = read === 'shape' ? SHAPE : ATTRIBUTES;
  const branches = Array.from(codes, ([level, wanted]) => {
    return sql`select ${levelLiteral(level)} as level, ${columns} from ${levels[level].table} where code = any(${array('text', wanted)})`;
  });
  return sql`(${sql.join(branches, sql` union all `)}) as region`;
}

/** The codes that are wanted of each level. */
export function codesByLevel(ids: readonly RegionId[]): ReadonlyMap<RegionLevel, readonly string[]> {
  const groups = Map.groupBy(ids, ({ level }) => level);
  return new Map(Array.from(groups, ([level, group]) => [level, group.map(({ code }) => code)]));
}
