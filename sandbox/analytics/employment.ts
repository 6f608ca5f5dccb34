/** US employment by industry: the Current Employment Statistics survey, monthly, 2006 to 2015. */
import { readFileSync } from 'node:fs';
import type { Series } from './catalogue.ts';

/** The file's columns: each the industry code of a series id, and the industry as its title says it. */
const industries: Readonly<Record<string, readonly [code: string, industry: string]>> = {
  nonfarm: ['00000000', 'Total Nonfarm'],
  private: ['05000000', 'Total Private'],
  goods_producing: ['06000000', 'Goods-Producing'],
  service_providing: ['07000000', 'Service-Providing'],
  private_service_providing: ['08000000', 'Private Service-Providing'],
  mining_and_logging: ['10000000', 'Mining and Logging'],
  construction: ['20000000', 'Construction'],
  manufacturing: ['30000000', 'Manufacturing'],
  durable_goods: ['31000000', 'Durable Goods Manufacturing'],
  nondurable_goods: ['32000000', 'Nondurable Goods Manufacturing'],
  trade_transportation_utilties: ['40000000', 'Trade, Transportation, and Utilities'],
  wholesale_trade: ['41420000', 'Wholesale Trade'],
  retail_trade: ['42000000', 'Retail Trade'],
  transportation_and_warehousing: ['43000000', 'Transportation and Warehousing'],
  utilities: ['44220000', 'Utilities'],
  information: ['50000000', 'Information'],
  financial_activities: ['55000000', 'Financial Activities'],
  professional_and_business_services: ['60000000', 'Professional and Business Services'],
  education_and_health_services: ['65000000', 'Private Education and Health Services'],
  leisure_and_hospitality: ['70000000', 'Leisure and Hospitality'],
  other_services: ['80000000', 'Other Services'],
  government: ['90000000', 'Government'],
};

/** The 22 series of the file, 120 months each; its nonfarm_change, the difference of another column, is left out. */
export function employmentSeries(): Series[] {
  const [header, ...lines] = readFileSync(new URL('data/us-employment.csv', import.meta.url), 'utf8')
    .trim()
    .split('\n');
  const columns = header?.split(',') ?? [];
  const rows = lines.map((line) => line.split(','));
  return Object.entries(industries).map(([column, [code, industry]]) => {
    const index = columns.indexOf(column);
    return {
      source: 'BLS',
      code: `CES${code}01`,
      indicator: 'EMPLOYMENT',
      title: `All Employees: ${industry}`,
      description:
        `Employees on nonfarm payrolls in the United States (${industry}), seasonally adjusted. From the Current ` +
        'Employment Statistics survey of establishments, as it stood on 2018-11-11.',
      units: 'Thousands of persons',
      frequency: 'M',
      seasonalAdjustment: 'SA',
      regionCode: 'US',
      observations: rows.map((row) => ({ date: row[0] ?? '', value: Number(row[index]) })),
    };
  });
}
