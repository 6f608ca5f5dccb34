import { analytics, link } from 'chronos-graph/config';
import { companyIdsOf } from './keys.ts';
import { directus, twenty } from './lookups.ts';

/** The series that an article is about. */
export const articleSeries = link<{ seriesCodes: string[] | null }>({
  on: 'CmsArticle',
  field: 'series: [Series!] @semanticNonNull',
  description: 'The series that the article is about, in its own order. Unknown codes are left out.',
  needs: '{ seriesCodes }',
  lookup: analytics.seriesByCodes,
  key: (article) => article.seriesCodes ?? [],
  listSize: 20,
});

/** The region that an article is about. */
export const articleRegion = link<{ regionCode: string | null }>({
  on: 'CmsArticle',
  field: 'region: Region',
  description: 'The region that the article is about; null for an article on a whole country.',
  needs: '{ regionCode }',
  lookup: analytics.regionsByCodes,
  key: (article) => article.regionCode,
});

/** The companies that an article mentions. */
export const articleCompanies = link<{ companyIds: string[] | null }>({
  on: 'CmsArticle',
  field: 'companies: [CrmCompany!] @semanticNonNull',
  description: 'The companies that the article mentions, in its own order. Deleted companies are left out.',
  needs: '{ companyIds }',
  lookup: twenty.companiesByIds,
  key: (article) => companyIdsOf(article.companyIds),
  listSize: 20,
});

const FIRST = '"The maximum number of articles." first: Int = 10';
const first = (args: { first: number }) => ({ limit: args.first });

/** Articles about a series. */
export const seriesArticles = link<{ code: string }, { first: number }>({
  on: 'Series',
  field: `articles(${FIRST}): [CmsArticle!] @semanticNonNull`,
  description: 'The newest articles about the series, at most `first` of them (0 to 100).',
  needs: '{ code }',
  lookup: directus.articlesBySeriesCodes,
  key: (series) => series.code,
  lookupArgs: first,
});

/** Articles about a region. */
export const regionArticles = link<{ code: string }, { first: number }>({
  on: 'Region',
  field: `articles(${FIRST}): [CmsArticle!] @semanticNonNull`,
  description: 'The newest articles about this region, at most `first` of them (0 to 100).',
  needs: '{ code }',
  lookup: directus.articlesByRegionCode,
  key: (region) => region.code,
  lookupArgs: first,
});

/** Articles that mention a company. */
export const companyArticles = link<{ id: string }, { first: number }>({
  on: 'CrmCompany',
  field: `articles(${FIRST}): [CmsArticle!] @semanticNonNull`,
  description: 'The newest articles that mention the company, at most `first` of them (0 to 100).',
  needs: '{ id }',
  lookup: directus.articlesByCompanyIds,
  key: (company) => company.id,
  lookupArgs: first,
});
