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

/** The demo's links between upstreams, in the order of the graph's documentation. */
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
