import { boundaries } from './tables.ts';

interface Level {
  readonly table: ReturnType<typeof boundaries>;
  readonly country: 'US' | 'CA';
  /** Levels that a region's `parent_code` can refer to, in order of preference. */
  readonly parents: readonly RegionLevel[];
}

const definitions = {
  REGION: { table: boundaries('us_regions'), country: 'US', parents: [] },
  DIVISION: { table: boundaries('us_divisions'), country: 'US', parents: ['REGION'] },
  STATE: { table: boundaries('us_states'), country: 'US', parents: ['DIVISION', 'REGION'] },
  COUNTY: { table: boundaries('us_counties'), country: 'US', parents: ['STATE'] },
  CBSA: { table: boundaries('us_cbsas'), country: 'US', parents: ['STATE'] },
  PLACE: { table: boundaries('us_places'), country: 'US', parents: ['STATE', 'COUNTY'] },
  ZCTA: { table: boundaries('us_zctas'), country: 'US', parents: ['STATE', 'COUNTY'] },
  CONGRESSIONAL_DISTRICT: { table: boundaries('us_congressional_districts'), country: 'US', parents: ['STATE'] },
  PROVINCE: { table: boundaries('ca_provinces'), country: 'CA', parents: [] },
  ECONOMIC_REGION: { table: boundaries('ca_economic_regions'), country: 'CA', parents: ['PROVINCE'] },
  CENSUS_DIVISION: {
    table: boundaries('ca_census_divisions'),
    country: 'CA',
    parents: ['PROVINCE', 'ECONOMIC_REGION'],
  },
  CENSUS_SUBDIVISION: {
    table: boundaries('ca_census_subdivisions'),
    country: 'CA',
    parents: ['CENSUS_DIVISION', 'PROVINCE'],
  },
  CMA: { table: boundaries('ca_cmas'), country: 'CA', parents: ['PROVINCE'] },
  FSA: { table: boundaries('ca_fsas'), country: 'CA', parents: ['PROVINCE'] },
} as const;

export type RegionLevel = keyof typeof definitions;

/**
 * The levels of regions, from the largest to the smallest, United States first. Regions of different levels can have
 * the same code (`US-06037` is a county and a ZIP code): a code alone means the first level here that has it.
 */
export const levels: Readonly<Record<RegionLevel, Level>> = definitions;

export const allLevels = Object.keys(levels) as RegionLevel[];
