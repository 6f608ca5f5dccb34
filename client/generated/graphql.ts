/* eslint-disable */
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { DocumentTypeDecoration } from '@graphql-typed-document-node/core';
/** A country, ISO 3166-1 alpha-2. */
export type Country =
  /** Canada. */
  | 'CA'
  /** The United States. */
  | 'US';

/** A stage of the pipeline. */
export type CrmOpportunityStageEnum =
  /** Customer. */
  | 'CUSTOMER'
  /** Meeting. */
  | 'MEETING'
  /** New. */
  | 'NEW'
  /** Proposal. */
  | 'PROPOSAL'
  /** Screening. */
  | 'SCREENING';

/** The kinds of region, from the largest to the smallest: first those of the United States, then Canada's. */
export type RegionLevel =
  /** US: a core-based statistical area, metropolitan or micropolitan. */
  | 'CBSA'
  /** Canada: a census division: a county, a regional municipality or the like. */
  | 'CENSUS_DIVISION'
  /** Canada: a census subdivision: a municipality or the like. */
  | 'CENSUS_SUBDIVISION'
  /** Canada: a census metropolitan area or census agglomeration. */
  | 'CMA'
  /** US: a district that elects a member of the House of Representatives. */
  | 'CONGRESSIONAL_DISTRICT'
  /** US: a county, or what a state has in place of one. */
  | 'COUNTY'
  /** US: one of the 9 census divisions. */
  | 'DIVISION'
  /** Canada: an economic region, a group of census divisions. */
  | 'ECONOMIC_REGION'
  /** Canada: a forward sortation area: the first three characters of a postal code. */
  | 'FSA'
  /** US: a city, town or other census place. */
  | 'PLACE'
  /** Canada: a province or territory. */
  | 'PROVINCE'
  /** US: one of the 4 census regions. */
  | 'REGION'
  /** US: a state, the District of Columbia or a territory. */
  | 'STATE'
  /** US: a ZIP Code tabulation area. */
  | 'ZCTA';

export type ArticlePageQueryVariables = Exact<{
  slug: string;
  coverWidth?: number | null | undefined;
  from?: string | null | undefined;
  to?: string | null | undefined;
}>;


export type ArticlePageQuery = { cmsArticleBySlug: { title: string | null, excerpt: string | null, body: string | null, publishedAt: string | null, author: { name: string | null, jobTitle: string | null, avatar: { url: string } | null } | null, cover: { description: string | null, url: string } | null, tags: Array<{ tag: { name: string | null, slug: string | null } | null }> | null, series: Array<{ code: string, title: string, units: string, latest: { time: string, value: number | null } | null, observations: Array<{ time: string, value: number | null }> | null }> | null, region: { code: string, name: string, geometry: { readonly type: string; readonly [member: string]: unknown } | null } | null } | null };

export type ArticlePartsFragment = { title: string | null, excerpt: string | null, body: string | null, publishedAt: string | null, author: { name: string | null, jobTitle: string | null, avatar: { url: string } | null } | null, cover: { description: string | null, url: string } | null, tags: Array<{ tag: { name: string | null, slug: string | null } | null }> | null, series: Array<{ code: string, title: string, units: string, latest: { time: string, value: number | null } | null, observations: Array<{ time: string, value: number | null }> | null }> | null, region: { code: string, name: string, geometry: { readonly type: string; readonly [member: string]: unknown } | null } | null };

export type ArticlePageForStaffQueryVariables = Exact<{
  slug: string;
  coverWidth?: number | null | undefined;
  from?: string | null | undefined;
  to?: string | null | undefined;
}>;


export type ArticlePageForStaffQuery = { cmsArticleBySlug: { title: string | null, excerpt: string | null, body: string | null, publishedAt: string | null, companies: Array<{ id: string, name: string | null, domainName: { primaryLinkUrl: string | null } | null }> | null, author: { name: string | null, jobTitle: string | null, avatar: { url: string } | null } | null, cover: { description: string | null, url: string } | null, tags: Array<{ tag: { name: string | null, slug: string | null } | null }> | null, series: Array<{ code: string, title: string, units: string, latest: { time: string, value: number | null } | null, observations: Array<{ time: string, value: number | null }> | null }> | null, region: { code: string, name: string, geometry: { readonly type: string; readonly [member: string]: unknown } | null } | null } | null };

export type ChoroplethQueryVariables = Exact<{
  indicator: string;
  level: RegionLevel;
  parent?: string | null | undefined;
  withGeometry?: boolean | null | undefined;
}>;


export type ChoroplethQuery = { choropleth: { time: string | null, indicator: { name: string, units: string, decimals: number }, classes: Array<{ class: number, lower: number, upper: number, count: number }>, regions: Array<{ value: number | null, class: number | null, region: { code: string, name: string, geometry?: { readonly type: string; readonly [member: string]: unknown } | null } }> } | null };

export type CompanyProfileQueryVariables = Exact<{
  id: string;
}>;


export type CompanyProfileQuery = { crmCompany: { id: string, name: string | null, address: { addressCity: string | null, addressState: string | null, addressCountry: string | null } | null, annualRevenue: { amountMicros: number | null, currencyCode: string | null } | null, people: { totalCount: number | null, edges: Array<{ node: { id: string, jobTitle: string | null, name: { firstName: string | null, lastName: string | null } | null } }> } | null, opportunities: { totalCount: number | null, edges: Array<{ node: { id: string, name: string | null, stage: CrmOpportunityStageEnum, closeDate: string | null, amount: { amountMicros: number | null, currencyCode: string | null } | null } }> } | null, county: { code: string, name: string, indicators: Array<{ time: string, value: number | null, rank: number | null, percentile: number | null, indicator: { code: string, name: string, units: string } }> | null } | null, state: { code: string, name: string, indicators: Array<{ time: string, value: number | null, rank: number | null, percentile: number | null, indicator: { code: string, name: string, units: string } }> | null } | null, province: { code: string, name: string, indicators: Array<{ time: string, value: number | null, rank: number | null, percentile: number | null, indicator: { code: string, name: string, units: string } }> | null } | null, articles: Array<{ slug: string | null, title: string | null, publishedAt: string | null }> | null } | null };

export type PlaceFragment = { code: string, name: string, indicators: Array<{ time: string, value: number | null, rank: number | null, percentile: number | null, indicator: { code: string, name: string, units: string } }> | null };

export type HomeQueryVariables = Exact<{ [key: string]: never; }>;


export type HomeQuery = { cmsSiteSettings: { title: string | null, tagline: string | null, headlineSeries: Array<{ code: string, title: string, units: string, changeOnYear: number | null, changeOnYearPercent: number | null, latest: { time: string, value: number | null } | null, observations: Array<{ time: string, value: number | null }> | null }> | null } | null, cmsArticles: Array<{ slug: string | null, title: string | null, excerpt: string | null, publishedAt: string | null, author: { name: string | null } | null, cover: { url: string } | null }> | null };

export type HomePartsFragment = { cmsSiteSettings: { title: string | null, tagline: string | null, headlineSeries: Array<{ code: string, title: string, units: string, changeOnYear: number | null, changeOnYearPercent: number | null, latest: { time: string, value: number | null } | null, observations: Array<{ time: string, value: number | null }> | null }> | null } | null, cmsArticles: Array<{ slug: string | null, title: string | null, excerpt: string | null, publishedAt: string | null, author: { name: string | null } | null, cover: { url: string } | null }> | null };

export type HomeForStaffQueryVariables = Exact<{ [key: string]: never; }>;


export type HomeForStaffQuery = { pipeline: Array<{ groupByDimensionValues: unknown, totalCount: number | null, sumAmountAmountMicros: number | null }> | null, cmsSiteSettings: { title: string | null, tagline: string | null, headlineSeries: Array<{ code: string, title: string, units: string, changeOnYear: number | null, changeOnYearPercent: number | null, latest: { time: string, value: number | null } | null, observations: Array<{ time: string, value: number | null }> | null }> | null } | null, cmsArticles: Array<{ slug: string | null, title: string | null, excerpt: string | null, publishedAt: string | null, author: { name: string | null } | null, cover: { url: string } | null }> | null };

export type RegionDashboardQueryVariables = Exact<{
  code: string;
}>;


export type RegionDashboardQuery = { region: { code: string, name: string, level: RegionLevel, country: Country, boundingBox: Array<number> | null, geometry: { readonly type: string; readonly [member: string]: unknown } | null, parent: { code: string, name: string } | null, centroid: { latitude: number, longitude: number } | null, indicators: Array<{ time: string, value: number | null, rank: number | null, percentile: number | null, peers: number, indicator: { code: string, name: string, units: string, decimals: number } }> | null, articles: Array<{ slug: string | null, title: string | null, publishedAt: string | null }> | null } | null };

export type RegionPartsFragment = { code: string, name: string, level: RegionLevel, country: Country, boundingBox: Array<number> | null, geometry: { readonly type: string; readonly [member: string]: unknown } | null, parent: { code: string, name: string } | null, centroid: { latitude: number, longitude: number } | null, indicators: Array<{ time: string, value: number | null, rank: number | null, percentile: number | null, peers: number, indicator: { code: string, name: string, units: string, decimals: number } }> | null, articles: Array<{ slug: string | null, title: string | null, publishedAt: string | null }> | null };

export type RegionDashboardForStaffQueryVariables = Exact<{
  code: string;
}>;


export type RegionDashboardForStaffQuery = { region: { code: string, name: string, level: RegionLevel, country: Country, boundingBox: Array<number> | null, geometry: { readonly type: string; readonly [member: string]: unknown } | null, companies: { totalCount: number, nodes: Array<{ id: string, name: string | null, address: { addressCity: string | null } | null }> } | null, parent: { code: string, name: string } | null, centroid: { latitude: number, longitude: number } | null, indicators: Array<{ time: string, value: number | null, rank: number | null, percentile: number | null, peers: number, indicator: { code: string, name: string, units: string, decimals: number } }> | null, articles: Array<{ slug: string | null, title: string | null, publishedAt: string | null }> | null } | null };

export class TypedDocumentString<TResult, TVariables>
  extends String
  implements DocumentTypeDecoration<TResult, TVariables>
{
  __apiType?: NonNullable<DocumentTypeDecoration<TResult, TVariables>['__apiType']>;
  private value: string;
  public __meta__?: Record<string, any> | undefined;

  constructor(value: string, __meta__?: Record<string, any> | undefined) {
    super(value);
    this.value = value;
    this.__meta__ = __meta__;
  }

  override toString(): string & DocumentTypeDecoration<TResult, TVariables> {
    return this.value;
  }
}
export const ArticlePartsFragmentDoc = new TypedDocumentString(`
    fragment ArticleParts on CmsArticle {
  title
  excerpt
  body
  publishedAt
  author {
    name
    jobTitle
    avatar {
      url(width: 96, height: 96, fit: COVER)
    }
  }
  cover {
    description
    url(width: $coverWidth, format: WEBP)
  }
  tags {
    tag {
      name
      slug
    }
  }
  series {
    code
    title
    units
    latest {
      time
      value
    }
    observations(from: $from, to: $to) {
      time
      value
    }
  }
  region {
    code
    name
    geometry(simplify: 2000, precision: 4)
  }
}
    `, {"fragmentName":"ArticleParts"}) as unknown as TypedDocumentString<ArticlePartsFragment, unknown>;
export const PlaceFragmentDoc = new TypedDocumentString(`
    fragment Place on Region {
  code
  name
  indicators {
    indicator {
      code
      name
      units
    }
    time
    value
    rank
    percentile
  }
}
    `, {"fragmentName":"Place"}) as unknown as TypedDocumentString<PlaceFragment, unknown>;
export const HomePartsFragmentDoc = new TypedDocumentString(`
    fragment HomeParts on Query {
  cmsSiteSettings {
    title
    tagline
    headlineSeries {
      code
      title
      units
      latest {
        time
        value
      }
      changeOnYear
      changeOnYearPercent
      observations(limit: 24) {
        time
        value
      }
    }
  }
  cmsArticles(
    filter: {publishedAt: {_nnull: true}}
    sort: [PUBLISHED_AT_DESC]
    limit: 5
  ) {
    slug
    title
    excerpt
    publishedAt
    author {
      name
    }
    cover {
      url(width: 480, format: WEBP)
    }
  }
}
    `, {"fragmentName":"HomeParts"}) as unknown as TypedDocumentString<HomePartsFragment, unknown>;
export const RegionPartsFragmentDoc = new TypedDocumentString(`
    fragment RegionParts on Region {
  code
  name
  level
  country
  parent {
    code
    name
  }
  boundingBox
  centroid {
    latitude
    longitude
  }
  geometry(simplify: 1000, precision: 4)
  indicators {
    indicator {
      code
      name
      units
      decimals
    }
    time
    value
    rank
    percentile
    peers
  }
  articles(first: 5) {
    slug
    title
    publishedAt
  }
}
    `, {"fragmentName":"RegionParts"}) as unknown as TypedDocumentString<RegionPartsFragment, unknown>;
export const ArticlePageDocument = new TypedDocumentString(`
    query ArticlePage($slug: String!, $coverWidth: Int = 1200, $from: Date, $to: Date) {
  cmsArticleBySlug(slug: $slug) {
    ...ArticleParts
  }
}
    fragment ArticleParts on CmsArticle {
  title
  excerpt
  body
  publishedAt
  author {
    name
    jobTitle
    avatar {
      url(width: 96, height: 96, fit: COVER)
    }
  }
  cover {
    description
    url(width: $coverWidth, format: WEBP)
  }
  tags {
    tag {
      name
      slug
    }
  }
  series {
    code
    title
    units
    latest {
      time
      value
    }
    observations(from: $from, to: $to) {
      time
      value
    }
  }
  region {
    code
    name
    geometry(simplify: 2000, precision: 4)
  }
}`, {"hash":"sha256:47285f00939a3a105629729a8baa033ba18dba36eec36fa7fdba30977b7b0dd6"}) as unknown as TypedDocumentString<ArticlePageQuery, ArticlePageQueryVariables>;
export const ArticlePageForStaffDocument = new TypedDocumentString(`
    query ArticlePageForStaff($slug: String!, $coverWidth: Int = 1200, $from: Date, $to: Date) {
  cmsArticleBySlug(slug: $slug) {
    ...ArticleParts
    companies {
      id
      name
      domainName {
        primaryLinkUrl
      }
    }
  }
}
    fragment ArticleParts on CmsArticle {
  title
  excerpt
  body
  publishedAt
  author {
    name
    jobTitle
    avatar {
      url(width: 96, height: 96, fit: COVER)
    }
  }
  cover {
    description
    url(width: $coverWidth, format: WEBP)
  }
  tags {
    tag {
      name
      slug
    }
  }
  series {
    code
    title
    units
    latest {
      time
      value
    }
    observations(from: $from, to: $to) {
      time
      value
    }
  }
  region {
    code
    name
    geometry(simplify: 2000, precision: 4)
  }
}`, {"hash":"sha256:d1c7c4fc7645ad3e4bda1e57b2ed6dcd9ce11d34995ac1224d0e043891e63f81"}) as unknown as TypedDocumentString<ArticlePageForStaffQuery, ArticlePageForStaffQueryVariables>;
export const ChoroplethDocument = new TypedDocumentString(`
    query Choropleth($indicator: String!, $level: RegionLevel!, $parent: String, $withGeometry: Boolean = false) {
  choropleth(indicator: $indicator, level: $level, parent: $parent) {
    indicator {
      name
      units
      decimals
    }
    time
    classes {
      class
      lower
      upper
      count
    }
    regions {
      region {
        code
        name
        geometry(simplify: 2000, precision: 3) @include(if: $withGeometry)
      }
      value
      class
    }
  }
}
    `, {"hash":"sha256:0fdf22da9b52c5492b926aa5c3d008c7aaaf3153abbe7bf0b8287e667ddf0079"}) as unknown as TypedDocumentString<ChoroplethQuery, ChoroplethQueryVariables>;
export const CompanyProfileDocument = new TypedDocumentString(`
    query CompanyProfile($id: UUID!) {
  crmCompany(id: $id) {
    id
    name
    address {
      addressCity
      addressState
      addressCountry
    }
    annualRevenue {
      amountMicros
      currencyCode
    }
    people(
      first: 5
      orderBy: [{name: {lastName: AscNullsLast}}, {name: {firstName: AscNullsLast}}]
    ) {
      totalCount
      edges {
        node {
          id
          name {
            firstName
            lastName
          }
          jobTitle
        }
      }
    }
    opportunities(
      filter: {stage: {in: [NEW, SCREENING, MEETING, PROPOSAL]}}
      orderBy: [{stage: AscNullsLast}, {closeDate: AscNullsLast}]
    ) {
      totalCount
      edges {
        node {
          id
          name
          stage
          closeDate
          amount {
            amountMicros
            currencyCode
          }
        }
      }
    }
    county: region(level: COUNTY) {
      ...Place
    }
    state: region(level: STATE) {
      ...Place
    }
    province: region(level: PROVINCE) {
      ...Place
    }
    articles(first: 5) {
      slug
      title
      publishedAt
    }
  }
}
    fragment Place on Region {
  code
  name
  indicators {
    indicator {
      code
      name
      units
    }
    time
    value
    rank
    percentile
  }
}`, {"hash":"sha256:a018201c000c1d37df0d7a3d02bd8d1066e3030f05abf77eba180002c669f017"}) as unknown as TypedDocumentString<CompanyProfileQuery, CompanyProfileQueryVariables>;
export const HomeDocument = new TypedDocumentString(`
    query Home {
  ...HomeParts
}
    fragment HomeParts on Query {
  cmsSiteSettings {
    title
    tagline
    headlineSeries {
      code
      title
      units
      latest {
        time
        value
      }
      changeOnYear
      changeOnYearPercent
      observations(limit: 24) {
        time
        value
      }
    }
  }
  cmsArticles(
    filter: {publishedAt: {_nnull: true}}
    sort: [PUBLISHED_AT_DESC]
    limit: 5
  ) {
    slug
    title
    excerpt
    publishedAt
    author {
      name
    }
    cover {
      url(width: 480, format: WEBP)
    }
  }
}`, {"hash":"sha256:b15c8d3eb32dfe478930df2c848be428747c1ffe2ba954917d3cbcfa8c0ecf4f"}) as unknown as TypedDocumentString<HomeQuery, HomeQueryVariables>;
export const HomeForStaffDocument = new TypedDocumentString(`
    query HomeForStaff {
  ...HomeParts
  pipeline: crmOpportunitiesGroupBy(groupBy: [{stage: true}]) {
    groupByDimensionValues
    totalCount
    sumAmountAmountMicros
  }
}
    fragment HomeParts on Query {
  cmsSiteSettings {
    title
    tagline
    headlineSeries {
      code
      title
      units
      latest {
        time
        value
      }
      changeOnYear
      changeOnYearPercent
      observations(limit: 24) {
        time
        value
      }
    }
  }
  cmsArticles(
    filter: {publishedAt: {_nnull: true}}
    sort: [PUBLISHED_AT_DESC]
    limit: 5
  ) {
    slug
    title
    excerpt
    publishedAt
    author {
      name
    }
    cover {
      url(width: 480, format: WEBP)
    }
  }
}`, {"hash":"sha256:44d43a110537ba124c38d96fee38c0ee455ea367707482ee61af358cbe2cfa34"}) as unknown as TypedDocumentString<HomeForStaffQuery, HomeForStaffQueryVariables>;
export const RegionDashboardDocument = new TypedDocumentString(`
    query RegionDashboard($code: String!) {
  region(code: $code) {
    ...RegionParts
  }
}
    fragment RegionParts on Region {
  code
  name
  level
  country
  parent {
    code
    name
  }
  boundingBox
  centroid {
    latitude
    longitude
  }
  geometry(simplify: 1000, precision: 4)
  indicators {
    indicator {
      code
      name
      units
      decimals
    }
    time
    value
    rank
    percentile
    peers
  }
  articles(first: 5) {
    slug
    title
    publishedAt
  }
}`, {"hash":"sha256:4e6e466c65c1844f838513328269cace8b83f6c892f32e97911a3b0cf46dd256"}) as unknown as TypedDocumentString<RegionDashboardQuery, RegionDashboardQueryVariables>;
export const RegionDashboardForStaffDocument = new TypedDocumentString(`
    query RegionDashboardForStaff($code: String!) {
  region(code: $code) {
    ...RegionParts
    companies {
      totalCount
      nodes(first: 10) {
        id
        name
        address {
          addressCity
        }
      }
    }
  }
}
    fragment RegionParts on Region {
  code
  name
  level
  country
  parent {
    code
    name
  }
  boundingBox
  centroid {
    latitude
    longitude
  }
  geometry(simplify: 1000, precision: 4)
  indicators {
    indicator {
      code
      name
      units
      decimals
    }
    time
    value
    rank
    percentile
    peers
  }
  articles(first: 5) {
    slug
    title
    publishedAt
  }
}`, {"hash":"sha256:ab5358ebfb5b875f77b6422bd613ffaaa2f964490fb605f591d7ffb33c763d3d"}) as unknown as TypedDocumentString<RegionDashboardForStaffQuery, RegionDashboardForStaffQueryVariables>;