/** Figures of US states: personal income per capita, yearly from 1969 to 2008, and the population of 2016. */
import { readFileSync } from 'node:fs';
import type { Boundary } from './boundaries.ts';
import type { Series } from './catalogue.ts';

/** The table, and the line of the table, from which the Bureau of Economic Analysis published the incomes. */
const TABLE = 'SA1-3-400';
const COUNTRY = '00';

/** A series for the country and for each of the 51 states of the file, 40 years each; its regions of states are left out. */
export function incomeSeries(boundaries: readonly Boundary[]): Series[] {
  const [header = [], ...rows] = linesOf('us-state-income.csv');
  const [, , , ...years] = header;
  const states = statesOf(boundaries);
  return rows.flatMap(([, fips = '', , ...figures]) => {
    const name = fips === COUNTRY ? 'the United States' : states.get(fips);
    if (name === undefined) return [];
    return {
      source: 'BEA',
      code: `${TABLE}-${fips}`,
      indicator: 'INCOME_PER_CAPITA',
      title: `Personal Income Per Capita: ${name.replace(/^the /, '')}`,
      description:
        `Personal income in ${name}, divided by its midyear population, in current dollars. From the Regional Economic ` +
        'Information System, table SA1-3, as published in October 2009.',
      units: 'Dollars',
      frequency: 'A',
      seasonalAdjustment: 'NSA',
      regionCode: fips === COUNTRY ? 'US' : `US-${fips}`,
      observations: years.map((year, nth) => ({ date: `${year}-01-01`, value: Number(figures[nth]) })),
    };
  });
}

/** One figure for each of the 52 states and territories of the file; its other columns are left out. */
export function populationSeries(boundaries: readonly Boundary[]): Series[] {
  const [, ...rows] = linesOf('us-state-population.csv');
  const states = statesOf(boundaries);
  return rows.map(([state = '', id = '', population]) => {
    const fips = id.padStart(2, '0');
    if (states.get(fips) !== state) throw new Error(`The boundaries have no state ${fips} named ${state}.`);
    return {
      source: 'CENSUS',
      code: `POP-${fips}`,
      indicator: 'POPULATION',
      title: `Population: ${state}`,
      description:
        `Residents of ${state} by the annual population estimates. The published file states no year: its figures are ` +
        'those that the Census Bureau estimated for July 1, 2016.',
      units: 'Persons',
      frequency: 'A',
      seasonalAdjustment: 'NSA',
      regionCode: `US-${fips}`,
      observations: [{ date: '2016-01-01', value: Number(population) }],
    };
  });
}

/** Names of states by their FIPS code. */
function statesOf(boundaries: readonly Boundary[]): ReadonlyMap<string, string> {
  const states = boundaries.filter(({ table }) => table === 'us_states');
  return new Map(states.map(({ code, name }) => [code.slice('US-'.length), name]));
}

/** The fields of each line. No field contains a comma or a quote. */
function linesOf(file: string): string[][] {
  const text = readFileSync(new URL(`data/${file}`, import.meta.url), 'utf8');
  const lines = text.trim().split('\n');
  return lines.map((line) => line.split(',').map((field) => field.trim().replaceAll('"', '').trim()));
}
