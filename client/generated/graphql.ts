/* eslint-disable */
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { DocumentTypeDecoration } from '@graphql-typed-document-node/core';
/** What the available observations of a period come to. */
export type Aggregate =
  /** How many are available, 0 or more, in place of a value. */
  | 'COUNT'
  /** The oldest. */
  | 'FIRST'
  /** The newest. */
  | 'LAST'
  /** The highest. */
  | 'MAX'
  /** The arithmetic mean. */
  | 'MEAN'
  /** The lowest. */
  | 'MIN'
  /** The sum; null where none is available. */
  | 'SUM';

/** A country, ISO 3166-1 alpha-2. */
export type Country =
  /** Canada. */
  | 'CA'
  /** The United States. */
  | 'US';

/** What stands in for missing values. Of buckets, PREVIOUS and LINEAR also make those between the first and the last that have no observation. */
export type Fill =
  /** A straight line in time from the available value before to the one after; null at the ends. */
  | 'LINEAR'
  /** Nothing: they are null. A bucket without an observation, available or not, is left out. */
  | 'NONE'
  /** The available value before; null where there is none. */
  | 'PREVIOUS';

/** How often a series has an observation. */
export type Frequency =
  /** One a year. */
  | 'ANNUAL'
  /** One a day; a series may leave out weekends and holidays. */
  | 'DAILY'
  /** One a month. */
  | 'MONTHLY'
  /** One a quarter. */
  | 'QUARTERLY'
  /** One a week. */
  | 'WEEKLY';

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

/** Whether the regular ups and downs of the year were taken out. */
export type SeasonalAdjustment =
  /** They were not. */
  | 'NOT_SEASONALLY_ADJUSTED'
  /** They were. */
  | 'SEASONALLY_ADJUSTED'
  /** They were, and the figure is what a year at this pace would come to. */
  | 'SEASONALLY_ADJUSTED_ANNUAL_RATE';

/** What the catalogue is ordered by. Ties are in the order of source and code, in the same direction. */
export type SeriesOrder =
  /** Source, then code, by code point, from the lowest. */
  | 'CODE_ASC'
  /** Source, then code, by code point, from the highest. */
  | 'CODE_DESC'
  /** The day of the last observation, the earliest first, before it those without any. */
  | 'ENDS_ON_ASC'
  /** The day of the last observation, the latest first; those without any are last. */
  | 'ENDS_ON_DESC'
  /** How well it matches `search`, which it needs: first a code that starts with it, then titles by how much of them its words are, or their synonyms. */
  | 'RELEVANCE'
  /** Title, by code point, from the lowest. */
  | 'TITLE_ASC'
  /** Title, by code point, from the highest. */
  | 'TITLE_DESC'
  /** When the record last changed, the longest ago first. */
  | 'UPDATED_AT_ASC'
  /** When the record last changed, the most recent first. */
  | 'UPDATED_AT_DESC';

/** A period of the calendar, in a time zone. */
export type TimeBucket =
  /** From midnight to midnight: 23 or 25 hours where clocks are set in between. */
  | 'DAY'
  /** A month. */
  | 'MONTH'
  /** Three months, the first from January. */
  | 'QUARTER'
  /** From Monday to Sunday. */
  | 'WEEK'
  /** From January to December. */
  | 'YEAR';

/** How the values are transformed. A value without one to compare with is null, and so is a ratio to 0. */
export type Transform =
  /** The change from the available value before, in percent a year: as if it went on, compounded, for a year. Null where one of the two is not above 0. */
  | 'ANNUALISED'
  /** The change from the available value before, in the units of the series. */
  | 'CHANGE'
  /** The value where that of `base` is 100: the newest available one not after that day. */
  | 'INDEX'
  /** The values themselves, in the units of the series. */
  | 'LEVEL'
  /** The natural logarithm; null for a value that is not above 0. */
  | 'LOG'
  /** The change from the available value before, in percent of that. */
  | 'PERCENT_CHANGE'
  /** The change from the value of a year before, to the day (of weeks: 52 weeks before), in percent of that. */
  | 'YEAR_ON_YEAR';

export type RegionPagesQueryVariables = Exact<{
  level: RegionLevel;
  parent?: string | null | undefined;
  search?: string | null | undefined;
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;


export type RegionPagesQuery = { regions: { totalCount: number, pageInfo: { hasNextPage: boolean, endCursor: string | null }, edges: Array<{ node: { code: string, name: string, level: RegionLevel, country: Country, parent: { code: string } | null, centroid: { latitude: number, longitude: number } | null } }> } };

export type SeriesColumnsQueryVariables = Exact<{
  code: string;
  from?: string | null | undefined;
  to?: string | null | undefined;
  limit?: number | null | undefined;
  bucket?: TimeBucket | null | undefined;
  aggregate?: Aggregate | null | undefined;
  fill?: Fill | null | undefined;
  transform?: Transform | null | undefined;
  base?: string | null | undefined;
  timeZone?: string | null | undefined;
}>;


export type SeriesColumnsQuery = { series: { code: string, title: string, units: string, observationColumns: { times: Array<string>, values: Array<number | null> } } | null };

export type SeriesObservationsQueryVariables = Exact<{
  code: string;
  from?: string | null | undefined;
  to?: string | null | undefined;
  limit?: number | null | undefined;
  bucket?: TimeBucket | null | undefined;
  aggregate?: Aggregate | null | undefined;
  fill?: Fill | null | undefined;
  transform?: Transform | null | undefined;
  base?: string | null | undefined;
  timeZone?: string | null | undefined;
}>;


export type SeriesObservationsQuery = { series: { code: string, title: string, units: string, observations: Array<{ time: string, value: number | null }> } | null };

export type SeriesPagesQueryVariables = Exact<{
  search?: string | null | undefined;
  source?: string | null | undefined;
  indicator?: string | null | undefined;
  region?: string | null | undefined;
  frequency?: Frequency | null | undefined;
  seasonalAdjustment?: SeasonalAdjustment | null | undefined;
  updatedSince?: string | null | undefined;
  orderBy?: SeriesOrder | null | undefined;
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;


export type SeriesPagesQuery = { seriesCatalog: { totalCount: number, pageInfo: { hasNextPage: boolean, endCursor: string | null }, edges: Array<{ node: { code: string, title: string, units: string, frequency: Frequency, seasonalAdjustment: SeasonalAdjustment, startsOn: string | null, endsOn: string | null, updatedAt: string, source: { code: string, name: string }, indicator: { code: string } | null, region: { code: string, name: string } | null, latest: { time: string, value: number | null } | null } }> } };

export type ArticlePageQueryVariables = Exact<{
  slug: string;
  coverWidth?: number | null | undefined;
  from?: string | null | undefined;
  to?: string | null | undefined;
}>;


export type ArticlePageQuery = { cmsArticleBySlug: { title: string, excerpt: string | null, body: string | null, publishedAt: string | null, author: { name: string, jobTitle: string | null, avatar: { url: string } | null } | null, cover: { description: string | null, url: string } | null, tags: Array<{ tag: { name: string, slug: string } | null }>, series: Array<{ code: string, title: string, units: string, latest: { time: string, value: number | null } | null, observations: Array<{ time: string, value: number | null }> }>, region: { code: string, name: string, geometry: { readonly type: string; readonly [member: string]: unknown } } | null } | null };

export type ArticlePartsFragment = { title: string, excerpt: string | null, body: string | null, publishedAt: string | null, author: { name: string, jobTitle: string | null, avatar: { url: string } | null } | null, cover: { description: string | null, url: string } | null, tags: Array<{ tag: { name: string, slug: string } | null }>, series: Array<{ code: string, title: string, units: string, latest: { time: string, value: number | null } | null, observations: Array<{ time: string, value: number | null }> }>, region: { code: string, name: string, geometry: { readonly type: string; readonly [member: string]: unknown } } | null };

export type ChoroplethQueryVariables = Exact<{
  indicator: string;
  level: RegionLevel;
  parent?: string | null | undefined;
  withGeometry?: boolean | null | undefined;
}>;


export type ChoroplethQuery = { choropleth: { time: string | null, indicator: { name: string, units: string, decimals: number }, classes: Array<{ class: number, lower: number, upper: number, count: number }>, regions: Array<{ value: number | null, class: number | null, region: { code: string, name: string, geometry?: { readonly type: string; readonly [member: string]: unknown } } }> } };

export type HomeQueryVariables = Exact<{ [key: string]: never; }>;


export type HomeQuery = { cmsSiteSettings: { title: string, tagline: string | null, headlineSeries: Array<{ code: string, title: string, units: string, changeOnYear: number | null, changeOnYearPercent: number | null, latest: { time: string, value: number | null } | null, observations: Array<{ time: string, value: number | null }> }> }, cmsArticles: Array<{ slug: string, title: string, excerpt: string | null, publishedAt: string | null, author: { name: string } | null, cover: { url: string } | null }> };

export type HomePartsFragment = { cmsSiteSettings: { title: string, tagline: string | null, headlineSeries: Array<{ code: string, title: string, units: string, changeOnYear: number | null, changeOnYearPercent: number | null, latest: { time: string, value: number | null } | null, observations: Array<{ time: string, value: number | null }> }> }, cmsArticles: Array<{ slug: string, title: string, excerpt: string | null, publishedAt: string | null, author: { name: string } | null, cover: { url: string } | null }> };

export type RegionDashboardQueryVariables = Exact<{
  code: string;
}>;


export type RegionDashboardQuery = { region: { code: string, name: string, level: RegionLevel, country: Country, boundingBox: Array<number> | null, geometry: { readonly type: string; readonly [member: string]: unknown }, parent: { code: string, name: string } | null, centroid: { latitude: number, longitude: number } | null, indicators: Array<{ time: string, value: number, rank: number, percentile: number, peers: number, indicator: { code: string, name: string, units: string, decimals: number } }>, articles: Array<{ slug: string, title: string, publishedAt: string | null }> } | null };

export type RegionPartsFragment = { code: string, name: string, level: RegionLevel, country: Country, boundingBox: Array<number> | null, geometry: { readonly type: string; readonly [member: string]: unknown }, parent: { code: string, name: string } | null, centroid: { latitude: number, longitude: number } | null, indicators: Array<{ time: string, value: number, rank: number, percentile: number, peers: number, indicator: { code: string, name: string, units: string, decimals: number } }>, articles: Array<{ slug: string, title: string, publishedAt: string | null }> };

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
export const ArticlePartsFragmentDoc = /*#__PURE__*/ new TypedDocumentString(`
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
export const HomePartsFragmentDoc = /*#__PURE__*/ new TypedDocumentString(`
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
export const RegionPartsFragmentDoc = /*#__PURE__*/ new TypedDocumentString(`
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
export const RegionPagesDocument = /*#__PURE__*/ new TypedDocumentString(`
    query RegionPages($level: RegionLevel!, $parent: String, $search: String, $first: Int = 100, $after: String) {
  regions(
    level: $level
    parent: $parent
    search: $search
    first: $first
    after: $after
  ) {
    totalCount
    pageInfo {
      hasNextPage
      endCursor
    }
    edges {
      node {
        code
        name
        level
        country
        parent {
          code
        }
        centroid {
          latitude
          longitude
        }
      }
    }
  }
}
    `, {"hash":"sha256:b932c3a133050c4d69695da00d64395155dd87ffd73bc752371bbad6ba7ffc16"}) as unknown as TypedDocumentString<RegionPagesQuery, RegionPagesQueryVariables>;
export const SeriesColumnsDocument = /*#__PURE__*/ new TypedDocumentString(`
    query SeriesColumns($code: String!, $from: Date, $to: Date, $limit: Int = 1000, $bucket: TimeBucket, $aggregate: Aggregate = LAST, $fill: Fill = NONE, $transform: Transform = LEVEL, $base: Date, $timeZone: String = "UTC") {
  series(code: $code) {
    code
    title
    units
    observationColumns(
      from: $from
      to: $to
      limit: $limit
      bucket: $bucket
      aggregate: $aggregate
      fill: $fill
      transform: $transform
      base: $base
      timeZone: $timeZone
    ) {
      times
      values
    }
  }
}
    `, {"hash":"sha256:8e65d34b4131de9cdf157444f1df24ac5db5248b0667fb24c4f6c8cabd3c7cb2"}) as unknown as TypedDocumentString<SeriesColumnsQuery, SeriesColumnsQueryVariables>;
export const SeriesObservationsDocument = /*#__PURE__*/ new TypedDocumentString(`
    query SeriesObservations($code: String!, $from: Date, $to: Date, $limit: Int = 1000, $bucket: TimeBucket, $aggregate: Aggregate = LAST, $fill: Fill = NONE, $transform: Transform = LEVEL, $base: Date, $timeZone: String = "UTC") {
  series(code: $code) {
    code
    title
    units
    observations(
      from: $from
      to: $to
      limit: $limit
      bucket: $bucket
      aggregate: $aggregate
      fill: $fill
      transform: $transform
      base: $base
      timeZone: $timeZone
    ) {
      time
      value
    }
  }
}
    `, {"hash":"sha256:376661ee1c702e6ceb1d4b6ef30c45bf6822d65fe882db3ee25d811b0d7e2b78"}) as unknown as TypedDocumentString<SeriesObservationsQuery, SeriesObservationsQueryVariables>;
export const SeriesPagesDocument = /*#__PURE__*/ new TypedDocumentString(`
    query SeriesPages($search: String, $source: String, $indicator: String, $region: String, $frequency: Frequency, $seasonalAdjustment: SeasonalAdjustment, $updatedSince: DateTime, $orderBy: SeriesOrder = CODE_ASC, $first: Int = 100, $after: String) {
  seriesCatalog(
    search: $search
    source: $source
    indicator: $indicator
    region: $region
    frequency: $frequency
    seasonalAdjustment: $seasonalAdjustment
    updatedSince: $updatedSince
    orderBy: $orderBy
    first: $first
    after: $after
  ) {
    totalCount
    pageInfo {
      hasNextPage
      endCursor
    }
    edges {
      node {
        code
        title
        units
        frequency
        seasonalAdjustment
        startsOn
        endsOn
        updatedAt
        source {
          code
          name
        }
        indicator {
          code
        }
        region {
          code
          name
        }
        latest {
          time
          value
        }
      }
    }
  }
}
    `, {"hash":"sha256:b83f77b0e7e215e66f568e42f49b66b3a26953ba8e07769216a5c088431a014e"}) as unknown as TypedDocumentString<SeriesPagesQuery, SeriesPagesQueryVariables>;
export const ArticlePageDocument = /*#__PURE__*/ new TypedDocumentString(`
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
export const ChoroplethDocument = /*#__PURE__*/ new TypedDocumentString(`
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
export const HomeDocument = /*#__PURE__*/ new TypedDocumentString(`
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
export const RegionDashboardDocument = /*#__PURE__*/ new TypedDocumentString(`
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