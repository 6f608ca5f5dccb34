import { boundaries } from './tables.ts';

interface Level {
  readonly table: ReturnType<typeof boundaries>;
  readonly country: 'US' | 'CA';
  /** Levels that a region's `parent_code` can refer to, in order of preference. */
  readonly parents: readonly RegionLevel[];
}

/** @param parents see `Level` */
const level = <const Parents extends readonly string[]>(name: string, ...parents: Parents) => {
  const country: Level['country'] = name.startsWith('us_') ? 'US' : 'CA';
  return { table: boundaries(name), country, parents };
};

const definitions = {
  REGION: level('us_regions'),
  DIVISION: level('us_divisions', 'REGION'),
  STATE: level('us_states', 'DIVISION', 'REGION'),
  COUNTY: level('us_counties', 'STATE'),
  CBSA: level('us_cbsas', 'STATE'),
  PLACE: level('us_places', 'STATE', 'COUNTY'),
  ZCTA: level('us_zctas', 'STATE', 'COUNTY'),
  CONGRESSIONAL_DISTRICT: level('us_congressional_districts', 'STATE'),
  PROVINCE: level('ca_provinces'),
  ECONOMIC_REGION: level('ca_economic_regions', 'PROVINCE'),
  CENSUS_DIVISION: level('ca_census_divisions', 'PROVINCE', 'ECONOMIC_REGION'),
  CENSUS_SUBDIVISION: level('ca_census_subdivisions', 'CENSUS_DIVISION', 'PROVINCE'),
  CMA: level('ca_cmas', 'PROVINCE'),
  FSA: level('ca_fsas', 'PROVINCE'),
} as const;

export type RegionLevel = keyof typeof definitions;

/**
 * The levels of regions, from the largest to the smallest, United States first. Regions of different levels can have
 * the same code (`US-06037` is a county and a ZIP code): a code alone means the first level here that has it.
 */
export const levels: Readonly<Record<RegionLevel, Level>> = definitions;

export const allLevels = Object.keys(levels) as RegionLevel[];
