import type { Link, LocatedLink } from 'chronos-graph/config';
import {
  articleCompanies,
  articleRegion,
  articleSeries,
  companyArticles,
  regionArticles,
  seriesArticles,
} from './articles.ts';
import { blockCompanies, chartSeries, headlineSeries, mapIndicator } from './blocks.ts';
import { companyRegion, regionCompanies } from './companies.ts';

/** The demo's edges between upstreams, in the order in which the graph's documentation lists them. */
export const links: readonly (Link | LocatedLink)[] = [
  articleSeries,
  articleRegion,
  articleCompanies,
  chartSeries,
  mapIndicator,
  blockCompanies,
  headlineSeries,
  seriesArticles,
  regionArticles,
  regionCompanies,
  companyRegion,
  companyArticles,
];
