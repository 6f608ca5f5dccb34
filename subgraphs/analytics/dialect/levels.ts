import * as tables from './tables.ts';

interface Level {
  /** The boundary tables differ only in their names. */
  readonly table: typeof tables.usStates;
  readonly country: 'US' | 'CA';
  /** Levels that a region's `parent_code` can refer to, in order of preference. */
  readonly parents: readonly string[];
}

/**
 * The levels of regions, from the largest to the smallest, United States first. Regions of different levels can have
 * the same code (`US-06037` is a county and a ZIP code): a code alone means the first level here that has it.
 */
export const levels = {
  REGION: { table: tables.usRegions, country: 'US', parents: [] },
  DIVISION: { table: tables.usDivisions, country: 'US', parents: ['REGION'] },
  STATE: { table: tables.usStates, country: 'US', parents: ['DIVISION', 'REGION'] },
  COUNTY: { table: tables.usCounties, country: 'US', parents: ['STATE'] },
  CBSA: { table: tables.usCbsas, country: 'US', parents: ['STATE'] },
  PLACE: { table: tables.usPlaces, country: 'US', parents: ['STATE', 'COUNTY'] },
  ZCTA: { table: tables.usZctas, country: 'US', parents: ['STATE', 'COUNTY'] },
  CONGRESSIONAL_DISTRICT: { table: tables.usCongressionalDistricts, country: 'US', parents: ['STATE'] },
  PROVINCE: { table: tables.caProvinces, country: 'CA', parents: [] },
  ECONOMIC_REGION: { table: tables.caEconomicRegions, country: 'CA', parents: ['PROVINCE'] },
  CENSUS_DIVISION: { table: tables.caCensusDivisions, country: 'CA', parents: ['PROVINCE', 'ECONOMIC_REGION'] },
  CENSUS_SUBDIVISION: { table: tables.caCensusSubdivisions, country: 'CA', parents: ['CENSUS_DIVISION', 'PROVINCE'] },
  CMA: { table: tables.caCmas, country: 'CA', parents: ['PROVINCE'] },
  FSA: { table: tables.caFsas, country: 'CA', parents: ['PROVINCE'] },
} as const satisfies Record<string, Level>;

export type RegionLevel = keyof typeof levels;

export const allLevels = Object.keys(levels) as RegionLevel[];
