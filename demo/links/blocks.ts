import { analytics, link } from 'chronos-graph/config';
import { companyIdsOf } from './keys.ts';
import { twenty } from './lookups.ts';

/** The series that a chart draws. */
export const chartSeries = link<{ seriesCode: string | null }>({
  on: 'CmsBlockChart',
  field: 'series: Series',
  description: 'The series that the chart draws.',
  needs: '{ seriesCode }',
  lookup: analytics.seriesByCodes,
  key: (block) => block.seriesCode,
});

/** The indicator that a map colours its regions by. */
export const mapIndicator = link<{ indicatorCode: string | null }>({
  on: 'CmsBlockMap',
  field: 'indicator: Indicator',
  description: 'The indicator that the map colours its regions by.',
  needs: '{ indicatorCode }',
  lookup: analytics.indicatorsByCodes,
  key: (block) => block.indicatorCode,
});

/** The companies that a block lists. */
export const blockCompanies = link<{ companyIds: string[] | null }>({
  on: 'CmsBlockCompanies',
  field: 'companies: [CrmCompany!] @semanticNonNull',
  description: 'The companies that the block lists, in its own order. Deleted companies are left out.',
  needs: '{ companyIds }',
  lookup: twenty.companiesByIds,
  key: (block) => companyIdsOf(block.companyIds),
  listSize: 20,
});

/** The series that the home page leads with. */
export const headlineSeries = link<{ headlineSeriesCodes: string[] | null }>({
  on: 'CmsSiteSettings',
  field: 'headlineSeries: [Series!] @semanticNonNull',
  description: 'The series at the top of the home page, in order. Unknown codes are left out.',
  needs: '{ headlineSeriesCodes }',
  lookup: analytics.seriesByCodes,
  key: (settings) => settings.headlineSeriesCodes ?? [],
  listSize: 20,
});
