import { type SQL, sql } from 'drizzle-orm';
import { array } from './arrays.ts';
import { boundaries } from './tables.ts';

interface Level {
  readonly table: ReturnType<typeof boundaries>;
  readonly country: 'US' | 'CA';
  /** Maximum number of its regions, by the censuses of 2020 and 2021, with some reserve. */
  readonly most: number;
  /** Levels that a region's `parent_code` can refer to, in order of preference. */
  readonly parents: readonly RegionLevel[];
}

/** @param name name of its table; for the others, see `Level` */
const level = <const Parents extends readonly string[]>(name: string, most: number, ...parents: Parents) => {
  const country: Level['country'] = name.startsWith('us_') ? 'US' : 'CA';
  return { table: boundaries(name), country, most, parents };
};

const definitions = {
  REGION: level('us_regions', 4),
  DIVISION: level('us_divisions', 9, 'REGION'),
  STATE: level('us_states', 60, 'DIVISION', 'REGION'),
  COUNTY: level('us_counties', 3_300, 'STATE'),
  CBSA: level('us_cbsas', 1_000, 'STATE'),
  PLACE: level('us_places', 33_000, 'STATE', 'COUNTY'),
  ZCTA: level('us_zctas', 34_000, 'STATE', 'COUNTY'),
  CONGRESSIONAL_DISTRICT: level('us_congressional_districts', 450, 'STATE'),
  PROVINCE: level('ca_provinces', 13),
  ECONOMIC_REGION: level('ca_economic_regions', 80, 'PROVINCE'),
  CENSUS_DIVISION: level('ca_census_divisions', 300, 'PROVINCE', 'ECONOMIC_REGION'),
  CENSUS_SUBDIVISION: level('ca_census_subdivisions', 5_300, 'CENSUS_DIVISION', 'PROVINCE'),
  CMA: level('ca_cmas', 160, 'PROVINCE'),
  FSA: level('ca_fsas', 1_700, 'PROVINCE'),
} as const;

export type RegionLevel = keyof typeof definitions;

/**
 * The levels of regions, from the largest to the smallest, United States first. Regions of different levels can have
 * the same code (`US-06037` is a county and a ZIP code): a code alone means the first level here that has it.
 */
export const levels: Readonly<Record<RegionLevel, Level>> = definitions;

export const allLevels = Object.keys(levels) as RegionLevel[];

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

/** Returns the key of a region. A code alone is not unique over all levels. */
export function regionKey({ level, code }: RegionId): string {
  return `${level} ${code}`;
}

/** The columns of a `RegionRow`, read from a boundary table or from `regionsOf`, under the name `region`. */
export const regionFields = {
  code: sql<string>`region.code`,
  name: sql<string>`region.name`,
  nameFr: sql<string | null>`region.name_fr`,
  parentCode: sql<string | null>`region.parent_code`,
  landAreaKm2: sql<number | null>`region.land_area_km2`,
};

/** The same with the level, which `region` has as a column. */
export const regionRow = { level: sql<RegionLevel>`region.level`, ...regionFields };

/** A column of a `RegionRow` that is fetched only when it is requested. */
export type RegionColumn = Exclude<keyof typeof regionFields, 'code'>;

/** Returns the requested columns of a `RegionRow`, and its code. */
export function regionFieldsOf(requested: ReadonlySet<RegionColumn>): Partial<typeof regionFields> {
  const isRequested = (name: string) => name === 'code' || requested.has(name as RegionColumn);
  return Object.fromEntries(Object.entries(regionFields).filter(([name]) => isRequested(name)));
}

/** Writes a level's name into a statement as a literal: it is never a client's text. */
export function levelLiteral(level: RegionLevel): SQL<RegionLevel> {
  return sql.raw(`'${level}'::text`) as SQL<RegionLevel>;
}

const ATTRIBUTES = sql.raw('code, name, name_fr, parent_code, land_area_km2');
const SHAPE = sql.raw('code, geom');

/**
 * Builds one table, `region`, of regions of several levels. A branch per level reads the rows of its codes by primary
 * key. Only `shape` reads the geometry.
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

/** Groups the codes of regions by level. */
export function codesByLevel(ids: readonly RegionId[]): ReadonlyMap<RegionLevel, readonly string[]> {
  const groups = Map.groupBy(ids, ({ level }) => level);
  return new Map(Array.from(groups, ([level, group]) => [level, group.map(({ code }) => code)]));
}
