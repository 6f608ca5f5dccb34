import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import examples from '../client/views/examples.json' with { type: 'json' };
import {
  ArticlePageDocument,
  ArticlePageForStaffDocument,
  ChoroplethDocument,
  CompanyProfileDocument,
  HomeDocument,
  HomeForStaffDocument,
  RegionDashboardDocument,
  RegionDashboardForStaffDocument,
} from '../client/views/index.ts';
import type { Upstream } from '../subgraphs/contract/upstream.ts';
import { differences } from './answers.ts';
import type { TestGateway } from './gateway.ts';

export type PerUpstream<T> = Readonly<Record<Upstream['name'], T>>;

interface ViewCase {
  readonly name: string;
  readonly document: { toString(): string };
  readonly variables: object;
  readonly staff: boolean;
  /** How many requests each upstream is asked in all. More than one is more than one wave. */
  readonly requests: PerUpstream<number>;
  /** How many SQL statements analytics runs at most. */
  readonly statements: number;
  /** The paths that are lost with each upstream. */
  readonly lost: PerUpstream<readonly string[]>;
}

const article = { directus: ['cmsArticleBySlug'], analytics: ['cmsArticleBySlug.series', 'cmsArticleBySlug.region'] };
const home = { directus: ['cmsSiteSettings', 'cmsArticles'], analytics: ['cmsSiteSettings.headlineSeries'] };
const region = { directus: ['region.articles'], analytics: ['region'] };

/** The views of the site, and what each costs. */
export const views: readonly ViewCase[] = [
  {
    name: 'ArticlePage',
    document: ArticlePageDocument,
    variables: examples.ArticlePage,
    staff: false,
    requests: { directus: 1, analytics: 1, twenty: 0 },
    statements: 5,
    lost: { ...article, twenty: [] },
  },
  {
    name: 'ArticlePageForStaff',
    document: ArticlePageForStaffDocument,
    variables: examples.ArticlePage,
    staff: true,
    requests: { directus: 1, analytics: 1, twenty: 1 },
    statements: 5,
    lost: { ...article, twenty: ['cmsArticleBySlug.companies'] },
  },
  {
    name: 'RegionDashboard',
    document: RegionDashboardDocument,
    variables: examples.RegionDashboard,
    staff: false,
    requests: { directus: 1, analytics: 1, twenty: 0 },
    statements: 7,
    lost: { ...region, twenty: [] },
  },
  {
    // The second request of analytics looks where the companies stand that the CRM found nearby.
    name: 'RegionDashboardForStaff',
    document: RegionDashboardForStaffDocument,
    variables: { code: 'US-06' },
    staff: true,
    requests: { directus: 1, analytics: 2, twenty: 1 },
    statements: 7,
    lost: { ...region, twenty: ['region.companies'] },
  },
  {
    name: 'RegionDashboardForStaffOfCounty',
    document: RegionDashboardForStaffDocument,
    variables: { code: 'US-06037' },
    staff: true,
    requests: { directus: 1, analytics: 2, twenty: 1 },
    statements: 8,
    lost: { ...region, twenty: ['region.companies'] },
  },
  {
    name: 'CompanyProfile',
    document: CompanyProfileDocument,
    variables: examples.CompanyProfile,
    staff: true,
    requests: { directus: 1, analytics: 1, twenty: 1 },
    statements: 7,
    lost: {
      directus: ['crmCompany.articles'],
      analytics: ['crmCompany.county', 'crmCompany.state', 'crmCompany.province'],
      twenty: ['crmCompany'],
    },
  },
  {
    name: 'Choropleth',
    document: ChoroplethDocument,
    variables: examples.Choropleth,
    staff: false,
    requests: { directus: 0, analytics: 1, twenty: 0 },
    statements: 2,
    lost: { directus: [], analytics: ['choropleth'], twenty: [] },
  },
  {
    name: 'ChoroplethWithGeometry',
    document: ChoroplethDocument,
    variables: { ...examples.Choropleth, withGeometry: true },
    staff: false,
    requests: { directus: 0, analytics: 1, twenty: 0 },
    statements: 3,
    lost: { directus: [], analytics: ['choropleth'], twenty: [] },
  },
  {
    name: 'Home',
    document: HomeDocument,
    variables: examples.Home,
    staff: false,
    requests: { directus: 1, analytics: 1, twenty: 0 },
    statements: 3,
    lost: { ...home, twenty: [] },
  },
  {
    name: 'HomeForStaff',
    document: HomeForStaffDocument,
    variables: examples.Home,
    staff: true,
    requests: { directus: 1, analytics: 1, twenty: 1 },
    statements: 3,
    lost: { ...home, twenty: ['pipeline'] },
  },
];

/** Where a real PostGIS and the embedded one round the last decimal differently; coordinates are asked at 3 or 4. */
export const GEOMETRY_TOLERANCE = 1.1e-3;

const answerFile = (name: string) => new URL(`./__answers__/${name}.json`, import.meta.url);
/** What a view answers. */
export const stored = (name: string): unknown => JSON.parse(readFileSync(answerFile(name), 'utf8'));

/** Registers tests that ask for each view over a gateway, and compare the whole answer and what it took. */
export function viewsSuite(start: () => Promise<TestGateway>): void {
  describe('each view is one query', () => {
    let gateway: TestGateway;
    beforeAll(async () => {
      gateway = await start();
    });
    afterAll(() => gateway.close());

    test.for(views)('$name', async ({ name, document, variables, staff, requests, statements }) => {
      const answer = await gateway.ask(document.toString(), variables, { staff });
      if (inject('live')) expect(differences(answer.result, stored(name), GEOMETRY_TOLERANCE)).toEqual([]);
      else await expect(`${JSON.stringify(answer.result, null, 2)}\n`).toMatchFileSnapshot(answerFile(name).pathname);
      expect(answer.requests).toEqual(requests);
      expect(answer.statements).toBeLessThanOrEqual(statements);
    });
  });
}
