/** US unemployment by industry: Table A-31 of the Current Population Survey, monthly, January 2000 to February 2010. */
import { readFileSync } from 'node:fs';
import type { Series } from './catalogue.ts';

/** A row of the file: count in thousands of persons, rate in percent. */
type Row = { series: string; year: number; month: number; count: number; rate: number };

/** The industries as titles say them, where the file's own name does not stand on its own. */
const titles: Readonly<Record<string, string>> = {
  Finance: 'Financial Activities',
  'Business services': 'Professional and Business Services',
  'Education and Health': 'Education and Health Services',
  'Leisure and hospitality': 'Leisure and Hospitality',
  Other: 'Other Services',
  Agriculture: 'Agriculture and Related Industries',
  Government: 'Government Workers',
  'Self-employed': 'Self-Employed Workers',
};

/** A level and a rate for each of the 14 industries of the file, 122 months each. */
export function industrySeries(): Series[] {
  const file = new URL('data/unemployment-across-industries.json', import.meta.url);
  const rows: Row[] = JSON.parse(readFileSync(file, 'utf8'));
  const industries = Map.groupBy(rows, (row) => row.series);
  return [...industries].flatMap(([industry, months]) => [
    unemployment(industry, 'LEVEL', months),
    unemployment(industry, 'RATE', months),
  ]);
}

function unemployment(industry: string, measure: 'LEVEL' | 'RATE', rows: readonly Row[]): Series {
  const title = titles[industry] ?? industry;
  return {
    source: 'BLS',
    code: `UNEMP-${measure}-${industry.toUpperCase().replaceAll(' ', '-')}`,
    indicator: `UNEMPLOYMENT_${measure}`,
    title: `${measure === 'LEVEL' ? 'Unemployed Persons' : 'Unemployment Rate'}: ${title}`,
    description:
      `Unemployed persons in the United States whose last job was in this group (${title}), ` +
      `${measure === 'LEVEL' ? 'in thousands' : 'as a share of its labor force'}, not seasonally adjusted. ` +
      'From the Current Population Survey of households, Table A-31.',
    units: measure === 'LEVEL' ? 'Thousands of persons' : 'Percent',
    frequency: 'M',
    seasonalAdjustment: 'NSA',
    regionCode: 'US',
    observations: rows.map((row) => ({
      date: `${row.year}-${String(row.month).padStart(2, '0')}-01`,
      value: measure === 'LEVEL' ? row.count : row.rate,
    })),
  };
}
