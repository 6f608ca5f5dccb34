import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  SiteArticleDocument,
  SiteArticleForStaffDocument,
  SiteBordersDocument,
  SiteCatalogDocument,
  SiteCompanyDocument,
  SiteMapDocument,
  SitePageDocument,
  SitePageForStaffDocument,
  SiteRegionDocument,
  SiteRegionForStaffDocument,
  SiteRegionsDocument,
  SiteSeriesColumnsDocument,
  SiteSeriesDocument,
  SiteSeriesFiguresDocument,
  SiteSessionDocument,
} from '../client/views/index.ts';
import { BOUNDS } from '../gateway/limits/bounds.ts';
import type { Upstream } from '../subgraphs/contract/upstream.ts';
import { startGateway, type TestGateway } from './gateway.ts';

/** What the pages of `examples/web` ask, each within the bounds of who may see it. */
interface SiteView {
  readonly name: string;
  readonly document: { toString(): string };
  readonly variables: object;
  readonly staff?: boolean;
  /** How many requests each upstream is asked in all. */
  readonly requests: Readonly<Record<Upstream['name'], number>>;
  /** What is there: the names of the answer's fields that are not null. */
  readonly there: readonly string[];
}

const counties = { indicator: 'UNEMPLOYMENT_RATE', level: 'COUNTY' } as const;
const recessions = 'NBER:USREC';
const article = { slug: 'california-two-states-in-one-map', ...counties, recessions };
const california = { code: 'US-06', parent: 'US-06', mapped: true, ...counties, recessions };
const page = { slug: 'labour-market', ...counties, recessions };
const figures = { code: 'BLS:CES3000000001', transform: 'LEVEL', aggregate: 'LAST' } as const;

const views: readonly SiteView[] = [
  {
    name: 'SiteArticle',
    document: SiteArticleDocument,
    variables: article,
    requests: { directus: 1, analytics: 2, twenty: 0 },
    there: ['recessions', 'cmsArticleBySlug', 'choropleth'],
  },
  {
    name: 'SiteArticleForStaff',
    document: SiteArticleForStaffDocument,
    variables: article,
    staff: true,
    requests: { directus: 1, analytics: 2, twenty: 1 },
    there: ['recessions', 'cmsArticleBySlug', 'choropleth'],
  },
  {
    name: 'SitePage',
    document: SitePageDocument,
    variables: page,
    requests: { directus: 1, analytics: 2, twenty: 0 },
    there: ['recessions', 'cmsPageBySlug', 'choropleth'],
  },
  {
    name: 'SitePageForStaff',
    document: SitePageForStaffDocument,
    variables: page,
    staff: true,
    requests: { directus: 1, analytics: 2, twenty: 1 },
    there: ['recessions', 'cmsPageBySlug', 'choropleth'],
  },
  {
    name: 'SiteRegion',
    document: SiteRegionDocument,
    variables: california,
    requests: { directus: 1, analytics: 1, twenty: 0 },
    there: ['recessions', 'region', 'choropleth'],
  },
  {
    // The second request of analytics looks where the companies stand that the CRM found nearby.
    name: 'SiteRegionForStaff',
    document: SiteRegionForStaffDocument,
    variables: { ...california, companies: 200 },
    staff: true,
    requests: { directus: 1, analytics: 2, twenty: 1 },
    there: ['recessions', 'region', 'choropleth'],
  },
  {
    name: 'SiteRegions',
    document: SiteRegionsDocument,
    variables: counties,
    requests: { directus: 0, analytics: 1, twenty: 0 },
    there: ['indicator', 'states', 'provinces', 'choropleth'],
  },
  {
    name: 'SiteRegion of a province',
    document: SiteRegionDocument,
    variables: { ...counties, code: 'CA-35', parent: null, mapped: false, recessions },
    requests: { directus: 1, analytics: 1, twenty: 0 },
    there: ['recessions', 'region'],
  },
  {
    name: 'SiteMap of the country',
    document: SiteMapDocument,
    variables: { ...counties, simplify: 3_500, precision: 2, whole: true },
    requests: { directus: 0, analytics: 1, twenty: 0 },
    there: ['choropleth', 'states'],
  },
  {
    name: 'SiteMap of a state',
    document: SiteMapDocument,
    variables: { ...counties, parent: 'US-48', simplify: 400, precision: 3, whole: false },
    requests: { directus: 0, analytics: 1, twenty: 0 },
    there: ['choropleth'],
  },
  {
    name: 'SiteBorders',
    document: SiteBordersDocument,
    variables: { level: 'PROVINCE', simplify: 6_000, precision: 2 },
    requests: { directus: 0, analytics: 1, twenty: 0 },
    there: ['regions'],
  },
  {
    name: 'SiteCatalog',
    document: SiteCatalogDocument,
    variables: { search: 'manufacturing', orderBy: 'RELEVANCE', first: 25 },
    requests: { directus: 0, analytics: 1, twenty: 0 },
    there: ['indicators', 'seriesCatalog'],
  },
  {
    name: 'SiteSeries',
    document: SiteSeriesDocument,
    variables: { ...figures, with: '', compared: false, recessions },
    requests: { directus: 1, analytics: 1, twenty: 0 },
    there: ['series', 'recessions'],
  },
  {
    name: 'SiteSeries of two',
    document: SiteSeriesDocument,
    variables: { ...figures, with: 'BLS:CES3100000001', compared: true, recessions },
    requests: { directus: 1, analytics: 1, twenty: 0 },
    there: ['series', 'other', 'recessions'],
  },
  {
    name: 'SiteSeriesFigures of a table',
    document: SiteSeriesFiguresDocument,
    variables: { ...figures, recessions: '', shaded: false },
    requests: { directus: 0, analytics: 1, twenty: 0 },
    there: ['series'],
  },
  {
    name: 'SiteSeriesFigures of a picture',
    document: SiteSeriesFiguresDocument,
    variables: { ...figures, recessions, shaded: true },
    requests: { directus: 0, analytics: 1, twenty: 0 },
    there: ['series', 'recessions'],
  },
  {
    name: 'SiteSeriesColumns',
    document: SiteSeriesColumnsDocument,
    variables: figures,
    staff: true,
    requests: { directus: 0, analytics: 1, twenty: 0 },
    there: ['series'],
  },
  {
    name: 'SiteCompany',
    document: SiteCompanyDocument,
    variables: {
      id: 'c0000000-0000-4000-8000-000000000009',
      indicator: 'UNEMPLOYMENT_RATE',
      pageSize: 24,
      people: 24,
      opportunities: 0,
    },
    staff: true,
    requests: { directus: 1, analytics: 2, twenty: 1 },
    there: ['crmCompany', 'counties'],
  },
  {
    name: 'SiteSession of anybody',
    document: SiteSessionDocument,
    variables: {},
    requests: { directus: 0, analytics: 0, twenty: 0 },
    there: [],
  },
  {
    name: 'SiteSession of staff',
    document: SiteSessionDocument,
    variables: {},
    staff: true,
    requests: { directus: 0, analytics: 0, twenty: 0 },
    there: ['company', 'columns'],
  },
];

let gateway: TestGateway;
beforeAll(async () => {
  // One caller asks for all views at once: each stays within the bounds of one operation.
  const isPublic = { ...BOUNDS.public, costPerDay: 100 * BOUNDS.public.costPerDay };
  gateway = await startGateway({ server: { bounds: { ...BOUNDS, public: isPublic } } });
});
afterAll(() => gateway.close());

test.for(views)('$name is one query, whole', async ({ document, variables, staff = false, requests, there }) => {
  const answer = await gateway.ask(document.toString(), variables, { staff });
  expect(answer.result.errors).toBeUndefined();
  expect(answer.requests).toEqual(requests);
  const found = Object.entries(answer.result.data ?? {}).filter(([, value]) => value !== null);
  expect(found.map(([name]) => name)).toEqual(there);
});
