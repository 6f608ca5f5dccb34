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

/** Which way is better. */
export type IndicatorDirection =
  /** A higher value is better: employment. */
  | 'HIGHER_IS_BETTER'
  /** A lower value is better: unemployment. */
  | 'LOWER_IS_BETTER'
  /** Neither is better. */
  | 'NEUTRAL';

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

/** What two series are related by. */
export type RelatedBy =
  /** The same indicator, the same region and words of the title. */
  | 'CATALOGUE'
  /** The cosine of the angle between the embeddings of their descriptions. */
  | 'EMBEDDING';

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

export type ArticlePageQueryVariables = Exact<{
  slug: string;
  coverWidth?: number | null | undefined;
  from?: string | null | undefined;
  to?: string | null | undefined;
}>;


export type ArticlePageQuery = { cmsArticleBySlug: { title: string, excerpt: string | null, body: string | null, publishedAt: string | null, author: { name: string, jobTitle: string | null, avatar: { url: string } | null } | null, cover: { description: string | null, url: string } | null, tags: Array<{ tag: { name: string, slug: string } | null }>, series: Array<{ code: string, title: string, units: string, latest: { time: string, value: number | null } | null, observations: Array<{ time: string, value: number | null }> }>, region: { code: string, name: string, geometry: { readonly type: string; readonly [member: string]: unknown } } | null } | null };

export type ArticlePartsFragment = { title: string, excerpt: string | null, body: string | null, publishedAt: string | null, author: { name: string, jobTitle: string | null, avatar: { url: string } | null } | null, cover: { description: string | null, url: string } | null, tags: Array<{ tag: { name: string, slug: string } | null }>, series: Array<{ code: string, title: string, units: string, latest: { time: string, value: number | null } | null, observations: Array<{ time: string, value: number | null }> }>, region: { code: string, name: string, geometry: { readonly type: string; readonly [member: string]: unknown } } | null };

export type ArticlePageForStaffQueryVariables = Exact<{
  slug: string;
  coverWidth?: number | null | undefined;
  from?: string | null | undefined;
  to?: string | null | undefined;
}>;


export type ArticlePageForStaffQuery = { cmsArticleBySlug: { title: string, excerpt: string | null, body: string | null, publishedAt: string | null, companies: Array<{ id: string, name: string | null, domainName: { primaryLinkUrl: string | null } | null }>, author: { name: string, jobTitle: string | null, avatar: { url: string } | null } | null, cover: { description: string | null, url: string } | null, tags: Array<{ tag: { name: string, slug: string } | null }>, series: Array<{ code: string, title: string, units: string, latest: { time: string, value: number | null } | null, observations: Array<{ time: string, value: number | null }> }>, region: { code: string, name: string, geometry: { readonly type: string; readonly [member: string]: unknown } } | null } | null };

export type ChoroplethQueryVariables = Exact<{
  indicator: string;
  level: RegionLevel;
  parent?: string | null | undefined;
  withGeometry?: boolean | null | undefined;
}>;


export type ChoroplethQuery = { choropleth: { time: string | null, indicator: { name: string, units: string, decimals: number }, classes: Array<{ class: number, lower: number, upper: number, count: number }>, regions: Array<{ value: number | null, class: number | null, region: { code: string, name: string, geometry?: { readonly type: string; readonly [member: string]: unknown } } }> } };

export type CompanyProfileQueryVariables = Exact<{
  id: string;
}>;


export type CompanyProfileQuery = { crmCompany: { id: string, name: string | null, address: { addressCity: string | null, addressState: string | null, addressCountry: string | null } | null, annualRevenue: { amountMicros: number | null, currencyCode: string | null } | null, people: { totalCount: number, edges: Array<{ node: { id: string, jobTitle: string | null, name: { firstName: string | null, lastName: string | null } | null } }> }, opportunities: { totalCount: number, edges: Array<{ node: { id: string, name: string | null, stage: CrmOpportunityStageEnum, closeDate: string | null, amount: { amountMicros: number | null, currencyCode: string | null } | null } }> }, county: { code: string, name: string, indicators: Array<{ time: string, value: number, rank: number, percentile: number, indicator: { code: string, name: string, units: string } }> } | null, state: { code: string, name: string, indicators: Array<{ time: string, value: number, rank: number, percentile: number, indicator: { code: string, name: string, units: string } }> } | null, province: { code: string, name: string, indicators: Array<{ time: string, value: number, rank: number, percentile: number, indicator: { code: string, name: string, units: string } }> } | null, articles: Array<{ slug: string, title: string, publishedAt: string | null }> } | null };

export type PlaceFragment = { code: string, name: string, indicators: Array<{ time: string, value: number, rank: number, percentile: number, indicator: { code: string, name: string, units: string } }> };

export type HomeQueryVariables = Exact<{ [key: string]: never; }>;


export type HomeQuery = { cmsSiteSettings: { title: string, tagline: string | null, headlineSeries: Array<{ code: string, title: string, units: string, changeOnYear: number | null, changeOnYearPercent: number | null, latest: { time: string, value: number | null } | null, observations: Array<{ time: string, value: number | null }> }> }, cmsArticles: Array<{ slug: string, title: string, excerpt: string | null, publishedAt: string | null, author: { name: string } | null, cover: { url: string } | null }> };

export type HomePartsFragment = { cmsSiteSettings: { title: string, tagline: string | null, headlineSeries: Array<{ code: string, title: string, units: string, changeOnYear: number | null, changeOnYearPercent: number | null, latest: { time: string, value: number | null } | null, observations: Array<{ time: string, value: number | null }> }> }, cmsArticles: Array<{ slug: string, title: string, excerpt: string | null, publishedAt: string | null, author: { name: string } | null, cover: { url: string } | null }> };

export type HomeForStaffQueryVariables = Exact<{ [key: string]: never; }>;


export type HomeForStaffQuery = { pipeline: Array<{ groupByDimensionValues: unknown, totalCount: number, sumAmountAmountMicros: number | null }>, cmsSiteSettings: { title: string, tagline: string | null, headlineSeries: Array<{ code: string, title: string, units: string, changeOnYear: number | null, changeOnYearPercent: number | null, latest: { time: string, value: number | null } | null, observations: Array<{ time: string, value: number | null }> }> }, cmsArticles: Array<{ slug: string, title: string, excerpt: string | null, publishedAt: string | null, author: { name: string } | null, cover: { url: string } | null }> };

export type RegionDashboardQueryVariables = Exact<{
  code: string;
}>;


export type RegionDashboardQuery = { region: { code: string, name: string, level: RegionLevel, country: Country, boundingBox: Array<number> | null, geometry: { readonly type: string; readonly [member: string]: unknown }, parent: { code: string, name: string } | null, centroid: { latitude: number, longitude: number } | null, indicators: Array<{ time: string, value: number, rank: number, percentile: number, peers: number, indicator: { code: string, name: string, units: string, decimals: number } }>, articles: Array<{ slug: string, title: string, publishedAt: string | null }> } | null };

export type RegionPartsFragment = { code: string, name: string, level: RegionLevel, country: Country, boundingBox: Array<number> | null, geometry: { readonly type: string; readonly [member: string]: unknown }, parent: { code: string, name: string } | null, centroid: { latitude: number, longitude: number } | null, indicators: Array<{ time: string, value: number, rank: number, percentile: number, peers: number, indicator: { code: string, name: string, units: string, decimals: number } }>, articles: Array<{ slug: string, title: string, publishedAt: string | null }> };

export type RegionDashboardForStaffQueryVariables = Exact<{
  code: string;
}>;


export type RegionDashboardForStaffQuery = { region: { code: string, name: string, level: RegionLevel, country: Country, boundingBox: Array<number> | null, geometry: { readonly type: string; readonly [member: string]: unknown }, companies: { totalCount: number, nodes: Array<{ id: string, name: string | null, address: { addressCity: string | null } | null }> }, parent: { code: string, name: string } | null, centroid: { latitude: number, longitude: number } | null, indicators: Array<{ time: string, value: number, rank: number, percentile: number, peers: number, indicator: { code: string, name: string, units: string, decimals: number } }>, articles: Array<{ slug: string, title: string, publishedAt: string | null }> } | null };

export type MapPartsFragment = { level: RegionLevel, time: string | null, tileUrlTemplate: string, withoutValue: number, indicator: { code: string, name: string, units: string, decimals: number, direction: IndicatorDirection }, classes: Array<{ class: number, lower: number, upper: number, count: number }> };

export type SiteArticleQueryVariables = Exact<{
  slug: string;
  indicator: string;
  level: RegionLevel;
  coverWidth?: number | null | undefined;
}>;


export type SiteArticleQuery = { cmsArticleBySlug: { title: string, excerpt: string | null, body: string | null, publishedAt: string | null, author: { name: string, jobTitle: string | null, bio: string | null } | null, cover: { description: string | null, width: number | null, height: number | null, url: string } | null, tags: Array<{ tag: { name: string, slug: string } | null }>, series: Array<{ code: string, title: string, units: string, frequency: Frequency, latest: { time: string, value: number | null } | null, observations: Array<{ time: string, value: number | null }>, relatedSeries: Array<{ series: { code: string, title: string } }> }>, region: { code: string, name: string, boundingBox: Array<number> | null, geometry: { readonly type: string; readonly [member: string]: unknown } } | null } | null, choropleth: { level: RegionLevel, time: string | null, tileUrlTemplate: string, withoutValue: number, indicator: { code: string, name: string, units: string, decimals: number, direction: IndicatorDirection }, classes: Array<{ class: number, lower: number, upper: number, count: number }> } };

export type SiteArticlePartsFragment = { title: string, excerpt: string | null, body: string | null, publishedAt: string | null, author: { name: string, jobTitle: string | null, bio: string | null } | null, cover: { description: string | null, width: number | null, height: number | null, url: string } | null, tags: Array<{ tag: { name: string, slug: string } | null }>, series: Array<{ code: string, title: string, units: string, frequency: Frequency, latest: { time: string, value: number | null } | null, observations: Array<{ time: string, value: number | null }>, relatedSeries: Array<{ series: { code: string, title: string } }> }>, region: { code: string, name: string, boundingBox: Array<number> | null, geometry: { readonly type: string; readonly [member: string]: unknown } } | null };

export type SiteArticleForStaffQueryVariables = Exact<{
  slug: string;
  indicator: string;
  level: RegionLevel;
  coverWidth?: number | null | undefined;
}>;


export type SiteArticleForStaffQuery = { cmsArticleBySlug: { title: string, excerpt: string | null, body: string | null, publishedAt: string | null, companies: Array<{ id: string, name: string | null }>, author: { name: string, jobTitle: string | null, bio: string | null } | null, cover: { description: string | null, width: number | null, height: number | null, url: string } | null, tags: Array<{ tag: { name: string, slug: string } | null }>, series: Array<{ code: string, title: string, units: string, frequency: Frequency, latest: { time: string, value: number | null } | null, observations: Array<{ time: string, value: number | null }>, relatedSeries: Array<{ series: { code: string, title: string } }> }>, region: { code: string, name: string, boundingBox: Array<number> | null, geometry: { readonly type: string; readonly [member: string]: unknown } } | null } | null, choropleth: { level: RegionLevel, time: string | null, tileUrlTemplate: string, withoutValue: number, indicator: { code: string, name: string, units: string, decimals: number, direction: IndicatorDirection }, classes: Array<{ class: number, lower: number, upper: number, count: number }> } };

export type SiteCatalogQueryVariables = Exact<{
  search?: string | null | undefined;
  frequency?: Frequency | null | undefined;
  indicator?: string | null | undefined;
  orderBy: SeriesOrder;
  first?: number | null | undefined;
  after?: string | null | undefined;
  last?: number | null | undefined;
  before?: string | null | undefined;
}>;


export type SiteCatalogQuery = { indicators: Array<{ code: string, name: string }>, seriesCatalog: { totalCount: number, pageInfo: { hasNextPage: boolean, hasPreviousPage: boolean, startCursor: string | null, endCursor: string | null }, edges: Array<{ node: { code: string, title: string, units: string, frequency: Frequency, startsOn: string | null, endsOn: string | null, latest: { time: string, value: number | null } | null } }> } };

export type SiteCompanyQueryVariables = Exact<{
  id: string;
  indicator: string;
}>;


export type SiteCompanyQuery = { crmCompany: { id: string, name: string | null, domainName: { primaryLinkUrl: string | null } | null, address: { addressCity: string | null, addressState: string | null, addressCountry: string | null, addressLat: number | null, addressLng: number | null } | null, annualRevenue: { amountMicros: number | null, currencyCode: string | null } | null, people: { totalCount: number, edges: Array<{ node: { id: string, jobTitle: string | null, name: { firstName: string | null, lastName: string | null } | null } }> }, opportunities: { totalCount: number, edges: Array<{ node: { id: string, name: string | null, stage: CrmOpportunityStageEnum, closeDate: string | null, amount: { amountMicros: number | null, currencyCode: string | null } | null } }> }, county: { code: string, name: string, boundingBox: Array<number> | null, geometry: { readonly type: string; readonly [member: string]: unknown }, indicators: Array<{ time: string, value: number, rank: number, percentile: number, peers: number, indicator: { code: string, name: string, units: string, decimals: number } }> } | null, state: { code: string, name: string, boundingBox: Array<number> | null, geometry: { readonly type: string; readonly [member: string]: unknown }, indicators: Array<{ time: string, value: number, rank: number, percentile: number, peers: number, indicator: { code: string, name: string, units: string, decimals: number } }> } | null, province: { code: string, name: string, boundingBox: Array<number> | null, geometry: { readonly type: string; readonly [member: string]: unknown }, indicators: Array<{ time: string, value: number, rank: number, percentile: number, peers: number, indicator: { code: string, name: string, units: string, decimals: number } }> } | null, articles: Array<{ slug: string, title: string, publishedAt: string | null }> } | null, counties: { level: RegionLevel, time: string | null, tileUrlTemplate: string, withoutValue: number, indicator: { code: string, name: string, units: string, decimals: number, direction: IndicatorDirection }, classes: Array<{ class: number, lower: number, upper: number, count: number }> } };

export type SitePlaceFragment = { code: string, name: string, boundingBox: Array<number> | null, geometry: { readonly type: string; readonly [member: string]: unknown }, indicators: Array<{ time: string, value: number, rank: number, percentile: number, peers: number, indicator: { code: string, name: string, units: string, decimals: number } }> };

export type SitePageQueryVariables = Exact<{
  slug: string;
  indicator: string;
  level: RegionLevel;
}>;


export type SitePageQuery = { cmsPageBySlug: { title: string, blocks: Array<{ id: string, item:
        | { __typename: 'CmsBlockChart', title: string | null, rangeFrom: string | null, rangeTo: string | null, series: { code: string, title: string, units: string, frequency: Frequency, observations: Array<{ time: string, value: number | null }> } | null }
        | { __typename: 'CmsBlockCompanies' }
        | { __typename: 'CmsBlockMap', title: string | null, level: string, indicatorCode: string }
        | { __typename: 'CmsBlockRichtext', body: string | null }
       | null }> } | null, choropleth: { level: RegionLevel, time: string | null, tileUrlTemplate: string, withoutValue: number, indicator: { code: string, name: string, units: string, decimals: number, direction: IndicatorDirection }, classes: Array<{ class: number, lower: number, upper: number, count: number }> } };

type SiteBlockParts_CmsBlockChart_Fragment = { title: string | null, rangeFrom: string | null, rangeTo: string | null, series: { code: string, title: string, units: string, frequency: Frequency, observations: Array<{ time: string, value: number | null }> } | null };

type SiteBlockParts_CmsBlockMap_Fragment = { title: string | null, level: string, indicatorCode: string };

type SiteBlockParts_CmsBlockRichtext_Fragment = { body: string | null };

export type SiteBlockPartsFragment =
  | SiteBlockParts_CmsBlockChart_Fragment
  | SiteBlockParts_CmsBlockMap_Fragment
  | SiteBlockParts_CmsBlockRichtext_Fragment
;

export type SitePageForStaffQueryVariables = Exact<{
  slug: string;
  indicator: string;
  level: RegionLevel;
}>;


export type SitePageForStaffQuery = { cmsPageBySlug: { title: string, blocks: Array<{ id: string, item:
        | { __typename: 'CmsBlockChart', title: string | null, rangeFrom: string | null, rangeTo: string | null, series: { code: string, title: string, units: string, frequency: Frequency, observations: Array<{ time: string, value: number | null }> } | null }
        | { __typename: 'CmsBlockCompanies', title: string | null, companies: Array<{ id: string, name: string | null }> }
        | { __typename: 'CmsBlockMap', title: string | null, level: string, indicatorCode: string }
        | { __typename: 'CmsBlockRichtext', body: string | null }
       | null }> } | null, choropleth: { level: RegionLevel, time: string | null, tileUrlTemplate: string, withoutValue: number, indicator: { code: string, name: string, units: string, decimals: number, direction: IndicatorDirection }, classes: Array<{ class: number, lower: number, upper: number, count: number }> } };

export type SiteRegionQueryVariables = Exact<{
  code: string;
  indicator: string;
  level: RegionLevel;
  parent?: string | null | undefined;
}>;


export type SiteRegionQuery = { region: { landAreaKm2: number | null, code: string, name: string, level: RegionLevel, country: Country, boundingBox: Array<number> | null, geometry: { readonly type: string; readonly [member: string]: unknown }, series: Array<{ code: string, title: string, units: string, frequency: Frequency, observations: Array<{ time: string, value: number | null }> }>, parent: { code: string, name: string } | null, centroid: { latitude: number, longitude: number } | null, indicators: Array<{ time: string, value: number, rank: number, percentile: number, peers: number, indicator: { code: string, name: string, units: string, decimals: number } }>, articles: Array<{ slug: string, title: string, publishedAt: string | null }> } | null, choropleth: { level: RegionLevel, time: string | null, tileUrlTemplate: string, withoutValue: number, regions: Array<{ value: number | null, class: number | null, region: { code: string, name: string } }>, indicator: { code: string, name: string, units: string, decimals: number, direction: IndicatorDirection }, classes: Array<{ class: number, lower: number, upper: number, count: number }> } };

export type SiteRegionPartsFragment = { landAreaKm2: number | null, code: string, name: string, level: RegionLevel, country: Country, boundingBox: Array<number> | null, geometry: { readonly type: string; readonly [member: string]: unknown }, series: Array<{ code: string, title: string, units: string, frequency: Frequency, observations: Array<{ time: string, value: number | null }> }>, parent: { code: string, name: string } | null, centroid: { latitude: number, longitude: number } | null, indicators: Array<{ time: string, value: number, rank: number, percentile: number, peers: number, indicator: { code: string, name: string, units: string, decimals: number } }>, articles: Array<{ slug: string, title: string, publishedAt: string | null }> };

export type SiteRegionForStaffQueryVariables = Exact<{
  code: string;
  indicator: string;
  level: RegionLevel;
  parent?: string | null | undefined;
}>;


export type SiteRegionForStaffQuery = { region: { landAreaKm2: number | null, code: string, name: string, level: RegionLevel, country: Country, boundingBox: Array<number> | null, geometry: { readonly type: string; readonly [member: string]: unknown }, companies: { totalCount: number, nodes: Array<{ id: string, name: string | null, address: { addressCity: string | null, addressLat: number | null, addressLng: number | null } | null }> }, series: Array<{ code: string, title: string, units: string, frequency: Frequency, observations: Array<{ time: string, value: number | null }> }>, parent: { code: string, name: string } | null, centroid: { latitude: number, longitude: number } | null, indicators: Array<{ time: string, value: number, rank: number, percentile: number, peers: number, indicator: { code: string, name: string, units: string, decimals: number } }>, articles: Array<{ slug: string, title: string, publishedAt: string | null }> } | null, choropleth: { level: RegionLevel, time: string | null, tileUrlTemplate: string, withoutValue: number, regions: Array<{ value: number | null, class: number | null, region: { code: string, name: string } }>, indicator: { code: string, name: string, units: string, decimals: number, direction: IndicatorDirection }, classes: Array<{ class: number, lower: number, upper: number, count: number }> } };

export type SiteRegionsQueryVariables = Exact<{
  indicator: string;
  level: RegionLevel;
}>;


export type SiteRegionsQuery = { states: { edges: Array<{ node: { code: string, name: string } }> }, provinces: { edges: Array<{ node: { code: string, name: string } }> }, choropleth: { level: RegionLevel, time: string | null, tileUrlTemplate: string, withoutValue: number, indicator: { code: string, name: string, units: string, decimals: number, direction: IndicatorDirection }, classes: Array<{ class: number, lower: number, upper: number, count: number }> } };

export type SiteSeriesQueryVariables = Exact<{
  code: string;
  transform: Transform;
  base?: string | null | undefined;
  bucket?: TimeBucket | null | undefined;
  aggregate: Aggregate;
  from?: string | null | undefined;
  to?: string | null | undefined;
}>;


export type SiteSeriesQuery = { series: { code: string, title: string, description: string | null, units: string, frequency: Frequency, seasonalAdjustment: SeasonalAdjustment, startsOn: string | null, endsOn: string | null, change: number | null, changePercent: number | null, changeOnYear: number | null, changeOnYearPercent: number | null, source: { name: string, homepageUrl: string | null, license: string | null }, region: { code: string, name: string } | null, latest: { time: string, value: number | null } | null, summary: { count: number, min: number, max: number, mean: number, gaps: number } | null, observations: Array<{ time: string, value: number | null }>, relatedSeries: Array<{ by: RelatedBy, series: { code: string, title: string } }>, articles: Array<{ slug: string, title: string, publishedAt: string | null }> } | null };

export type SiteSeriesColumnsQueryVariables = Exact<{
  code: string;
  transform: Transform;
  base?: string | null | undefined;
  bucket?: TimeBucket | null | undefined;
  aggregate: Aggregate;
  from?: string | null | undefined;
  to?: string | null | undefined;
}>;


export type SiteSeriesColumnsQuery = { series: { code: string, title: string, units: string, observationColumns: { times: Array<string>, values: Array<number | null> } } | null };

export type SiteSeriesFiguresQueryVariables = Exact<{
  code: string;
  transform: Transform;
  base?: string | null | undefined;
  bucket?: TimeBucket | null | undefined;
  aggregate: Aggregate;
  from?: string | null | undefined;
  to?: string | null | undefined;
}>;


export type SiteSeriesFiguresQuery = { series: { code: string, units: string, observations: Array<{ time: string, value: number | null }> } | null };

export type SiteSessionQueryVariables = Exact<{ [key: string]: never; }>;


export type SiteSessionQuery = { company: { name: string | null } | null, columns: { name: string | null } | null };

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
export const PlaceFragmentDoc = /*#__PURE__*/ new TypedDocumentString(`
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
export const MapPartsFragmentDoc = /*#__PURE__*/ new TypedDocumentString(`
    fragment MapParts on Choropleth {
  indicator {
    code
    name
    units
    decimals
    direction
  }
  level
  time
  classes {
    class
    lower
    upper
    count
  }
  tileUrlTemplate
  withoutValue
}
    `, {"fragmentName":"MapParts"}) as unknown as TypedDocumentString<MapPartsFragment, unknown>;
export const SiteArticlePartsFragmentDoc = /*#__PURE__*/ new TypedDocumentString(`
    fragment SiteArticleParts on CmsArticle {
  title
  excerpt
  body
  publishedAt
  author {
    name
    jobTitle
    bio
  }
  cover {
    description
    width
    height
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
    frequency
    latest {
      time
      value
    }
    observations {
      time
      value
    }
    relatedSeries(first: 4) {
      series {
        code
        title
      }
    }
  }
  region {
    code
    name
    boundingBox
    geometry(simplify: 2000, precision: 4)
  }
}
    `, {"fragmentName":"SiteArticleParts"}) as unknown as TypedDocumentString<SiteArticlePartsFragment, unknown>;
export const SitePlaceFragmentDoc = /*#__PURE__*/ new TypedDocumentString(`
    fragment SitePlace on Region {
  code
  name
  boundingBox
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
}
    `, {"fragmentName":"SitePlace"}) as unknown as TypedDocumentString<SitePlaceFragment, unknown>;
export const SiteBlockPartsFragmentDoc = /*#__PURE__*/ new TypedDocumentString(`
    fragment SiteBlockParts on CmsPageBlockItem {
  ... on CmsBlockRichtext {
    body
  }
  ... on CmsBlockChart {
    title
    rangeFrom
    rangeTo
    series {
      code
      title
      units
      frequency
      observations {
        time
        value
      }
    }
  }
  ... on CmsBlockMap {
    title
    level
    indicatorCode
  }
}
    `, {"fragmentName":"SiteBlockParts"}) as unknown as TypedDocumentString<SiteBlockPartsFragment, unknown>;
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
export const SiteRegionPartsFragmentDoc = /*#__PURE__*/ new TypedDocumentString(`
    fragment SiteRegionParts on Region {
  ...RegionParts
  landAreaKm2
  series(first: 12) {
    code
    title
    units
    frequency
    observations(limit: 600) {
      time
      value
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
}`, {"fragmentName":"SiteRegionParts"}) as unknown as TypedDocumentString<SiteRegionPartsFragment, unknown>;
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
export const ArticlePageForStaffDocument = /*#__PURE__*/ new TypedDocumentString(`
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
export const CompanyProfileDocument = /*#__PURE__*/ new TypedDocumentString(`
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
export const HomeForStaffDocument = /*#__PURE__*/ new TypedDocumentString(`
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
export const RegionDashboardForStaffDocument = /*#__PURE__*/ new TypedDocumentString(`
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
export const SiteArticleDocument = /*#__PURE__*/ new TypedDocumentString(`
    query SiteArticle($slug: String!, $indicator: String!, $level: RegionLevel!, $coverWidth: Int = 1600) {
  cmsArticleBySlug(slug: $slug) {
    ...SiteArticleParts
  }
  choropleth(indicator: $indicator, level: $level) {
    ...MapParts
  }
}
    fragment MapParts on Choropleth {
  indicator {
    code
    name
    units
    decimals
    direction
  }
  level
  time
  classes {
    class
    lower
    upper
    count
  }
  tileUrlTemplate
  withoutValue
}
fragment SiteArticleParts on CmsArticle {
  title
  excerpt
  body
  publishedAt
  author {
    name
    jobTitle
    bio
  }
  cover {
    description
    width
    height
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
    frequency
    latest {
      time
      value
    }
    observations {
      time
      value
    }
    relatedSeries(first: 4) {
      series {
        code
        title
      }
    }
  }
  region {
    code
    name
    boundingBox
    geometry(simplify: 2000, precision: 4)
  }
}`, {"hash":"sha256:0133765edee097d87d212988b22dfbeeb4c844c45e3f4410047023b48c84c235"}) as unknown as TypedDocumentString<SiteArticleQuery, SiteArticleQueryVariables>;
export const SiteArticleForStaffDocument = /*#__PURE__*/ new TypedDocumentString(`
    query SiteArticleForStaff($slug: String!, $indicator: String!, $level: RegionLevel!, $coverWidth: Int = 1600) {
  cmsArticleBySlug(slug: $slug) {
    ...SiteArticleParts
    companies {
      id
      name
    }
  }
  choropleth(indicator: $indicator, level: $level) {
    ...MapParts
  }
}
    fragment MapParts on Choropleth {
  indicator {
    code
    name
    units
    decimals
    direction
  }
  level
  time
  classes {
    class
    lower
    upper
    count
  }
  tileUrlTemplate
  withoutValue
}
fragment SiteArticleParts on CmsArticle {
  title
  excerpt
  body
  publishedAt
  author {
    name
    jobTitle
    bio
  }
  cover {
    description
    width
    height
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
    frequency
    latest {
      time
      value
    }
    observations {
      time
      value
    }
    relatedSeries(first: 4) {
      series {
        code
        title
      }
    }
  }
  region {
    code
    name
    boundingBox
    geometry(simplify: 2000, precision: 4)
  }
}`, {"hash":"sha256:0cdbcd16085d0e00ea64d0cb6454409dbe1c2ef6fae7476fbf8732b8ede65452"}) as unknown as TypedDocumentString<SiteArticleForStaffQuery, SiteArticleForStaffQueryVariables>;
export const SiteCatalogDocument = /*#__PURE__*/ new TypedDocumentString(`
    query SiteCatalog($search: String, $frequency: Frequency, $indicator: String, $orderBy: SeriesOrder!, $first: Int, $after: String, $last: Int, $before: String) {
  indicators {
    code
    name
  }
  seriesCatalog(
    search: $search
    frequency: $frequency
    indicator: $indicator
    orderBy: $orderBy
    first: $first
    after: $after
    last: $last
    before: $before
  ) {
    totalCount
    pageInfo {
      hasNextPage
      hasPreviousPage
      startCursor
      endCursor
    }
    edges {
      node {
        code
        title
        units
        frequency
        startsOn
        endsOn
        latest {
          time
          value
        }
      }
    }
  }
}
    `, {"hash":"sha256:906926cfc9146e40507343384eb5e80dc3237bc4bdd7e9dbeb76d9d8b9eaef1d"}) as unknown as TypedDocumentString<SiteCatalogQuery, SiteCatalogQueryVariables>;
export const SiteCompanyDocument = /*#__PURE__*/ new TypedDocumentString(`
    query SiteCompany($id: UUID!, $indicator: String!) {
  crmCompany(id: $id) {
    id
    name
    domainName {
      primaryLinkUrl
    }
    address {
      addressCity
      addressState
      addressCountry
      addressLat
      addressLng
    }
    annualRevenue {
      amountMicros
      currencyCode
    }
    people(
      first: 12
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
    opportunities(first: 20, orderBy: [{closeDate: DescNullsLast}]) {
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
      ...SitePlace
    }
    state: region(level: STATE) {
      ...SitePlace
    }
    province: region(level: PROVINCE) {
      ...SitePlace
    }
    articles(first: 5) {
      slug
      title
      publishedAt
    }
  }
  counties: choropleth(indicator: $indicator, level: COUNTY) {
    ...MapParts
  }
}
    fragment MapParts on Choropleth {
  indicator {
    code
    name
    units
    decimals
    direction
  }
  level
  time
  classes {
    class
    lower
    upper
    count
  }
  tileUrlTemplate
  withoutValue
}
fragment SitePlace on Region {
  code
  name
  boundingBox
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
}`, {"hash":"sha256:09df7830d9e21a2048a5305c87818ad04b0d940f65981319595be5a3d8c00c3f"}) as unknown as TypedDocumentString<SiteCompanyQuery, SiteCompanyQueryVariables>;
export const SitePageDocument = /*#__PURE__*/ new TypedDocumentString(`
    query SitePage($slug: String!, $indicator: String!, $level: RegionLevel!) {
  cmsPageBySlug(slug: $slug) {
    title
    blocks(limit: 40) {
      id
      item {
        __typename
        ...SiteBlockParts
      }
    }
  }
  choropleth(indicator: $indicator, level: $level) {
    ...MapParts
  }
}
    fragment MapParts on Choropleth {
  indicator {
    code
    name
    units
    decimals
    direction
  }
  level
  time
  classes {
    class
    lower
    upper
    count
  }
  tileUrlTemplate
  withoutValue
}
fragment SiteBlockParts on CmsPageBlockItem {
  ... on CmsBlockRichtext {
    body
  }
  ... on CmsBlockChart {
    title
    rangeFrom
    rangeTo
    series {
      code
      title
      units
      frequency
      observations {
        time
        value
      }
    }
  }
  ... on CmsBlockMap {
    title
    level
    indicatorCode
  }
}`, {"hash":"sha256:732642cea6ff0273283b32f2836d96a2bcc021ff796b5528539359a08254a2f5"}) as unknown as TypedDocumentString<SitePageQuery, SitePageQueryVariables>;
export const SitePageForStaffDocument = /*#__PURE__*/ new TypedDocumentString(`
    query SitePageForStaff($slug: String!, $indicator: String!, $level: RegionLevel!) {
  cmsPageBySlug(slug: $slug) {
    title
    blocks(limit: 40) {
      id
      item {
        __typename
        ...SiteBlockParts
        ... on CmsBlockCompanies {
          title
          companies {
            id
            name
          }
        }
      }
    }
  }
  choropleth(indicator: $indicator, level: $level) {
    ...MapParts
  }
}
    fragment MapParts on Choropleth {
  indicator {
    code
    name
    units
    decimals
    direction
  }
  level
  time
  classes {
    class
    lower
    upper
    count
  }
  tileUrlTemplate
  withoutValue
}
fragment SiteBlockParts on CmsPageBlockItem {
  ... on CmsBlockRichtext {
    body
  }
  ... on CmsBlockChart {
    title
    rangeFrom
    rangeTo
    series {
      code
      title
      units
      frequency
      observations {
        time
        value
      }
    }
  }
  ... on CmsBlockMap {
    title
    level
    indicatorCode
  }
}`, {"hash":"sha256:2d0373e0eb4822abc32af5f8a12c719d9b762c82306e0aa7b1eaeb29b334a61a"}) as unknown as TypedDocumentString<SitePageForStaffQuery, SitePageForStaffQueryVariables>;
export const SiteRegionDocument = /*#__PURE__*/ new TypedDocumentString(`
    query SiteRegion($code: String!, $indicator: String!, $level: RegionLevel!, $parent: String) {
  region(code: $code) {
    ...SiteRegionParts
  }
  choropleth(indicator: $indicator, level: $level, parent: $parent) {
    ...MapParts
    regions {
      region {
        code
        name
      }
      value
      class
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
}
fragment MapParts on Choropleth {
  indicator {
    code
    name
    units
    decimals
    direction
  }
  level
  time
  classes {
    class
    lower
    upper
    count
  }
  tileUrlTemplate
  withoutValue
}
fragment SiteRegionParts on Region {
  ...RegionParts
  landAreaKm2
  series(first: 12) {
    code
    title
    units
    frequency
    observations(limit: 600) {
      time
      value
    }
  }
}`, {"hash":"sha256:f20fae4c397a0f6937df3c3a51000573eb3cfa52d400e0891d9ea57d3b7d8f1e"}) as unknown as TypedDocumentString<SiteRegionQuery, SiteRegionQueryVariables>;
export const SiteRegionForStaffDocument = /*#__PURE__*/ new TypedDocumentString(`
    query SiteRegionForStaff($code: String!, $indicator: String!, $level: RegionLevel!, $parent: String) {
  region(code: $code) {
    ...SiteRegionParts
    companies {
      totalCount
      nodes(first: 200) {
        id
        name
        address {
          addressCity
          addressLat
          addressLng
        }
      }
    }
  }
  choropleth(indicator: $indicator, level: $level, parent: $parent) {
    ...MapParts
    regions {
      region {
        code
        name
      }
      value
      class
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
}
fragment MapParts on Choropleth {
  indicator {
    code
    name
    units
    decimals
    direction
  }
  level
  time
  classes {
    class
    lower
    upper
    count
  }
  tileUrlTemplate
  withoutValue
}
fragment SiteRegionParts on Region {
  ...RegionParts
  landAreaKm2
  series(first: 12) {
    code
    title
    units
    frequency
    observations(limit: 600) {
      time
      value
    }
  }
}`, {"hash":"sha256:110c74b86185d567a43c6318e05dac953d9d0659d8bb025a4d4b17dd549bf8af"}) as unknown as TypedDocumentString<SiteRegionForStaffQuery, SiteRegionForStaffQueryVariables>;
export const SiteRegionsDocument = /*#__PURE__*/ new TypedDocumentString(`
    query SiteRegions($indicator: String!, $level: RegionLevel!) {
  states: regions(level: STATE, first: 100) {
    edges {
      node {
        code
        name
      }
    }
  }
  provinces: regions(level: PROVINCE, first: 100) {
    edges {
      node {
        code
        name
      }
    }
  }
  choropleth(indicator: $indicator, level: $level) {
    ...MapParts
  }
}
    fragment MapParts on Choropleth {
  indicator {
    code
    name
    units
    decimals
    direction
  }
  level
  time
  classes {
    class
    lower
    upper
    count
  }
  tileUrlTemplate
  withoutValue
}`, {"hash":"sha256:5006174af186933f6a98e328f9d7559ac471412081270654cf9ecc9b327a85af"}) as unknown as TypedDocumentString<SiteRegionsQuery, SiteRegionsQueryVariables>;
export const SiteSeriesDocument = /*#__PURE__*/ new TypedDocumentString(`
    query SiteSeries($code: String!, $transform: Transform!, $base: Date, $bucket: TimeBucket, $aggregate: Aggregate!, $from: Date, $to: Date) {
  series(code: $code) {
    code
    title
    description
    units
    frequency
    seasonalAdjustment
    startsOn
    endsOn
    source {
      name
      homepageUrl
      license
    }
    region {
      code
      name
    }
    latest {
      time
      value
    }
    change
    changePercent
    changeOnYear
    changeOnYearPercent
    summary {
      count
      min
      max
      mean
      gaps
    }
    observations(
      transform: $transform
      base: $base
      bucket: $bucket
      aggregate: $aggregate
      from: $from
      to: $to
    ) {
      time
      value
    }
    relatedSeries(first: 6) {
      by
      series {
        code
        title
      }
    }
    articles(first: 5) {
      slug
      title
      publishedAt
    }
  }
}
    `, {"hash":"sha256:e0022d10679711e09b400905740047e38407e131d15b28a51abd98193b6e6168"}) as unknown as TypedDocumentString<SiteSeriesQuery, SiteSeriesQueryVariables>;
export const SiteSeriesColumnsDocument = /*#__PURE__*/ new TypedDocumentString(`
    query SiteSeriesColumns($code: String!, $transform: Transform!, $base: Date, $bucket: TimeBucket, $aggregate: Aggregate!, $from: Date, $to: Date) {
  series(code: $code) {
    code
    title
    units
    observationColumns(
      transform: $transform
      base: $base
      bucket: $bucket
      aggregate: $aggregate
      from: $from
      to: $to
      limit: 10000
    ) {
      times
      values
    }
  }
}
    `, {"hash":"sha256:98ab1c21ed279014072b4f4e72822f81946bda1dfaa4ba273321e7d2dfc3077a"}) as unknown as TypedDocumentString<SiteSeriesColumnsQuery, SiteSeriesColumnsQueryVariables>;
export const SiteSeriesFiguresDocument = /*#__PURE__*/ new TypedDocumentString(`
    query SiteSeriesFigures($code: String!, $transform: Transform!, $base: Date, $bucket: TimeBucket, $aggregate: Aggregate!, $from: Date, $to: Date) {
  series(code: $code) {
    code
    units
    observations(
      transform: $transform
      base: $base
      bucket: $bucket
      aggregate: $aggregate
      from: $from
      to: $to
      limit: 10000
    ) {
      time
      value
    }
  }
}
    `, {"hash":"sha256:cd9408e6d5f68ecef8eb3fc6f066e283ac03179f75ea117fa011ece2a3584f00"}) as unknown as TypedDocumentString<SiteSeriesFiguresQuery, SiteSeriesFiguresQueryVariables>;
export const SiteSessionDocument = /*#__PURE__*/ new TypedDocumentString(`
    query SiteSession {
  company: __type(name: "CrmCompany") {
    name
  }
  columns: __type(name: "ObservationColumns") {
    name
  }
}
    `, {"hash":"sha256:23409fe5ab49da30799e26180dd0237cf093d57427fdd62dffe7ec0044568628"}) as unknown as TypedDocumentString<SiteSessionQuery, SiteSessionQueryVariables>;