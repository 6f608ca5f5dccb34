import type { Content, Row } from '../content-model/index.ts';
import type { TwentyRecord, TwentyRecords } from '../sandbox/twenty/index.ts';

/** How many articles the CMS has beside the project's own. */
export const ARTICLES = 2_000;

/** How many articles a view lists. */
export const PAGE = 20;

/** How many offsets the view is asked for, one after the other: what is remembered of one request answers no other. */
export const OFFSETS = 1_980;

/** What analytics has to link to, each code used once. */
export interface Codes {
  /** `SOURCE:CODE`, at least ARTICLES of them. */
  readonly series: readonly string[];
  readonly regions: readonly string[];
}

/** One item of the view, as every contestant's answer is brought to before it is compared. */
export interface ViewItem {
  readonly title: string;
  readonly slug: string;
  readonly publishedAt: string;
  readonly company: { readonly name: string; readonly domain: string };
  readonly series: {
    readonly code: string;
    readonly title: string;
    readonly units: string;
    readonly latest: { readonly time: string; readonly value: number };
  };
  readonly region: { readonly code: string; readonly name: string };
}

/** What an article of the benchmark is, before its links are followed. */
export interface Article {
  readonly id: number;
  readonly title: string;
  readonly slug: string;
  readonly publishedAt: string;
  readonly companyId: string;
  readonly seriesCode: string;
  readonly regionCode: string;
}

export interface Company {
  readonly id: string;
  readonly name: string;
  readonly domain: string;
}

const DAY_MS = 24 * 3600 * 1000;

/** Older than the project's own, so that the five views' newest articles stay theirs. */
const FIRST_DAY = Date.UTC(2001, 0, 1, 9);

/** After the ids of the project's own rows. */
const FIRST_ID = 10_001;

/** The articles of the benchmark, in the order of their ids, each with links that no other has. */
export function articlesOf({ series, regions }: Codes): readonly Article[] {
  return Array.from({ length: ARTICLES }, (_, index) => ({
    id: FIRST_ID + index,
    title: `The ${index + 1}. article of the benchmark`,
    slug: `bench-${index + 1}`,
    publishedAt: new Date(FIRST_DAY + index * DAY_MS).toISOString(),
    companyId: companyId(index),
    seriesCode: nth(series, index),
    regionCode: nth(regions, index),
  }));
}

/** The companies of the benchmark: the n-th is the n-th article's. */
export function companies(): readonly Company[] {
  return Array.from({ length: ARTICLES }, (_, index) => ({
    id: companyId(index),
    name: `Company ${index + 1}`,
    domain: `https://company-${index + 1}.example`,
  }));
}

/** The project's own content with the benchmark's articles behind it. */
export function contentWith(own: Content, articles: readonly Article[]): Content {
  const rows = articles.map(
    (article): Row => ({
      id: article.id,
      status: 'published',
      slug: article.slug,
      title: article.title,
      excerpt: null,
      body: null,
      published_at: article.publishedAt,
      author: null,
      cover: null,
      series_codes: [article.seriesCode],
      region_code: article.regionCode,
      company_ids: [article.companyId],
      internal_note: null,
    }),
  );
  return { ...own, rows: { ...own.rows, cms_articles: [...ownArticles(own), ...rows] } };
}

/** The offset of the benchmark's first article in a list of all, by id. */
export function firstOffset(own: Content): number {
  return ownArticles(own).length;
}

/** The project's own records with the benchmark's companies behind them. */
export function recordsWith(own: TwentyRecords): TwentyRecords {
  const added = companies().map(
    ({ id, name, domain }): TwentyRecord => ({
      id,
      name,
      createdAt: '2025-01-01T09:00:00.000Z',
      domainName: { primaryLinkUrl: domain, primaryLinkLabel: '', secondaryLinks: null },
    }),
  );
  return { ...own, companies: [...(own.companies ?? []), ...added] };
}

function ownArticles({ rows }: Content): readonly Row[] {
  return rows.cms_articles ?? [];
}

function companyId(index: number): string {
  return `c1000000-0000-4000-8000-${String(index + 1).padStart(12, '0')}`;
}

function nth(codes: readonly string[], index: number): string {
  const code = codes[index];
  if (code === undefined) throw new Error(`The benchmark needs ${ARTICLES} codes and has ${codes.length}.`);
  return code;
}
