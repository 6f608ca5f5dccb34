/** The sources whose figures the sandbox holds, and the indicators that their series measure. */

/** A row of metadata.data_sources. */
export type DataSource = { code: SourceCode; name: string; homepageUrl: string; license: string };

export type SourceCode = 'BEA' | 'BLS' | 'CENSUS' | 'NBER';

/** A row of metadata.indicators. */
export type Indicator = {
  code: IndicatorCode;
  name: string;
  description: string;
  units: string;
  /** Decimals that its values are published with. */
  decimals: number;
  direction: 'HIGHER_IS_BETTER' | 'LOWER_IS_BETTER' | 'NEUTRAL';
};

export type IndicatorCode =
  | 'EMPLOYMENT'
  | 'INCOME_PER_CAPITA'
  | 'POPULATION'
  | 'RECESSION'
  | 'UNEMPLOYMENT_LEVEL'
  | 'UNEMPLOYMENT_RATE';

/** A row of metadata.series with its observations, oldest first. */
export type Series = {
  source: SourceCode;
  /** The source's own code; the graph writes it "BLS:CES0000000001". */
  code: string;
  indicator: IndicatorCode;
  title: string;
  description: string;
  units: string;
  frequency: 'M' | 'A';
  seasonalAdjustment: 'SA' | 'NSA';
  regionCode: string;
  observations: readonly Observation[];
};

/** The first day of the period (YYYY-MM-DD) and the value in the series' units. */
export type Observation = { date: string; value: number };

export const sources: readonly DataSource[] = [
  {
    code: 'BLS',
    name: 'U.S. Bureau of Labor Statistics',
    homepageUrl: 'https://www.bls.gov',
    license:
      'Public domain (work of the United States government). BLS.gov cannot vouch for the data or analyses derived from ' +
      'these data after the data have been retrieved from BLS.gov.',
  },
  {
    code: 'NBER',
    name: 'National Bureau of Economic Research',
    homepageUrl: 'https://www.nber.org',
    license: 'Dates of public announcements, which are facts; attributed to the National Bureau of Economic Research.',
  },
  {
    code: 'BEA',
    name: 'U.S. Bureau of Economic Analysis',
    homepageUrl: 'https://www.bea.gov',
    license: 'Public domain (work of the United States government).',
  },
  {
    code: 'CENSUS',
    name: 'U.S. Census Bureau',
    homepageUrl: 'https://www.census.gov',
    license: 'Public domain (work of the United States government).',
  },
];

export const indicators: readonly Indicator[] = [
  {
    code: 'EMPLOYMENT',
    name: 'Employment',
    description:
      'Employees on the payrolls of establishments, full-time and part-time, who worked or were paid in the pay period ' +
      'that includes the 12th of the month. The self-employed, farm workers and private households are not counted.',
    units: 'Thousands of persons',
    decimals: 1,
    direction: 'HIGHER_IS_BETTER',
  },
  {
    code: 'UNEMPLOYMENT_LEVEL',
    name: 'Unemployed persons',
    description:
      'Persons aged 16 and over who had no work in the reference week, were available for it and had looked for it in the ' +
      'four weeks before, or were waiting to be called back to a job from which they had been laid off.',
    units: 'Thousands of persons',
    decimals: 0,
    direction: 'LOWER_IS_BETTER',
  },
  {
    code: 'UNEMPLOYMENT_RATE',
    name: 'Unemployment rate',
    description: 'Unemployed persons as a share of the labor force, which is the employed and the unemployed together.',
    units: 'Percent',
    decimals: 1,
    direction: 'LOWER_IS_BETTER',
  },
  {
    code: 'RECESSION',
    name: 'Recession',
    description:
      'Whether the economy is in a recession: a significant decline of economic activity across the economy that lasts ' +
      'more than a few months, from a peak of the business cycle to its trough.',
    units: 'Indicator, 1 = recession',
    decimals: 0,
    direction: 'NEUTRAL',
  },
  {
    code: 'INCOME_PER_CAPITA',
    name: 'Personal income per capita',
    description:
      'Income that persons receive from all sources in a year, before taxes, divided by the midyear population.',
    units: 'Dollars',
    decimals: 0,
    direction: 'HIGHER_IS_BETTER',
  },
  {
    code: 'POPULATION',
    name: 'Population',
    description: 'Estimate of the number of residents on July 1.',
    units: 'Persons',
    decimals: 0,
    direction: 'NEUTRAL',
  },
];
