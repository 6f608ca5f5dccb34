/** Unemployment rates of US counties: the Local Area Unemployment Statistics, one annual figure each. */
import { readFileSync } from 'node:fs';
import type { Boundary } from './boundaries.ts';
import type { Series } from './catalogue.ts';

/** Counties of the file that the boundaries don't have: renamed, divided or merged since, or (Falls Church) not drawable. */
const former: Readonly<Record<string, string>> = {
  '02201': 'Prince of Wales-Outer Ketchikan',
  '02232': 'Skagway-Hoonah-Angoon',
  '02270': 'Wade Hampton',
  '02280': 'Wrangell-Petersburg',
  '46113': 'Shannon',
  '51515': 'Bedford (city)',
  '51610': 'Falls Church (city)',
};

/** One series for each of the 3,218 counties of the file, titled by the names that the boundaries have. */
export function countySeries(boundaries: readonly Boundary[]): Series[] {
  const names = new Map(boundaries.map((boundary) => [boundary.code, boundary.name]));
  const [, ...lines] = readFileSync(new URL('data/unemployment.tsv', import.meta.url), 'utf8')
    .trim()
    .split('\n');
  return lines.map((line) => {
    const [id = '', fraction = ''] = line.split('\t');
    const fips = id.padStart(5, '0');
    const county = names.get(`US-${fips}`) ?? former[fips];
    const state = names.get(`US-${fips.slice(0, 2)}`);
    if (county === undefined || state === undefined) throw new Error(`No name is known for county ${fips}: add it.`);
    return {
      source: 'BLS',
      code: `LAUCN${fips}0000000003`,
      indicator: 'UNEMPLOYMENT_RATE',
      title: `Unemployment Rate: ${county}, ${state}`,
      description:
        `Unemployed persons in ${county}, ${state}, as a share of the labor force, not seasonally adjusted. From the Local ` +
        'Area Unemployment Statistics; the published file states no period, only that it is consistent with 2009.',
      units: 'Percent',
      frequency: 'A',
      seasonalAdjustment: 'NSA',
      regionCode: `US-${fips}`,
      observations: [{ date: '2009-01-01', value: percent(fraction) }],
    };
  });
}

/** ".097" is 9.7: the file has three decimals, and multiplying in binary would say 9.700000000000001. */
function percent(fraction: string): number {
  return Math.round(Number(fraction) * 1000) / 10;
}
