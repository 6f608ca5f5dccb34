/* eslint-disable */
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { DocumentTypeDecoration } from '@graphql-typed-document-node/core';
/** How one figure is computed of the available observations of a period. */
export type Aggregate =
  /** The number of available observations, 0 or more. */
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
  /** The sum; null if none is available. */
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

/** Which values are better. */
export type IndicatorDirection =
  /** Higher values are better, as of employment. */
  | 'HIGHER_IS_BETTER'
  /** Lower values are better, as of unemployment. */
  | 'LOWER_IS_BETTER'
  /** Neither is better. */
  | 'NEUTRAL';

/** The kinds of region in the United States and in Canada. */
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
  /** US: a county, or the equivalent of one in some states. */
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

/** Why two series are related. */
export type RelatedBy =
  /** The same indicator, the same region and words of the title. */
  | 'CATALOGUE'
  /** The cosine of the angle between the embeddings of their descriptions. */
  | 'EMBEDDING';

/** Whether the seasonal pattern of the year was removed. */
export type SeasonalAdjustment =
  /** It was not removed. */
  | 'NOT_SEASONALLY_ADJUSTED'
  /** It was removed. */
  | 'SEASONALLY_ADJUSTED'
  /** Seasonally adjusted, and converted to a rate per year. */
  | 'SEASONALLY_ADJUSTED_ANNUAL_RATE';

/** The order of the catalogue. Ties are in the order of source and code, in the same direction. */
export type SeriesOrder =
  /** Source, then code, by code point, from the lowest. */
  | 'CODE_ASC'
  /** Source, then code, by code point, from the highest. */
  | 'CODE_DESC'
  /** The day of the last observation, the earliest first. */
  | 'ENDS_ON_ASC'
  /** The day of the last observation, the latest first. */
  | 'ENDS_ON_DESC'
  /** How well a series matches `search`, which is required: first codes that start with it, then titles by the share of their words that match it or its synonyms. */
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
  /** From midnight to midnight: 23 or 25 hours on days when clocks change. */
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
  /** The change from the previous available value, in percent per year, compounded over the time between the two. Null where one of the two is not above 0. */
  | 'ANNUALISED'
  /** The change from the previous available value, in the units of the series. */
  | 'CHANGE'
  /** The value relative to the value at `base`, which is 100: the newest available one on or before that day. */
  | 'INDEX'
  /** The values themselves, in the units of the series. */
  | 'LEVEL'
  /** The natural logarithm; null for a value that is not above 0. */
  | 'LOG'
  /** The change from the previous available value, in percent of that value. */
  | 'PERCENT_CHANGE'
  /** The value per person, in the units of the series per person: divided by the population of its region, the newest available figure of the indicator POPULATION on that day (of a bucket: its first day) or in the ten years before. Null if there is none; BAD_USER_INPUT if no such series is about the region. */
  | 'PER_CAPITA'
  /** The change from the value of exactly one year before (of weeks: 52 weeks before), in percent of that value. */
  | 'YEAR_ON_YEAR';

export type ArticlePageQueryVariables = Exact<{
  slug: string;
  coverWidth?: number | null | undefined;
  from?: string | null | undefined;
  to?: string | null | undefined;
}>;


export type ArticlePageQuery = {
  /** One CmsArticle by its `slug`; null if it does not exist, or the caller may not read it. */
  cmsArticleBySlug: {
    /** The headline, plain text. */
    title: string,
    /** A summary in one or two sentences, plain text; empty if there is none. */
    excerpt: string,
    /** The text, in Markdown. */
    body: string,
    /** When it was or will be published; until an editor sets it, when it was created. */
    publishedAt: string,
    /** The author. */
    author: {
      /** The full name. */
      name: string,
      /** The profession of the author; empty if it is not given. */
      jobTitle: string,
      /** A portrait. */
      avatar: {
        /** The URL of the file; a picture in the requested size and format. */
        url: string
      } | null
    },
    /** The picture at the top. */
    cover: {
      /** A description of a picture, as its text alternative. */
      description: string | null,
      /** The URL of the file; a picture in the requested size and format. */
      url: string
    } | null,
    /** Its tags, through the rows of `cms_articles_tags`. */
    tags: Array<{
      /** The tag. */
      tag: {
        /** The text of the tag. */
        name: string,
        /** The last part of its URL, unique: lower-case words with dashes. */
        slug: string
      }
    }>,
    /** The series that the article is about, in its own order. Unknown codes are left out. */
    series: Array<{
      /** Its code, "SOURCE:CODE", unique: "BLS:CES0000000001". */
      code: string,
      /** What it measures, in a few words. */
      title: string,
      /** The unit of its values: "Thousands of persons". */
      units: string,
      /** The newest available observation; null if there is none. */
      latest: {
        /** The moment that the figure is of; for a period, its first moment. */
        time: string,
        /** The figure, in the units of its series; null if it is not available, which is not zero. */
        value: number | null
      } | null,
      /** Its figures in a range of days, ascending in time: the most recent `limit` of them. */
      observations: Array<{
        /** The moment that the figure is of; for a period, its first moment. */
        time: string,
        /** The figure, in the units of its series; null if it is not available, which is not zero. */
        value: number | null
      }>
    }>,
    /** The region that the article is about; null for an article on a whole country. */
    region: {
      /** Its code: country, dash and national id, "US-06037", "CA-35". Unique within its level. */
      code: string,
      /** Its name. */
      name: string,
      /** Its border, a MultiPolygon, cut at the antimeridian. */
      geometry: { readonly type: string; readonly [member: string]: unknown }
    } | null
  } | null
};

export type ArticlePartsFragment = {
  /** The headline, plain text. */
  title: string,
  /** A summary in one or two sentences, plain text; empty if there is none. */
  excerpt: string,
  /** The text, in Markdown. */
  body: string,
  /** When it was or will be published; until an editor sets it, when it was created. */
  publishedAt: string,
  /** The author. */
  author: {
    /** The full name. */
    name: string,
    /** The profession of the author; empty if it is not given. */
    jobTitle: string,
    /** A portrait. */
    avatar: {
      /** The URL of the file; a picture in the requested size and format. */
      url: string
    } | null
  },
  /** The picture at the top. */
  cover: {
    /** A description of a picture, as its text alternative. */
    description: string | null,
    /** The URL of the file; a picture in the requested size and format. */
    url: string
  } | null,
  /** Its tags, through the rows of `cms_articles_tags`. */
  tags: Array<{
    /** The tag. */
    tag: {
      /** The text of the tag. */
      name: string,
      /** The last part of its URL, unique: lower-case words with dashes. */
      slug: string
    }
  }>,
  /** The series that the article is about, in its own order. Unknown codes are left out. */
  series: Array<{
    /** Its code, "SOURCE:CODE", unique: "BLS:CES0000000001". */
    code: string,
    /** What it measures, in a few words. */
    title: string,
    /** The unit of its values: "Thousands of persons". */
    units: string,
    /** The newest available observation; null if there is none. */
    latest: {
      /** The moment that the figure is of; for a period, its first moment. */
      time: string,
      /** The figure, in the units of its series; null if it is not available, which is not zero. */
      value: number | null
    } | null,
    /** Its figures in a range of days, ascending in time: the most recent `limit` of them. */
    observations: Array<{
      /** The moment that the figure is of; for a period, its first moment. */
      time: string,
      /** The figure, in the units of its series; null if it is not available, which is not zero. */
      value: number | null
    }>
  }>,
  /** The region that the article is about; null for an article on a whole country. */
  region: {
    /** Its code: country, dash and national id, "US-06037", "CA-35". Unique within its level. */
    code: string,
    /** Its name. */
    name: string,
    /** Its border, a MultiPolygon, cut at the antimeridian. */
    geometry: { readonly type: string; readonly [member: string]: unknown }
  } | null
};

export type ArticlePageForStaffQueryVariables = Exact<{
  slug: string;
  coverWidth?: number | null | undefined;
  from?: string | null | undefined;
  to?: string | null | undefined;
}>;


export type ArticlePageForStaffQuery = {
  /** One CmsArticle by its `slug`; null if it does not exist, or the caller may not read it. */
  cmsArticleBySlug: {
    /** The headline, plain text. */
    title: string,
    /** A summary in one or two sentences, plain text; empty if there is none. */
    excerpt: string,
    /** The text, in Markdown. */
    body: string,
    /** When it was or will be published; until an editor sets it, when it was created. */
    publishedAt: string,
    /** The companies that the article mentions, in its own order. Deleted companies are left out. */
    companies: Array<{
      /** The id, a UUID. */
      id: string,
      /** The name. */
      name: string | null,
      /** The company's site. */
      domainName: {
        /** The URL of the primary link. */
        primaryLinkUrl: string | null
      } | null
    }>,
    /** The author. */
    author: {
      /** The full name. */
      name: string,
      /** The profession of the author; empty if it is not given. */
      jobTitle: string,
      /** A portrait. */
      avatar: {
        /** The URL of the file; a picture in the requested size and format. */
        url: string
      } | null
    },
    /** The picture at the top. */
    cover: {
      /** A description of a picture, as its text alternative. */
      description: string | null,
      /** The URL of the file; a picture in the requested size and format. */
      url: string
    } | null,
    /** Its tags, through the rows of `cms_articles_tags`. */
    tags: Array<{
      /** The tag. */
      tag: {
        /** The text of the tag. */
        name: string,
        /** The last part of its URL, unique: lower-case words with dashes. */
        slug: string
      }
    }>,
    /** The series that the article is about, in its own order. Unknown codes are left out. */
    series: Array<{
      /** Its code, "SOURCE:CODE", unique: "BLS:CES0000000001". */
      code: string,
      /** What it measures, in a few words. */
      title: string,
      /** The unit of its values: "Thousands of persons". */
      units: string,
      /** The newest available observation; null if there is none. */
      latest: {
        /** The moment that the figure is of; for a period, its first moment. */
        time: string,
        /** The figure, in the units of its series; null if it is not available, which is not zero. */
        value: number | null
      } | null,
      /** Its figures in a range of days, ascending in time: the most recent `limit` of them. */
      observations: Array<{
        /** The moment that the figure is of; for a period, its first moment. */
        time: string,
        /** The figure, in the units of its series; null if it is not available, which is not zero. */
        value: number | null
      }>
    }>,
    /** The region that the article is about; null for an article on a whole country. */
    region: {
      /** Its code: country, dash and national id, "US-06037", "CA-35". Unique within its level. */
      code: string,
      /** Its name. */
      name: string,
      /** Its border, a MultiPolygon, cut at the antimeridian. */
      geometry: { readonly type: string; readonly [member: string]: unknown }
    } | null
  } | null
};

export type ChoroplethQueryVariables = Exact<{
  indicator: string;
  level: RegionLevel;
  parent?: string | null | undefined;
  withGeometry?: boolean | null | undefined;
}>;


export type ChoroplethQuery = {
  /** A map of an indicator's values over the regions of a level. An unknown indicator is BAD_USER_INPUT, and so is a level without figures of the indicator. For example `{ choropleth(indicator: "UNEMPLOYMENT_RATE", level: COUNTY) { regions { value region { name } } } }`. */
  choropleth: {
    /** The moment of the newest of its values; null if there are none. */
    time: string | null,
    /** What the figures are of. */
    indicator: {
      /** Its name in English. */
      name: string,
      /** The unit of its values, in words: "Percent". */
      units: string,
      /** How many decimals to show, 0 or more. */
      decimals: number
    },
    /** Its classes, the lowest values first. They are the classes of the whole level, also under a parent, so that a colour always means the same. Each is (lower, upper], the first [lower, upper]. Equal bounds are merged, so there can be fewer than requested; without values there is none. */
    classes: Array<{
      /** Its number, from 1 for the lowest values. */
      class: number,
      /** Its lower bound, in the units of the indicator. */
      lower: number,
      /** Its upper bound, in the units of the indicator. */
      upper: number,
      /** The number of regions of the whole level in this class. */
      count: number
    }>,
    /** Every region of the level (under the parent), with or without a value, in the order of their codes. */
    regions: Array<{
      /** Its value, in the units of the indicator; null if there is none, which is not zero. */
      value: number | null,
      /** The number of its class; null if it has no value. */
      class: number | null,
      /** The region. */
      region: {
        /** Its code: country, dash and national id, "US-06037", "CA-35". Unique within its level. */
        code: string,
        /** Its name. */
        name: string,
        /** Its border, a MultiPolygon, cut at the antimeridian. */
        geometry?: { readonly type: string; readonly [member: string]: unknown }
      }
    }>
  }
};

export type CompanyProfileQueryVariables = Exact<{
  id: string;
}>;


export type CompanyProfileQuery = {
  /** The CrmCompany with this id; null if it does not exist or is deleted. */
  crmCompany: {
    /** The id, a UUID. */
    id: string,
    /** The name. */
    name: string | null,
    /** The address of the company. */
    address: {
      /** City. */
      addressCity: string | null,
      /** State or province, by its name. */
      addressState: string | null,
      /** Country, by its English name. */
      addressCountry: string | null
    } | null,
    /** Revenue in a year. */
    annualRevenue: {
      /** The amount in millionths of the currency: 1 USD is 1000000. */
      amountMicros: number | null,
      /** ISO 4217 code of the currency: "USD". */
      currencyCode: string | null
    } | null,
    /** People: a page of them, with their total count. */
    people: {
      /** The number of records that pass the filter, on all pages. */
      totalCount: number,
      /** The records of the page, each with its cursor. */
      edges: Array<{
        /** The record. */
        node: {
          /** The id, a UUID. */
          id: string,
          /** The person's job at the company. */
          jobTitle: string | null,
          /** The name. */
          name: {
            /** Given name. */
            firstName: string | null,
            /** Family name. */
            lastName: string | null
          } | null
        }
      }>
    },
    /** Opportunities: a page of them, with their total count. */
    opportunities: {
      /** The number of records that pass the filter, on all pages. */
      totalCount: number,
      /** The records of the page, each with its cursor. */
      edges: Array<{
        /** The record. */
        node: {
          /** The id, a UUID. */
          id: string,
          /** The name. */
          name: string | null,
          /** The stage of the sale. */
          stage: CrmOpportunityStageEnum,
          /** When the sale is expected to close. */
          closeDate: string | null,
          /** The amount of the sale. */
          amount: {
            /** The amount in millionths of the currency: 1 USD is 1000000. */
            amountMicros: number | null,
            /** ISO 4217 code of the currency: "USD". */
            currencyCode: string | null
          } | null
        }
      }>
    },
    /** The region of a level that contains the company: found by the point of its address or, if that finds none, by the name of its state or province, which finds only regions of the levels STATE and PROVINCE. */
    county: {
      /** Its code: country, dash and national id, "US-06037", "CA-35". Unique within its level. */
      code: string,
      /** Its name. */
      name: string,
      /** The latest value of each indicator with figures of the region, in the order of the indicators' codes. */
      indicators: Array<{
        /** The moment that the value is of. */
        time: string,
        /** The value, in the units of the indicator: the latest that is available. */
        value: number,
        /** Its rank among the regions of the level, 1 for the best by the indicator's direction; equal values have the same rank. */
        rank: number,
        /** The share of the other regions of the level with a lower value, in percent, 0 to 100. */
        percentile: number,
        /** What was measured. */
        indicator: {
          /** Its code, unique: "UNEMPLOYMENT_RATE". */
          code: string,
          /** Its name in English. */
          name: string,
          /** The unit of its values, in words: "Percent". */
          units: string
        }
      }>
    } | null,
    /** The region of a level that contains the company: found by the point of its address or, if that finds none, by the name of its state or province, which finds only regions of the levels STATE and PROVINCE. */
    state: {
      /** Its code: country, dash and national id, "US-06037", "CA-35". Unique within its level. */
      code: string,
      /** Its name. */
      name: string,
      /** The latest value of each indicator with figures of the region, in the order of the indicators' codes. */
      indicators: Array<{
        /** The moment that the value is of. */
        time: string,
        /** The value, in the units of the indicator: the latest that is available. */
        value: number,
        /** Its rank among the regions of the level, 1 for the best by the indicator's direction; equal values have the same rank. */
        rank: number,
        /** The share of the other regions of the level with a lower value, in percent, 0 to 100. */
        percentile: number,
        /** What was measured. */
        indicator: {
          /** Its code, unique: "UNEMPLOYMENT_RATE". */
          code: string,
          /** Its name in English. */
          name: string,
          /** The unit of its values, in words: "Percent". */
          units: string
        }
      }>
    } | null,
    /** The region of a level that contains the company: found by the point of its address or, if that finds none, by the name of its state or province, which finds only regions of the levels STATE and PROVINCE. */
    province: {
      /** Its code: country, dash and national id, "US-06037", "CA-35". Unique within its level. */
      code: string,
      /** Its name. */
      name: string,
      /** The latest value of each indicator with figures of the region, in the order of the indicators' codes. */
      indicators: Array<{
        /** The moment that the value is of. */
        time: string,
        /** The value, in the units of the indicator: the latest that is available. */
        value: number,
        /** Its rank among the regions of the level, 1 for the best by the indicator's direction; equal values have the same rank. */
        rank: number,
        /** The share of the other regions of the level with a lower value, in percent, 0 to 100. */
        percentile: number,
        /** What was measured. */
        indicator: {
          /** Its code, unique: "UNEMPLOYMENT_RATE". */
          code: string,
          /** Its name in English. */
          name: string,
          /** The unit of its values, in words: "Percent". */
          units: string
        }
      }>
    } | null,
    /** The newest articles that mention the company, at most `first` of them (0 to 100). */
    articles: Array<{
      /** The last part of its URL, unique: lower-case words with dashes. */
      slug: string,
      /** The headline, plain text. */
      title: string,
      /** When it was or will be published; until an editor sets it, when it was created. */
      publishedAt: string
    }>
  } | null
};

export type PlaceFragment = {
  /** Its code: country, dash and national id, "US-06037", "CA-35". Unique within its level. */
  code: string,
  /** Its name. */
  name: string,
  /** The latest value of each indicator with figures of the region, in the order of the indicators' codes. */
  indicators: Array<{
    /** The moment that the value is of. */
    time: string,
    /** The value, in the units of the indicator: the latest that is available. */
    value: number,
    /** Its rank among the regions of the level, 1 for the best by the indicator's direction; equal values have the same rank. */
    rank: number,
    /** The share of the other regions of the level with a lower value, in percent, 0 to 100. */
    percentile: number,
    /** What was measured. */
    indicator: {
      /** Its code, unique: "UNEMPLOYMENT_RATE". */
      code: string,
      /** Its name in English. */
      name: string,
      /** The unit of its values, in words: "Percent". */
      units: string
    }
  }>
};

export type HomeQueryVariables = Exact<{ [key: string]: never; }>;


export type HomeQuery = {
  /** The one row of the collection, a CmsSiteSettings. For example `{ cmsSiteSettings { __typename } }`. */
  cmsSiteSettings: {
    /** The name of the site. */
    title: string,
    /** A description in a few words. */
    tagline: string,
    /** The series at the top of the home page, in order. Unknown codes are left out. */
    headlineSeries: Array<{
      /** Its code, "SOURCE:CODE", unique: "BLS:CES0000000001". */
      code: string,
      /** What it measures, in a few words. */
      title: string,
      /** The unit of its values: "Thousands of persons". */
      units: string,
      /** From a year before to the newest observation, in the units of the series. */
      changeOnYear: number | null,
      /** From a year before to the newest observation, in percent of the earlier one; null if that was 0. */
      changeOnYearPercent: number | null,
      /** The newest available observation; null if there is none. */
      latest: {
        /** The moment that the figure is of; for a period, its first moment. */
        time: string,
        /** The figure, in the units of its series; null if it is not available, which is not zero. */
        value: number | null
      } | null,
      /** Its figures in a range of days, ascending in time: the most recent `limit` of them. */
      observations: Array<{
        /** The moment that the figure is of; for a period, its first moment. */
        time: string,
        /** The figure, in the units of its series; null if it is not available, which is not zero. */
        value: number | null
      }>
    }>
  },
  /** Rows of CmsArticle: those that pass `filter` and `search`, in the order of `sort`. For example `{ cmsArticles(limit: 10) { id } }`. */
  cmsArticles: Array<{
    /** The last part of its URL, unique: lower-case words with dashes. */
    slug: string,
    /** The headline, plain text. */
    title: string,
    /** A summary in one or two sentences, plain text; empty if there is none. */
    excerpt: string,
    /** When it was or will be published; until an editor sets it, when it was created. */
    publishedAt: string,
    /** The author. */
    author: {
      /** The full name. */
      name: string
    },
    /** The picture at the top. */
    cover: {
      /** The URL of the file; a picture in the requested size and format. */
      url: string
    } | null
  }>
};

export type HomePartsFragment = {
  /** The one row of the collection, a CmsSiteSettings. For example `{ cmsSiteSettings { __typename } }`. */
  cmsSiteSettings: {
    /** The name of the site. */
    title: string,
    /** A description in a few words. */
    tagline: string,
    /** The series at the top of the home page, in order. Unknown codes are left out. */
    headlineSeries: Array<{
      /** Its code, "SOURCE:CODE", unique: "BLS:CES0000000001". */
      code: string,
      /** What it measures, in a few words. */
      title: string,
      /** The unit of its values: "Thousands of persons". */
      units: string,
      /** From a year before to the newest observation, in the units of the series. */
      changeOnYear: number | null,
      /** From a year before to the newest observation, in percent of the earlier one; null if that was 0. */
      changeOnYearPercent: number | null,
      /** The newest available observation; null if there is none. */
      latest: {
        /** The moment that the figure is of; for a period, its first moment. */
        time: string,
        /** The figure, in the units of its series; null if it is not available, which is not zero. */
        value: number | null
      } | null,
      /** Its figures in a range of days, ascending in time: the most recent `limit` of them. */
      observations: Array<{
        /** The moment that the figure is of; for a period, its first moment. */
        time: string,
        /** The figure, in the units of its series; null if it is not available, which is not zero. */
        value: number | null
      }>
    }>
  },
  /** Rows of CmsArticle: those that pass `filter` and `search`, in the order of `sort`. For example `{ cmsArticles(limit: 10) { id } }`. */
  cmsArticles: Array<{
    /** The last part of its URL, unique: lower-case words with dashes. */
    slug: string,
    /** The headline, plain text. */
    title: string,
    /** A summary in one or two sentences, plain text; empty if there is none. */
    excerpt: string,
    /** When it was or will be published; until an editor sets it, when it was created. */
    publishedAt: string,
    /** The author. */
    author: {
      /** The full name. */
      name: string
    },
    /** The picture at the top. */
    cover: {
      /** The URL of the file; a picture in the requested size and format. */
      url: string
    } | null
  }>
};

export type HomeForStaffQueryVariables = Exact<{ [key: string]: never; }>;


export type HomeForStaffQuery = {
  /** CrmOpportunity records in groups, each with its count and its aggregates. For example `{ crmOpportunitiesGroupBy(groupBy: [{ createdAt: { granularity: YEAR, timeZone: "UTC" } }]) { totalCount } }`. */
  pipeline: Array<{
    /** The group's values, one for each field of `groupBy`, in its order. */
    groupByDimensionValues: unknown,
    /** The number of records that pass the filter, on all pages. */
    totalCount: number,
    /** The sum of `amountAmountMicros`, over all records that pass the filter. They must be of one currency: fix `amount.currencyCode` by the filter, or group by it. */
    sumAmountAmountMicros: number | null
  }>,
  /** The one row of the collection, a CmsSiteSettings. For example `{ cmsSiteSettings { __typename } }`. */
  cmsSiteSettings: {
    /** The name of the site. */
    title: string,
    /** A description in a few words. */
    tagline: string,
    /** The series at the top of the home page, in order. Unknown codes are left out. */
    headlineSeries: Array<{
      /** Its code, "SOURCE:CODE", unique: "BLS:CES0000000001". */
      code: string,
      /** What it measures, in a few words. */
      title: string,
      /** The unit of its values: "Thousands of persons". */
      units: string,
      /** From a year before to the newest observation, in the units of the series. */
      changeOnYear: number | null,
      /** From a year before to the newest observation, in percent of the earlier one; null if that was 0. */
      changeOnYearPercent: number | null,
      /** The newest available observation; null if there is none. */
      latest: {
        /** The moment that the figure is of; for a period, its first moment. */
        time: string,
        /** The figure, in the units of its series; null if it is not available, which is not zero. */
        value: number | null
      } | null,
      /** Its figures in a range of days, ascending in time: the most recent `limit` of them. */
      observations: Array<{
        /** The moment that the figure is of; for a period, its first moment. */
        time: string,
        /** The figure, in the units of its series; null if it is not available, which is not zero. */
        value: number | null
      }>
    }>
  },
  /** Rows of CmsArticle: those that pass `filter` and `search`, in the order of `sort`. For example `{ cmsArticles(limit: 10) { id } }`. */
  cmsArticles: Array<{
    /** The last part of its URL, unique: lower-case words with dashes. */
    slug: string,
    /** The headline, plain text. */
    title: string,
    /** A summary in one or two sentences, plain text; empty if there is none. */
    excerpt: string,
    /** When it was or will be published; until an editor sets it, when it was created. */
    publishedAt: string,
    /** The author. */
    author: {
      /** The full name. */
      name: string
    },
    /** The picture at the top. */
    cover: {
      /** The URL of the file; a picture in the requested size and format. */
      url: string
    } | null
  }>
};

export type RegionDashboardQueryVariables = Exact<{
  code: string;
}>;


export type RegionDashboardQuery = {
  /** The region with a code; null if there is none. If regions of several levels have the code, it is the larger kind of region: "US-06037" is a county, not a ZIP Code area. */
  region: {
    /** Its code: country, dash and national id, "US-06037", "CA-35". Unique within its level. */
    code: string,
    /** Its name. */
    name: string,
    /** What kind of region it is. */
    level: RegionLevel,
    /** The country that it is a part of. */
    country: Country,
    /** [west, south, east, north] in degrees (RFC 7946, section 5). West is greater than east if the region crosses the antimeridian. An empty border is UPSTREAM_FAILED. */
    boundingBox: Array<number>,
    /** Its border, a MultiPolygon, cut at the antimeridian. */
    geometry: { readonly type: string; readonly [member: string]: unknown },
    /** The region that it is a part of: a county's state. */
    parent: {
      /** Its code: country, dash and national id, "US-06037", "CA-35". Unique within its level. */
      code: string,
      /** Its name. */
      name: string
    } | null,
    /** The centre of its area. It can be outside of a region that is bent or in parts. An empty border is UPSTREAM_FAILED. */
    centroid: {
      /** Degrees north, -90 to 90. */
      latitude: number,
      /** Degrees east, -180 to 180. */
      longitude: number
    },
    /** The latest value of each indicator with figures of the region, in the order of the indicators' codes. */
    indicators: Array<{
      /** The moment that the value is of. */
      time: string,
      /** The value, in the units of the indicator: the latest that is available. */
      value: number,
      /** Its rank among the regions of the level, 1 for the best by the indicator's direction; equal values have the same rank. */
      rank: number,
      /** The share of the other regions of the level with a lower value, in percent, 0 to 100. */
      percentile: number,
      /** The number of ranked regions of the level, itself included. */
      peers: number,
      /** What was measured. */
      indicator: {
        /** Its code, unique: "UNEMPLOYMENT_RATE". */
        code: string,
        /** Its name in English. */
        name: string,
        /** The unit of its values, in words: "Percent". */
        units: string,
        /** How many decimals to show, 0 or more. */
        decimals: number,
        /** Whether a higher or a lower value is better. */
        direction: IndicatorDirection
      }
    }>,
    /** The newest articles about this region, at most `first` of them (0 to 100). */
    articles: Array<{
      /** The last part of its URL, unique: lower-case words with dashes. */
      slug: string,
      /** The headline, plain text. */
      title: string,
      /** When it was or will be published; until an editor sets it, when it was created. */
      publishedAt: string
    }>
  } | null
};

export type RegionPartsFragment = {
  /** Its code: country, dash and national id, "US-06037", "CA-35". Unique within its level. */
  code: string,
  /** Its name. */
  name: string,
  /** What kind of region it is. */
  level: RegionLevel,
  /** The country that it is a part of. */
  country: Country,
  /** [west, south, east, north] in degrees (RFC 7946, section 5). West is greater than east if the region crosses the antimeridian. An empty border is UPSTREAM_FAILED. */
  boundingBox: Array<number>,
  /** Its border, a MultiPolygon, cut at the antimeridian. */
  geometry: { readonly type: string; readonly [member: string]: unknown },
  /** The region that it is a part of: a county's state. */
  parent: {
    /** Its code: country, dash and national id, "US-06037", "CA-35". Unique within its level. */
    code: string,
    /** Its name. */
    name: string
  } | null,
  /** The centre of its area. It can be outside of a region that is bent or in parts. An empty border is UPSTREAM_FAILED. */
  centroid: {
    /** Degrees north, -90 to 90. */
    latitude: number,
    /** Degrees east, -180 to 180. */
    longitude: number
  },
  /** The latest value of each indicator with figures of the region, in the order of the indicators' codes. */
  indicators: Array<{
    /** The moment that the value is of. */
    time: string,
    /** The value, in the units of the indicator: the latest that is available. */
    value: number,
    /** Its rank among the regions of the level, 1 for the best by the indicator's direction; equal values have the same rank. */
    rank: number,
    /** The share of the other regions of the level with a lower value, in percent, 0 to 100. */
    percentile: number,
    /** The number of ranked regions of the level, itself included. */
    peers: number,
    /** What was measured. */
    indicator: {
      /** Its code, unique: "UNEMPLOYMENT_RATE". */
      code: string,
      /** Its name in English. */
      name: string,
      /** The unit of its values, in words: "Percent". */
      units: string,
      /** How many decimals to show, 0 or more. */
      decimals: number,
      /** Whether a higher or a lower value is better. */
      direction: IndicatorDirection
    }
  }>,
  /** The newest articles about this region, at most `first` of them (0 to 100). */
  articles: Array<{
    /** The last part of its URL, unique: lower-case words with dashes. */
    slug: string,
    /** The headline, plain text. */
    title: string,
    /** When it was or will be published; until an editor sets it, when it was created. */
    publishedAt: string
  }>
};

export type RegionDashboardForStaffQueryVariables = Exact<{
  code: string;
}>;


export type RegionDashboardForStaffQuery = {
  /** The region with a code; null if there is none. If regions of several levels have the code, it is the larger kind of region: "US-06037" is a county, not a ZIP Code area. */
  region: {
    /** Its code: country, dash and national id, "US-06037", "CA-35". Unique within its level. */
    code: string,
    /** Its name. */
    name: string,
    /** What kind of region it is. */
    level: RegionLevel,
    /** The country that it is a part of. */
    country: Country,
    /** [west, south, east, north] in degrees (RFC 7946, section 5). West is greater than east if the region crosses the antimeridian. An empty border is UPSTREAM_FAILED. */
    boundingBox: Array<number>,
    /** Its border, a MultiPolygon, cut at the antimeridian. */
    geometry: { readonly type: string; readonly [member: string]: unknown },
    /** The companies in the region. */
    companies: {
      /** The number of records. */
      totalCount: number,
      /** The records in the order of their ids, at most `first` of them (0 to 1000). */
      nodes: Array<{
        /** The id, a UUID. */
        id: string,
        /** The name. */
        name: string | null,
        /** The address of the company. */
        address: {
          /** City. */
          addressCity: string | null
        } | null
      }>
    },
    /** The region that it is a part of: a county's state. */
    parent: {
      /** Its code: country, dash and national id, "US-06037", "CA-35". Unique within its level. */
      code: string,
      /** Its name. */
      name: string
    } | null,
    /** The centre of its area. It can be outside of a region that is bent or in parts. An empty border is UPSTREAM_FAILED. */
    centroid: {
      /** Degrees north, -90 to 90. */
      latitude: number,
      /** Degrees east, -180 to 180. */
      longitude: number
    },
    /** The latest value of each indicator with figures of the region, in the order of the indicators' codes. */
    indicators: Array<{
      /** The moment that the value is of. */
      time: string,
      /** The value, in the units of the indicator: the latest that is available. */
      value: number,
      /** Its rank among the regions of the level, 1 for the best by the indicator's direction; equal values have the same rank. */
      rank: number,
      /** The share of the other regions of the level with a lower value, in percent, 0 to 100. */
      percentile: number,
      /** The number of ranked regions of the level, itself included. */
      peers: number,
      /** What was measured. */
      indicator: {
        /** Its code, unique: "UNEMPLOYMENT_RATE". */
        code: string,
        /** Its name in English. */
        name: string,
        /** The unit of its values, in words: "Percent". */
        units: string,
        /** How many decimals to show, 0 or more. */
        decimals: number,
        /** Whether a higher or a lower value is better. */
        direction: IndicatorDirection
      }
    }>,
    /** The newest articles about this region, at most `first` of them (0 to 100). */
    articles: Array<{
      /** The last part of its URL, unique: lower-case words with dashes. */
      slug: string,
      /** The headline, plain text. */
      title: string,
      /** When it was or will be published; until an editor sets it, when it was created. */
      publishedAt: string
    }>
  } | null
};

export type MapPartsFragment = {
  /** The level of its regions. */
  level: RegionLevel,
  /** The moment of the newest of its values; null if there are none. */
  time: string | null,
  /** The URL of its vector tiles (layer "regions"; properties code, name, value and class), of the whole level or under the parent: "/tiles/county/{z}/{x}/{y}.mvt?indicator=…". Fill in zoom, column and row. Without PUBLIC_URL it is relative to the origin of the graph. */
  tileUrlTemplate: string,
  /** The number of regions of the whole level without a value: they are in no class. */
  withoutValue: number,
  /** What the figures are of. */
  indicator: {
    /** Its code, unique: "UNEMPLOYMENT_RATE". */
    code: string,
    /** Its name in English. */
    name: string,
    /** The unit of its values, in words: "Percent". */
    units: string,
    /** How many decimals to show, 0 or more. */
    decimals: number,
    /** Whether a higher or a lower value is better. */
    direction: IndicatorDirection
  },
  /** Its classes, the lowest values first. They are the classes of the whole level, also under a parent, so that a colour always means the same. Each is (lower, upper], the first [lower, upper]. Equal bounds are merged, so there can be fewer than requested; without values there is none. */
  classes: Array<{
    /** Its number, from 1 for the lowest values. */
    class: number,
    /** Its lower bound, in the units of the indicator. */
    lower: number,
    /** Its upper bound, in the units of the indicator. */
    upper: number,
    /** The number of regions of the whole level in this class. */
    count: number
  }>
};

export type SiteArticleQueryVariables = Exact<{
  slug: string;
  indicator: string;
  level: RegionLevel;
  recessions: string;
  coverWidth?: number | null | undefined;
}>;


export type SiteArticleQuery = {
  /** One CmsArticle by its `slug`; null if it does not exist, or the caller may not read it. */
  cmsArticleBySlug: {
    /** The headline, plain text. */
    title: string,
    /** A summary in one or two sentences, plain text; empty if there is none. */
    excerpt: string,
    /** The text, in Markdown. */
    body: string,
    /** When it was or will be published; until an editor sets it, when it was created. */
    publishedAt: string,
    /** The author. */
    author: {
      /** The full name. */
      name: string,
      /** The profession of the author; empty if it is not given. */
      jobTitle: string,
      /** A short biography; empty if there is none. */
      bio: string
    },
    /** The picture at the top. */
    cover: {
      /** A description of a picture, as its text alternative. */
      description: string | null,
      /** The width of a picture, in pixels. */
      width: number | null,
      /** The height of a picture, in pixels. */
      height: number | null,
      /** The URL of the file; a picture in the requested size and format. */
      url: string
    } | null,
    /** Its tags, through the rows of `cms_articles_tags`. */
    tags: Array<{
      /** The tag. */
      tag: {
        /** The text of the tag. */
        name: string,
        /** The last part of its URL, unique: lower-case words with dashes. */
        slug: string
      }
    }>,
    /** The series that the article is about, in its own order. Unknown codes are left out. */
    series: Array<{
      /** Its code, "SOURCE:CODE", unique: "BLS:CES0000000001". */
      code: string,
      /** What it measures, in a few words. */
      title: string,
      /** The unit of its values: "Thousands of persons". */
      units: string,
      /** How often it is observed. */
      frequency: Frequency,
      /** The newest available observation; null if there is none. */
      latest: {
        /** The moment that the figure is of; for a period, its first moment. */
        time: string,
        /** The figure, in the units of its series; null if it is not available, which is not zero. */
        value: number | null
      } | null,
      /** Its figures in a range of days, ascending in time: the most recent `limit` of them. */
      observations: Array<{
        /** The moment that the figure is of; for a period, its first moment. */
        time: string,
        /** The figure, in the units of its series; null if it is not available, which is not zero. */
        value: number | null
      }>,
      /** The series that are closest to it: by embeddings if the database has them, else by indicator, region and title. */
      relatedSeries: Array<{
        /** The series itself. */
        series: {
          /** Its code, "SOURCE:CODE", unique: "BLS:CES0000000001". */
          code: string,
          /** What it measures, in a few words. */
          title: string
        }
      }>
    }>,
    /** The region that the article is about; null for an article on a whole country. */
    region: {
      /** Its code: country, dash and national id, "US-06037", "CA-35". Unique within its level. */
      code: string,
      /** Its name. */
      name: string,
      /** [west, south, east, north] in degrees (RFC 7946, section 5). West is greater than east if the region crosses the antimeridian. An empty border is UPSTREAM_FAILED. */
      boundingBox: Array<number>,
      /** Its border, a MultiPolygon, cut at the antimeridian. */
      geometry: { readonly type: string; readonly [member: string]: unknown }
    } | null
  } | null,
  /** A map of an indicator's values over the regions of a level. An unknown indicator is BAD_USER_INPUT, and so is a level without figures of the indicator. For example `{ choropleth(indicator: "UNEMPLOYMENT_RATE", level: COUNTY) { regions { value region { name } } } }`. */
  choropleth: {
    /** The level of its regions. */
    level: RegionLevel,
    /** The moment of the newest of its values; null if there are none. */
    time: string | null,
    /** The URL of its vector tiles (layer "regions"; properties code, name, value and class), of the whole level or under the parent: "/tiles/county/{z}/{x}/{y}.mvt?indicator=…". Fill in zoom, column and row. Without PUBLIC_URL it is relative to the origin of the graph. */
    tileUrlTemplate: string,
    /** The number of regions of the whole level without a value: they are in no class. */
    withoutValue: number,
    /** What the figures are of. */
    indicator: {
      /** Its code, unique: "UNEMPLOYMENT_RATE". */
      code: string,
      /** Its name in English. */
      name: string,
      /** The unit of its values, in words: "Percent". */
      units: string,
      /** How many decimals to show, 0 or more. */
      decimals: number,
      /** Whether a higher or a lower value is better. */
      direction: IndicatorDirection
    },
    /** Its classes, the lowest values first. They are the classes of the whole level, also under a parent, so that a colour always means the same. Each is (lower, upper], the first [lower, upper]. Equal bounds are merged, so there can be fewer than requested; without values there is none. */
    classes: Array<{
      /** Its number, from 1 for the lowest values. */
      class: number,
      /** Its lower bound, in the units of the indicator. */
      lower: number,
      /** Its upper bound, in the units of the indicator. */
      upper: number,
      /** The number of regions of the whole level in this class. */
      count: number
    }>
  },
  /** The series with a code; null if there is none. */
  recessions: {
    /** Its code, "SOURCE:CODE", unique: "BLS:CES0000000001". */
    code: string,
    /** What it measures, in a few words. */
    title: string,
    /** Its figures in a range of days, ascending in time: the most recent `limit` of them. */
    observations: Array<{
      /** The moment that the figure is of; for a period, its first moment. */
      time: string,
      /** The figure, in the units of its series; null if it is not available, which is not zero. */
      value: number | null
    }>
  } | null
};

export type SiteArticlePartsFragment = {
  /** The headline, plain text. */
  title: string,
  /** A summary in one or two sentences, plain text; empty if there is none. */
  excerpt: string,
  /** The text, in Markdown. */
  body: string,
  /** When it was or will be published; until an editor sets it, when it was created. */
  publishedAt: string,
  /** The author. */
  author: {
    /** The full name. */
    name: string,
    /** The profession of the author; empty if it is not given. */
    jobTitle: string,
    /** A short biography; empty if there is none. */
    bio: string
  },
  /** The picture at the top. */
  cover: {
    /** A description of a picture, as its text alternative. */
    description: string | null,
    /** The width of a picture, in pixels. */
    width: number | null,
    /** The height of a picture, in pixels. */
    height: number | null,
    /** The URL of the file; a picture in the requested size and format. */
    url: string
  } | null,
  /** Its tags, through the rows of `cms_articles_tags`. */
  tags: Array<{
    /** The tag. */
    tag: {
      /** The text of the tag. */
      name: string,
      /** The last part of its URL, unique: lower-case words with dashes. */
      slug: string
    }
  }>,
  /** The series that the article is about, in its own order. Unknown codes are left out. */
  series: Array<{
    /** Its code, "SOURCE:CODE", unique: "BLS:CES0000000001". */
    code: string,
    /** What it measures, in a few words. */
    title: string,
    /** The unit of its values: "Thousands of persons". */
    units: string,
    /** How often it is observed. */
    frequency: Frequency,
    /** The newest available observation; null if there is none. */
    latest: {
      /** The moment that the figure is of; for a period, its first moment. */
      time: string,
      /** The figure, in the units of its series; null if it is not available, which is not zero. */
      value: number | null
    } | null,
    /** Its figures in a range of days, ascending in time: the most recent `limit` of them. */
    observations: Array<{
      /** The moment that the figure is of; for a period, its first moment. */
      time: string,
      /** The figure, in the units of its series; null if it is not available, which is not zero. */
      value: number | null
    }>,
    /** The series that are closest to it: by embeddings if the database has them, else by indicator, region and title. */
    relatedSeries: Array<{
      /** The series itself. */
      series: {
        /** Its code, "SOURCE:CODE", unique: "BLS:CES0000000001". */
        code: string,
        /** What it measures, in a few words. */
        title: string
      }
    }>
  }>,
  /** The region that the article is about; null for an article on a whole country. */
  region: {
    /** Its code: country, dash and national id, "US-06037", "CA-35". Unique within its level. */
    code: string,
    /** Its name. */
    name: string,
    /** [west, south, east, north] in degrees (RFC 7946, section 5). West is greater than east if the region crosses the antimeridian. An empty border is UPSTREAM_FAILED. */
    boundingBox: Array<number>,
    /** Its border, a MultiPolygon, cut at the antimeridian. */
    geometry: { readonly type: string; readonly [member: string]: unknown }
  } | null
};

export type SiteArticleForStaffQueryVariables = Exact<{
  slug: string;
  indicator: string;
  level: RegionLevel;
  recessions: string;
  coverWidth?: number | null | undefined;
}>;


export type SiteArticleForStaffQuery = {
  /** One CmsArticle by its `slug`; null if it does not exist, or the caller may not read it. */
  cmsArticleBySlug: {
    /** The headline, plain text. */
    title: string,
    /** A summary in one or two sentences, plain text; empty if there is none. */
    excerpt: string,
    /** The text, in Markdown. */
    body: string,
    /** When it was or will be published; until an editor sets it, when it was created. */
    publishedAt: string,
    /** The companies that the article mentions, in its own order. Deleted companies are left out. */
    companies: Array<{
      /** The id, a UUID. */
      id: string,
      /** The name. */
      name: string | null
    }>,
    /** The author. */
    author: {
      /** The full name. */
      name: string,
      /** The profession of the author; empty if it is not given. */
      jobTitle: string,
      /** A short biography; empty if there is none. */
      bio: string
    },
    /** The picture at the top. */
    cover: {
      /** A description of a picture, as its text alternative. */
      description: string | null,
      /** The width of a picture, in pixels. */
      width: number | null,
      /** The height of a picture, in pixels. */
      height: number | null,
      /** The URL of the file; a picture in the requested size and format. */
      url: string
    } | null,
    /** Its tags, through the rows of `cms_articles_tags`. */
    tags: Array<{
      /** The tag. */
      tag: {
        /** The text of the tag. */
        name: string,
        /** The last part of its URL, unique: lower-case words with dashes. */
        slug: string
      }
    }>,
    /** The series that the article is about, in its own order. Unknown codes are left out. */
    series: Array<{
      /** Its code, "SOURCE:CODE", unique: "BLS:CES0000000001". */
      code: string,
      /** What it measures, in a few words. */
      title: string,
      /** The unit of its values: "Thousands of persons". */
      units: string,
      /** How often it is observed. */
      frequency: Frequency,
      /** The newest available observation; null if there is none. */
      latest: {
        /** The moment that the figure is of; for a period, its first moment. */
        time: string,
        /** The figure, in the units of its series; null if it is not available, which is not zero. */
        value: number | null
      } | null,
      /** Its figures in a range of days, ascending in time: the most recent `limit` of them. */
      observations: Array<{
        /** The moment that the figure is of; for a period, its first moment. */
        time: string,
        /** The figure, in the units of its series; null if it is not available, which is not zero. */
        value: number | null
      }>,
      /** The series that are closest to it: by embeddings if the database has them, else by indicator, region and title. */
      relatedSeries: Array<{
        /** The series itself. */
        series: {
          /** Its code, "SOURCE:CODE", unique: "BLS:CES0000000001". */
          code: string,
          /** What it measures, in a few words. */
          title: string
        }
      }>
    }>,
    /** The region that the article is about; null for an article on a whole country. */
    region: {
      /** Its code: country, dash and national id, "US-06037", "CA-35". Unique within its level. */
      code: string,
      /** Its name. */
      name: string,
      /** [west, south, east, north] in degrees (RFC 7946, section 5). West is greater than east if the region crosses the antimeridian. An empty border is UPSTREAM_FAILED. */
      boundingBox: Array<number>,
      /** Its border, a MultiPolygon, cut at the antimeridian. */
      geometry: { readonly type: string; readonly [member: string]: unknown }
    } | null
  } | null,
  /** A map of an indicator's values over the regions of a level. An unknown indicator is BAD_USER_INPUT, and so is a level without figures of the indicator. For example `{ choropleth(indicator: "UNEMPLOYMENT_RATE", level: COUNTY) { regions { value region { name } } } }`. */
  choropleth: {
    /** The level of its regions. */
    level: RegionLevel,
    /** The moment of the newest of its values; null if there are none. */
    time: string | null,
    /** The URL of its vector tiles (layer "regions"; properties code, name, value and class), of the whole level or under the parent: "/tiles/county/{z}/{x}/{y}.mvt?indicator=…". Fill in zoom, column and row. Without PUBLIC_URL it is relative to the origin of the graph. */
    tileUrlTemplate: string,
    /** The number of regions of the whole level without a value: they are in no class. */
    withoutValue: number,
    /** What the figures are of. */
    indicator: {
      /** Its code, unique: "UNEMPLOYMENT_RATE". */
      code: string,
      /** Its name in English. */
      name: string,
      /** The unit of its values, in words: "Percent". */
      units: string,
      /** How many decimals to show, 0 or more. */
      decimals: number,
      /** Whether a higher or a lower value is better. */
      direction: IndicatorDirection
    },
    /** Its classes, the lowest values first. They are the classes of the whole level, also under a parent, so that a colour always means the same. Each is (lower, upper], the first [lower, upper]. Equal bounds are merged, so there can be fewer than requested; without values there is none. */
    classes: Array<{
      /** Its number, from 1 for the lowest values. */
      class: number,
      /** Its lower bound, in the units of the indicator. */
      lower: number,
      /** Its upper bound, in the units of the indicator. */
      upper: number,
      /** The number of regions of the whole level in this class. */
      count: number
    }>
  },
  /** The series with a code; null if there is none. */
  recessions: {
    /** Its code, "SOURCE:CODE", unique: "BLS:CES0000000001". */
    code: string,
    /** What it measures, in a few words. */
    title: string,
    /** Its figures in a range of days, ascending in time: the most recent `limit` of them. */
    observations: Array<{
      /** The moment that the figure is of; for a period, its first moment. */
      time: string,
      /** The figure, in the units of its series; null if it is not available, which is not zero. */
      value: number | null
    }>
  } | null
};

export type SiteBordersQueryVariables = Exact<{
  level: RegionLevel;
  simplify: number;
  precision: number;
}>;


export type SiteBordersQuery = {
  /** The regions of a level that pass all given filters, in the order of their name and code or of `orderBy`. For example `{ regions(level: STATE, first: 10) { edges { node { code name } } } }`. */
  regions: {
    /** The rows of the page, in order, each with its cursor. */
    edges: Array<{
      /** The row itself. */
      node: {
        /** Its code: country, dash and national id, "US-06037", "CA-35". Unique within its level. */
        code: string,
        /** Its name. */
        name: string,
        /** Its border, a MultiPolygon, cut at the antimeridian. */
        geometry: { readonly type: string; readonly [member: string]: unknown }
      }
    }>
  }
};

export type SiteCatalogQueryVariables = Exact<{
  search?: string | null | undefined;
  frequency?: Frequency | null | undefined;
  indicator?: string | null | undefined;
  region?: string | null | undefined;
  orderBy: SeriesOrder;
  first?: number | null | undefined;
  after?: string | null | undefined;
  last?: number | null | undefined;
  before?: string | null | undefined;
}>;


export type SiteCatalogQuery = {
  /** The indicators, in the order of their codes. For example `{ indicators { code name units } }`. */
  indicators: Array<{
    /** Its code, unique: "UNEMPLOYMENT_RATE". */
    code: string,
    /** Its name in English. */
    name: string
  }>,
  /** The series that pass all given filters: by relevance if there is a search, else in the order of their source and code, or of `orderBy`. For example `{ seriesCatalog(search: "manufacturing", first: 10) { edges { node { code title } } } }`. */
  seriesCatalog: {
    /** The number of series in the whole list, over all pages. */
    totalCount: number,
    /** Whether there are more rows, and the cursors to continue from. */
    pageInfo: {
      /** Whether rows follow the page. */
      hasNextPage: boolean,
      /** Whether rows precede the page. */
      hasPreviousPage: boolean,
      /** The cursor of the first row; null for an empty page. */
      startCursor: string | null,
      /** The cursor of the last row; null for an empty page. */
      endCursor: string | null
    },
    /** The rows of the page, in order, each with its cursor. */
    edges: Array<{
      /** The row itself. */
      node: {
        /** Its code, "SOURCE:CODE", unique: "BLS:CES0000000001". */
        code: string,
        /** What it measures, in a few words. */
        title: string,
        /** The unit of its values: "Thousands of persons". */
        units: string,
        /** How often it is observed. */
        frequency: Frequency,
        /** The day of its first observation. */
        startsOn: string,
        /** The day of its last observation so far. */
        endsOn: string,
        /** The newest available observation; null if there is none. */
        latest: {
          /** The moment that the figure is of; for a period, its first moment. */
          time: string,
          /** The figure, in the units of its series; null if it is not available, which is not zero. */
          value: number | null
        } | null
      }
    }>
  }
};

export type SiteCompanyQueryVariables = Exact<{
  id: string;
  indicator: string;
  pageSize: number;
  people: number;
  opportunities: number;
}>;


export type SiteCompanyQuery = {
  /** The CrmCompany with this id; null if it does not exist or is deleted. */
  crmCompany: {
    /** The id, a UUID. */
    id: string,
    /** The name. */
    name: string | null,
    /** The company's site. */
    domainName: {
      /** The URL of the primary link. */
      primaryLinkUrl: string | null
    } | null,
    /** The address of the company. */
    address: {
      /** City. */
      addressCity: string | null,
      /** State or province, by its name. */
      addressState: string | null,
      /** Country, by its English name. */
      addressCountry: string | null,
      /** Latitude in degrees, WGS 84, north positive. */
      addressLat: number | null,
      /** Longitude in degrees, WGS 84, east positive. */
      addressLng: number | null
    } | null,
    /** Revenue in a year. */
    annualRevenue: {
      /** The amount in millionths of the currency: 1 USD is 1000000. */
      amountMicros: number | null,
      /** ISO 4217 code of the currency: "USD". */
      currencyCode: string | null
    } | null,
    /** People: a page of them, with their total count. */
    people: {
      /** The number of records that pass the filter, on all pages. */
      totalCount: number,
      /** The records of the page, each with its cursor. */
      edges: Array<{
        /** The record. */
        node: {
          /** The id, a UUID. */
          id: string,
          /** The person's job at the company. */
          jobTitle: string | null,
          /** The name. */
          name: {
            /** Given name. */
            firstName: string | null,
            /** Family name. */
            lastName: string | null
          } | null
        }
      }>
    },
    /** Opportunities: a page of them, with their total count. */
    opportunities: {
      /** The number of records that pass the filter, on all pages. */
      totalCount: number,
      /** The records of the page, each with its cursor. */
      edges: Array<{
        /** The record. */
        node: {
          /** The id, a UUID. */
          id: string,
          /** The name. */
          name: string | null,
          /** The stage of the sale. */
          stage: CrmOpportunityStageEnum,
          /** When the sale is expected to close. */
          closeDate: string | null,
          /** The amount of the sale. */
          amount: {
            /** The amount in millionths of the currency: 1 USD is 1000000. */
            amountMicros: number | null,
            /** ISO 4217 code of the currency: "USD". */
            currencyCode: string | null
          } | null
        }
      }>
    },
    /** The region of a level that contains the company: found by the point of its address or, if that finds none, by the name of its state or province, which finds only regions of the levels STATE and PROVINCE. */
    county: {
      /** Its code: country, dash and national id, "US-06037", "CA-35". Unique within its level. */
      code: string,
      /** Its name. */
      name: string,
      /** [west, south, east, north] in degrees (RFC 7946, section 5). West is greater than east if the region crosses the antimeridian. An empty border is UPSTREAM_FAILED. */
      boundingBox: Array<number>,
      /** Its border, a MultiPolygon, cut at the antimeridian. */
      geometry: { readonly type: string; readonly [member: string]: unknown },
      /** The latest value of each indicator with figures of the region, in the order of the indicators' codes. */
      indicators: Array<{
        /** The moment that the value is of. */
        time: string,
        /** The value, in the units of the indicator: the latest that is available. */
        value: number,
        /** Its rank among the regions of the level, 1 for the best by the indicator's direction; equal values have the same rank. */
        rank: number,
        /** The share of the other regions of the level with a lower value, in percent, 0 to 100. */
        percentile: number,
        /** The number of ranked regions of the level, itself included. */
        peers: number,
        /** What was measured. */
        indicator: {
          /** Its code, unique: "UNEMPLOYMENT_RATE". */
          code: string,
          /** Its name in English. */
          name: string,
          /** The unit of its values, in words: "Percent". */
          units: string,
          /** How many decimals to show, 0 or more. */
          decimals: number,
          /** Whether a higher or a lower value is better. */
          direction: IndicatorDirection
        }
      }>
    } | null,
    /** The region of a level that contains the company: found by the point of its address or, if that finds none, by the name of its state or province, which finds only regions of the levels STATE and PROVINCE. */
    state: {
      /** Its code: country, dash and national id, "US-06037", "CA-35". Unique within its level. */
      code: string,
      /** Its name. */
      name: string,
      /** [west, south, east, north] in degrees (RFC 7946, section 5). West is greater than east if the region crosses the antimeridian. An empty border is UPSTREAM_FAILED. */
      boundingBox: Array<number>,
      /** Its border, a MultiPolygon, cut at the antimeridian. */
      geometry: { readonly type: string; readonly [member: string]: unknown },
      /** The latest value of each indicator with figures of the region, in the order of the indicators' codes. */
      indicators: Array<{
        /** The moment that the value is of. */
        time: string,
        /** The value, in the units of the indicator: the latest that is available. */
        value: number,
        /** Its rank among the regions of the level, 1 for the best by the indicator's direction; equal values have the same rank. */
        rank: number,
        /** The share of the other regions of the level with a lower value, in percent, 0 to 100. */
        percentile: number,
        /** The number of ranked regions of the level, itself included. */
        peers: number,
        /** What was measured. */
        indicator: {
          /** Its code, unique: "UNEMPLOYMENT_RATE". */
          code: string,
          /** Its name in English. */
          name: string,
          /** The unit of its values, in words: "Percent". */
          units: string,
          /** How many decimals to show, 0 or more. */
          decimals: number,
          /** Whether a higher or a lower value is better. */
          direction: IndicatorDirection
        }
      }>
    } | null,
    /** The region of a level that contains the company: found by the point of its address or, if that finds none, by the name of its state or province, which finds only regions of the levels STATE and PROVINCE. */
    province: {
      /** Its code: country, dash and national id, "US-06037", "CA-35". Unique within its level. */
      code: string,
      /** Its name. */
      name: string,
      /** [west, south, east, north] in degrees (RFC 7946, section 5). West is greater than east if the region crosses the antimeridian. An empty border is UPSTREAM_FAILED. */
      boundingBox: Array<number>,
      /** Its border, a MultiPolygon, cut at the antimeridian. */
      geometry: { readonly type: string; readonly [member: string]: unknown },
      /** The latest value of each indicator with figures of the region, in the order of the indicators' codes. */
      indicators: Array<{
        /** The moment that the value is of. */
        time: string,
        /** The value, in the units of the indicator: the latest that is available. */
        value: number,
        /** Its rank among the regions of the level, 1 for the best by the indicator's direction; equal values have the same rank. */
        rank: number,
        /** The share of the other regions of the level with a lower value, in percent, 0 to 100. */
        percentile: number,
        /** The number of ranked regions of the level, itself included. */
        peers: number,
        /** What was measured. */
        indicator: {
          /** Its code, unique: "UNEMPLOYMENT_RATE". */
          code: string,
          /** Its name in English. */
          name: string,
          /** The unit of its values, in words: "Percent". */
          units: string,
          /** How many decimals to show, 0 or more. */
          decimals: number,
          /** Whether a higher or a lower value is better. */
          direction: IndicatorDirection
        }
      }>
    } | null,
    /** The newest articles that mention the company, at most `first` of them (0 to 100). */
    articles: Array<{
      /** The last part of its URL, unique: lower-case words with dashes. */
      slug: string,
      /** The headline, plain text. */
      title: string,
      /** When it was or will be published; until an editor sets it, when it was created. */
      publishedAt: string
    }>
  } | null,
  /** A map of an indicator's values over the regions of a level. An unknown indicator is BAD_USER_INPUT, and so is a level without figures of the indicator. For example `{ choropleth(indicator: "UNEMPLOYMENT_RATE", level: COUNTY) { regions { value region { name } } } }`. */
  counties: {
    /** The level of its regions. */
    level: RegionLevel,
    /** The moment of the newest of its values; null if there are none. */
    time: string | null,
    /** The URL of its vector tiles (layer "regions"; properties code, name, value and class), of the whole level or under the parent: "/tiles/county/{z}/{x}/{y}.mvt?indicator=…". Fill in zoom, column and row. Without PUBLIC_URL it is relative to the origin of the graph. */
    tileUrlTemplate: string,
    /** The number of regions of the whole level without a value: they are in no class. */
    withoutValue: number,
    /** What the figures are of. */
    indicator: {
      /** Its code, unique: "UNEMPLOYMENT_RATE". */
      code: string,
      /** Its name in English. */
      name: string,
      /** The unit of its values, in words: "Percent". */
      units: string,
      /** How many decimals to show, 0 or more. */
      decimals: number,
      /** Whether a higher or a lower value is better. */
      direction: IndicatorDirection
    },
    /** Its classes, the lowest values first. They are the classes of the whole level, also under a parent, so that a colour always means the same. Each is (lower, upper], the first [lower, upper]. Equal bounds are merged, so there can be fewer than requested; without values there is none. */
    classes: Array<{
      /** Its number, from 1 for the lowest values. */
      class: number,
      /** Its lower bound, in the units of the indicator. */
      lower: number,
      /** Its upper bound, in the units of the indicator. */
      upper: number,
      /** The number of regions of the whole level in this class. */
      count: number
    }>
  }
};

export type SitePlaceFragment = {
  /** Its code: country, dash and national id, "US-06037", "CA-35". Unique within its level. */
  code: string,
  /** Its name. */
  name: string,
  /** [west, south, east, north] in degrees (RFC 7946, section 5). West is greater than east if the region crosses the antimeridian. An empty border is UPSTREAM_FAILED. */
  boundingBox: Array<number>,
  /** Its border, a MultiPolygon, cut at the antimeridian. */
  geometry: { readonly type: string; readonly [member: string]: unknown },
  /** The latest value of each indicator with figures of the region, in the order of the indicators' codes. */
  indicators: Array<{
    /** The moment that the value is of. */
    time: string,
    /** The value, in the units of the indicator: the latest that is available. */
    value: number,
    /** Its rank among the regions of the level, 1 for the best by the indicator's direction; equal values have the same rank. */
    rank: number,
    /** The share of the other regions of the level with a lower value, in percent, 0 to 100. */
    percentile: number,
    /** The number of ranked regions of the level, itself included. */
    peers: number,
    /** What was measured. */
    indicator: {
      /** Its code, unique: "UNEMPLOYMENT_RATE". */
      code: string,
      /** Its name in English. */
      name: string,
      /** The unit of its values, in words: "Percent". */
      units: string,
      /** How many decimals to show, 0 or more. */
      decimals: number,
      /** Whether a higher or a lower value is better. */
      direction: IndicatorDirection
    }
  }>
};

export type SiteMapQueryVariables = Exact<{
  indicator: string;
  level: RegionLevel;
  parent?: string | null | undefined;
  at?: string | null | undefined;
  simplify: number;
  precision: number;
  whole: boolean;
}>;


export type SiteMapQuery = {
  /** A map of an indicator's values over the regions of a level. An unknown indicator is BAD_USER_INPUT, and so is a level without figures of the indicator. For example `{ choropleth(indicator: "UNEMPLOYMENT_RATE", level: COUNTY) { regions { value region { name } } } }`. */
  choropleth: {
    /** What the figures are of. */
    indicator: {
      /** The unit of its values, in words: "Percent". */
      units: string,
      /** How many decimals to show, 0 or more. */
      decimals: number
    },
    /** The region that they are parts of; null for all. */
    parent?: {
      /** Its code: country, dash and national id, "US-06037", "CA-35". Unique within its level. */
      code: string,
      /** Its name. */
      name: string,
      /** Its border, a MultiPolygon, cut at the antimeridian. */
      geometry: { readonly type: string; readonly [member: string]: unknown }
    } | null,
    /** Every region of the level (under the parent), with or without a value, in the order of their codes. */
    regions: Array<{
      /** Its value, in the units of the indicator; null if there is none, which is not zero. */
      value: number | null,
      /** The number of its class; null if it has no value. */
      class: number | null,
      /** The region. */
      region: {
        /** Its code: country, dash and national id, "US-06037", "CA-35". Unique within its level. */
        code: string,
        /** Its name. */
        name: string,
        /** Its border, a MultiPolygon, cut at the antimeridian. */
        geometry: { readonly type: string; readonly [member: string]: unknown }
      }
    }>
  },
  /** The regions of a level that pass all given filters, in the order of their name and code or of `orderBy`. For example `{ regions(level: STATE, first: 10) { edges { node { code name } } } }`. */
  states?: {
    /** The rows of the page, in order, each with its cursor. */
    edges: Array<{
      /** The row itself. */
      node: {
        /** Its code: country, dash and national id, "US-06037", "CA-35". Unique within its level. */
        code: string,
        /** Its name. */
        name: string,
        /** Its border, a MultiPolygon, cut at the antimeridian. */
        geometry: { readonly type: string; readonly [member: string]: unknown }
      }
    }>
  }
};

export type SitePageQueryVariables = Exact<{
  slug: string;
  indicator: string;
  level: RegionLevel;
  recessions: string;
}>;


export type SitePageQuery = {
  /** One CmsPage by its `slug`; null if it does not exist, or the caller may not read it. */
  cmsPageBySlug: {
    /** The headline, plain text. */
    title: string,
    /** The blocks of the page, in the order of `sort`. */
    blocks: Array<{
      /** Its key, unique among its rows. */
      id: string,
      /** The block. */
      item:
        | {
          __typename: 'CmsBlockChart',
          /** The title of the chart; empty if it has none. */
          title: string,
          /** The first day of the chart; from the start if null. */
          rangeFrom: string | null,
          /** The last day of the chart; to the end if null. */
          rangeTo: string | null,
          /** The series that the chart draws. */
          series: {
            /** Its code, "SOURCE:CODE", unique: "BLS:CES0000000001". */
            code: string,
            /** What it measures, in a few words. */
            title: string,
            /** The unit of its values: "Thousands of persons". */
            units: string,
            /** How often it is observed. */
            frequency: Frequency,
            /** Its figures in a range of days, ascending in time: the most recent `limit` of them. */
            observations: Array<{
              /** The moment that the figure is of; for a period, its first moment. */
              time: string,
              /** The figure, in the units of its series; null if it is not available, which is not zero. */
              value: number | null
            }>
          } | null
        }
        | {
          __typename: 'CmsBlockCompanies'
        }
        | {
          __typename: 'CmsBlockMap',
          /** The title of the map; empty if it has none. */
          title: string,
          /** The level of the regions on the map: a `RegionLevel`. */
          level: string,
          /** The code of the indicator that colours the regions. */
          indicatorCode: string
        }
        | {
          __typename: 'CmsBlockRichtext',
          /** The text, in Markdown. */
          body: string
        }

    }>
  } | null,
  /** A map of an indicator's values over the regions of a level. An unknown indicator is BAD_USER_INPUT, and so is a level without figures of the indicator. For example `{ choropleth(indicator: "UNEMPLOYMENT_RATE", level: COUNTY) { regions { value region { name } } } }`. */
  choropleth: {
    /** The level of its regions. */
    level: RegionLevel,
    /** The moment of the newest of its values; null if there are none. */
    time: string | null,
    /** The URL of its vector tiles (layer "regions"; properties code, name, value and class), of the whole level or under the parent: "/tiles/county/{z}/{x}/{y}.mvt?indicator=…". Fill in zoom, column and row. Without PUBLIC_URL it is relative to the origin of the graph. */
    tileUrlTemplate: string,
    /** The number of regions of the whole level without a value: they are in no class. */
    withoutValue: number,
    /** What the figures are of. */
    indicator: {
      /** Its code, unique: "UNEMPLOYMENT_RATE". */
      code: string,
      /** Its name in English. */
      name: string,
      /** The unit of its values, in words: "Percent". */
      units: string,
      /** How many decimals to show, 0 or more. */
      decimals: number,
      /** Whether a higher or a lower value is better. */
      direction: IndicatorDirection
    },
    /** Its classes, the lowest values first. They are the classes of the whole level, also under a parent, so that a colour always means the same. Each is (lower, upper], the first [lower, upper]. Equal bounds are merged, so there can be fewer than requested; without values there is none. */
    classes: Array<{
      /** Its number, from 1 for the lowest values. */
      class: number,
      /** Its lower bound, in the units of the indicator. */
      lower: number,
      /** Its upper bound, in the units of the indicator. */
      upper: number,
      /** The number of regions of the whole level in this class. */
      count: number
    }>
  },
  /** The series with a code; null if there is none. */
  recessions: {
    /** Its code, "SOURCE:CODE", unique: "BLS:CES0000000001". */
    code: string,
    /** What it measures, in a few words. */
    title: string,
    /** Its figures in a range of days, ascending in time: the most recent `limit` of them. */
    observations: Array<{
      /** The moment that the figure is of; for a period, its first moment. */
      time: string,
      /** The figure, in the units of its series; null if it is not available, which is not zero. */
      value: number | null
    }>
  } | null
};

type SiteBlockParts_CmsBlockChart_Fragment = {
  title: string,
  rangeFrom: string | null,
  rangeTo: string | null,
  series: {
    code: string,
    title: string,
    units: string,
    frequency: Frequency,
    observations: Array<{
      time: string,
      value: number | null
    }>
  } | null
};

type SiteBlockParts_CmsBlockMap_Fragment = {
  title: string,
  level: string,
  indicatorCode: string
};

type SiteBlockParts_CmsBlockRichtext_Fragment = {
  body: string
};

export type SiteBlockPartsFragment =
  | SiteBlockParts_CmsBlockChart_Fragment
  | SiteBlockParts_CmsBlockMap_Fragment
  | SiteBlockParts_CmsBlockRichtext_Fragment
;

export type SitePageForStaffQueryVariables = Exact<{
  slug: string;
  indicator: string;
  level: RegionLevel;
  recessions: string;
}>;


export type SitePageForStaffQuery = {
  /** One CmsPage by its `slug`; null if it does not exist, or the caller may not read it. */
  cmsPageBySlug: {
    /** The headline, plain text. */
    title: string,
    /** The blocks of the page, in the order of `sort`. */
    blocks: Array<{
      /** Its key, unique among its rows. */
      id: string,
      /** The block. */
      item:
        | {
          __typename: 'CmsBlockChart',
          /** The title of the chart; empty if it has none. */
          title: string,
          /** The first day of the chart; from the start if null. */
          rangeFrom: string | null,
          /** The last day of the chart; to the end if null. */
          rangeTo: string | null,
          /** The series that the chart draws. */
          series: {
            /** Its code, "SOURCE:CODE", unique: "BLS:CES0000000001". */
            code: string,
            /** What it measures, in a few words. */
            title: string,
            /** The unit of its values: "Thousands of persons". */
            units: string,
            /** How often it is observed. */
            frequency: Frequency,
            /** Its figures in a range of days, ascending in time: the most recent `limit` of them. */
            observations: Array<{
              /** The moment that the figure is of; for a period, its first moment. */
              time: string,
              /** The figure, in the units of its series; null if it is not available, which is not zero. */
              value: number | null
            }>
          } | null
        }
        | {
          __typename: 'CmsBlockCompanies',
          /** The title of the list; empty if it has none. */
          title: string,
          /** The companies that the block lists, in its own order. Deleted companies are left out. */
          companies: Array<{
            /** The id, a UUID. */
            id: string,
            /** The name. */
            name: string | null
          }>
        }
        | {
          __typename: 'CmsBlockMap',
          /** The title of the map; empty if it has none. */
          title: string,
          /** The level of the regions on the map: a `RegionLevel`. */
          level: string,
          /** The code of the indicator that colours the regions. */
          indicatorCode: string
        }
        | {
          __typename: 'CmsBlockRichtext',
          /** The text, in Markdown. */
          body: string
        }

    }>
  } | null,
  /** A map of an indicator's values over the regions of a level. An unknown indicator is BAD_USER_INPUT, and so is a level without figures of the indicator. For example `{ choropleth(indicator: "UNEMPLOYMENT_RATE", level: COUNTY) { regions { value region { name } } } }`. */
  choropleth: {
    /** The level of its regions. */
    level: RegionLevel,
    /** The moment of the newest of its values; null if there are none. */
    time: string | null,
    /** The URL of its vector tiles (layer "regions"; properties code, name, value and class), of the whole level or under the parent: "/tiles/county/{z}/{x}/{y}.mvt?indicator=…". Fill in zoom, column and row. Without PUBLIC_URL it is relative to the origin of the graph. */
    tileUrlTemplate: string,
    /** The number of regions of the whole level without a value: they are in no class. */
    withoutValue: number,
    /** What the figures are of. */
    indicator: {
      /** Its code, unique: "UNEMPLOYMENT_RATE". */
      code: string,
      /** Its name in English. */
      name: string,
      /** The unit of its values, in words: "Percent". */
      units: string,
      /** How many decimals to show, 0 or more. */
      decimals: number,
      /** Whether a higher or a lower value is better. */
      direction: IndicatorDirection
    },
    /** Its classes, the lowest values first. They are the classes of the whole level, also under a parent, so that a colour always means the same. Each is (lower, upper], the first [lower, upper]. Equal bounds are merged, so there can be fewer than requested; without values there is none. */
    classes: Array<{
      /** Its number, from 1 for the lowest values. */
      class: number,
      /** Its lower bound, in the units of the indicator. */
      lower: number,
      /** Its upper bound, in the units of the indicator. */
      upper: number,
      /** The number of regions of the whole level in this class. */
      count: number
    }>
  },
  /** The series with a code; null if there is none. */
  recessions: {
    /** Its code, "SOURCE:CODE", unique: "BLS:CES0000000001". */
    code: string,
    /** What it measures, in a few words. */
    title: string,
    /** Its figures in a range of days, ascending in time: the most recent `limit` of them. */
    observations: Array<{
      /** The moment that the figure is of; for a period, its first moment. */
      time: string,
      /** The figure, in the units of its series; null if it is not available, which is not zero. */
      value: number | null
    }>
  } | null
};

export type SiteRecessionsFragment = {
  /** The series with a code; null if there is none. */
  recessions: {
    /** Its code, "SOURCE:CODE", unique: "BLS:CES0000000001". */
    code: string,
    /** What it measures, in a few words. */
    title: string,
    /** Its figures in a range of days, ascending in time: the most recent `limit` of them. */
    observations: Array<{
      /** The moment that the figure is of; for a period, its first moment. */
      time: string,
      /** The figure, in the units of its series; null if it is not available, which is not zero. */
      value: number | null
    }>
  } | null
};

export type SiteRegionQueryVariables = Exact<{
  code: string;
  indicator: string;
  level: RegionLevel;
  parent?: string | null | undefined;
  mapped: boolean;
  recessions: string;
}>;


export type SiteRegionQuery = {
  /** The region with a code; null if there is none. If regions of several levels have the code, it is the larger kind of region: "US-06037" is a county, not a ZIP Code area. */
  region: {
    /** Its land area in square kilometres, without water. */
    landAreaKm2: number | null,
    /** Its code: country, dash and national id, "US-06037", "CA-35". Unique within its level. */
    code: string,
    /** Its name. */
    name: string,
    /** What kind of region it is. */
    level: RegionLevel,
    /** The country that it is a part of. */
    country: Country,
    /** [west, south, east, north] in degrees (RFC 7946, section 5). West is greater than east if the region crosses the antimeridian. An empty border is UPSTREAM_FAILED. */
    boundingBox: Array<number>,
    /** Its border, a MultiPolygon, cut at the antimeridian. */
    geometry: { readonly type: string; readonly [member: string]: unknown },
    /** The series about it, in the order of their source and code. */
    series: Array<{
      /** Its code, "SOURCE:CODE", unique: "BLS:CES0000000001". */
      code: string,
      /** What it measures, in a few words. */
      title: string,
      /** The unit of its values: "Thousands of persons". */
      units: string,
      /** How often it is observed. */
      frequency: Frequency,
      /** Its figures in a range of days, ascending in time: the most recent `limit` of them. */
      observations: Array<{
        /** The moment that the figure is of; for a period, its first moment. */
        time: string,
        /** The figure, in the units of its series; null if it is not available, which is not zero. */
        value: number | null
      }>
    }>,
    /** The region that it is a part of: a county's state. */
    parent: {
      /** Its code: country, dash and national id, "US-06037", "CA-35". Unique within its level. */
      code: string,
      /** Its name. */
      name: string
    } | null,
    /** The centre of its area. It can be outside of a region that is bent or in parts. An empty border is UPSTREAM_FAILED. */
    centroid: {
      /** Degrees north, -90 to 90. */
      latitude: number,
      /** Degrees east, -180 to 180. */
      longitude: number
    },
    /** The latest value of each indicator with figures of the region, in the order of the indicators' codes. */
    indicators: Array<{
      /** The moment that the value is of. */
      time: string,
      /** The value, in the units of the indicator: the latest that is available. */
      value: number,
      /** Its rank among the regions of the level, 1 for the best by the indicator's direction; equal values have the same rank. */
      rank: number,
      /** The share of the other regions of the level with a lower value, in percent, 0 to 100. */
      percentile: number,
      /** The number of ranked regions of the level, itself included. */
      peers: number,
      /** What was measured. */
      indicator: {
        /** Its code, unique: "UNEMPLOYMENT_RATE". */
        code: string,
        /** Its name in English. */
        name: string,
        /** The unit of its values, in words: "Percent". */
        units: string,
        /** How many decimals to show, 0 or more. */
        decimals: number,
        /** Whether a higher or a lower value is better. */
        direction: IndicatorDirection
      }
    }>,
    /** The newest articles about this region, at most `first` of them (0 to 100). */
    articles: Array<{
      /** The last part of its URL, unique: lower-case words with dashes. */
      slug: string,
      /** The headline, plain text. */
      title: string,
      /** When it was or will be published; until an editor sets it, when it was created. */
      publishedAt: string
    }>
  } | null,
  /** A map of an indicator's values over the regions of a level. An unknown indicator is BAD_USER_INPUT, and so is a level without figures of the indicator. For example `{ choropleth(indicator: "UNEMPLOYMENT_RATE", level: COUNTY) { regions { value region { name } } } }`. */
  choropleth?: {
    /** The level of its regions. */
    level: RegionLevel,
    /** The moment of the newest of its values; null if there are none. */
    time: string | null,
    /** The URL of its vector tiles (layer "regions"; properties code, name, value and class), of the whole level or under the parent: "/tiles/county/{z}/{x}/{y}.mvt?indicator=…". Fill in zoom, column and row. Without PUBLIC_URL it is relative to the origin of the graph. */
    tileUrlTemplate: string,
    /** The number of regions of the whole level without a value: they are in no class. */
    withoutValue: number,
    /** The region that they are parts of; null for all. */
    parent: {
      /** [west, south, east, north] in degrees (RFC 7946, section 5). West is greater than east if the region crosses the antimeridian. An empty border is UPSTREAM_FAILED. */
      boundingBox: Array<number>
    } | null,
    /** Every region of the level (under the parent), with or without a value, in the order of their codes. */
    regions: Array<{
      /** Its value, in the units of the indicator; null if there is none, which is not zero. */
      value: number | null,
      /** The number of its class; null if it has no value. */
      class: number | null,
      /** The region. */
      region: {
        /** Its code: country, dash and national id, "US-06037", "CA-35". Unique within its level. */
        code: string,
        /** Its name. */
        name: string
      }
    }>,
    /** What the figures are of. */
    indicator: {
      /** Its code, unique: "UNEMPLOYMENT_RATE". */
      code: string,
      /** Its name in English. */
      name: string,
      /** The unit of its values, in words: "Percent". */
      units: string,
      /** How many decimals to show, 0 or more. */
      decimals: number,
      /** Whether a higher or a lower value is better. */
      direction: IndicatorDirection
    },
    /** Its classes, the lowest values first. They are the classes of the whole level, also under a parent, so that a colour always means the same. Each is (lower, upper], the first [lower, upper]. Equal bounds are merged, so there can be fewer than requested; without values there is none. */
    classes: Array<{
      /** Its number, from 1 for the lowest values. */
      class: number,
      /** Its lower bound, in the units of the indicator. */
      lower: number,
      /** Its upper bound, in the units of the indicator. */
      upper: number,
      /** The number of regions of the whole level in this class. */
      count: number
    }>
  },
  /** The series with a code; null if there is none. */
  recessions: {
    /** Its code, "SOURCE:CODE", unique: "BLS:CES0000000001". */
    code: string,
    /** What it measures, in a few words. */
    title: string,
    /** Its figures in a range of days, ascending in time: the most recent `limit` of them. */
    observations: Array<{
      /** The moment that the figure is of; for a period, its first moment. */
      time: string,
      /** The figure, in the units of its series; null if it is not available, which is not zero. */
      value: number | null
    }>
  } | null
};

export type SiteRegionPartsFragment = {
  /** Its land area in square kilometres, without water. */
  landAreaKm2: number | null,
  /** Its code: country, dash and national id, "US-06037", "CA-35". Unique within its level. */
  code: string,
  /** Its name. */
  name: string,
  /** What kind of region it is. */
  level: RegionLevel,
  /** The country that it is a part of. */
  country: Country,
  /** [west, south, east, north] in degrees (RFC 7946, section 5). West is greater than east if the region crosses the antimeridian. An empty border is UPSTREAM_FAILED. */
  boundingBox: Array<number>,
  /** Its border, a MultiPolygon, cut at the antimeridian. */
  geometry: { readonly type: string; readonly [member: string]: unknown },
  /** The series about it, in the order of their source and code. */
  series: Array<{
    /** Its code, "SOURCE:CODE", unique: "BLS:CES0000000001". */
    code: string,
    /** What it measures, in a few words. */
    title: string,
    /** The unit of its values: "Thousands of persons". */
    units: string,
    /** How often it is observed. */
    frequency: Frequency,
    /** Its figures in a range of days, ascending in time: the most recent `limit` of them. */
    observations: Array<{
      /** The moment that the figure is of; for a period, its first moment. */
      time: string,
      /** The figure, in the units of its series; null if it is not available, which is not zero. */
      value: number | null
    }>
  }>,
  /** The region that it is a part of: a county's state. */
  parent: {
    /** Its code: country, dash and national id, "US-06037", "CA-35". Unique within its level. */
    code: string,
    /** Its name. */
    name: string
  } | null,
  /** The centre of its area. It can be outside of a region that is bent or in parts. An empty border is UPSTREAM_FAILED. */
  centroid: {
    /** Degrees north, -90 to 90. */
    latitude: number,
    /** Degrees east, -180 to 180. */
    longitude: number
  },
  /** The latest value of each indicator with figures of the region, in the order of the indicators' codes. */
  indicators: Array<{
    /** The moment that the value is of. */
    time: string,
    /** The value, in the units of the indicator: the latest that is available. */
    value: number,
    /** Its rank among the regions of the level, 1 for the best by the indicator's direction; equal values have the same rank. */
    rank: number,
    /** The share of the other regions of the level with a lower value, in percent, 0 to 100. */
    percentile: number,
    /** The number of ranked regions of the level, itself included. */
    peers: number,
    /** What was measured. */
    indicator: {
      /** Its code, unique: "UNEMPLOYMENT_RATE". */
      code: string,
      /** Its name in English. */
      name: string,
      /** The unit of its values, in words: "Percent". */
      units: string,
      /** How many decimals to show, 0 or more. */
      decimals: number,
      /** Whether a higher or a lower value is better. */
      direction: IndicatorDirection
    }
  }>,
  /** The newest articles about this region, at most `first` of them (0 to 100). */
  articles: Array<{
    /** The last part of its URL, unique: lower-case words with dashes. */
    slug: string,
    /** The headline, plain text. */
    title: string,
    /** When it was or will be published; until an editor sets it, when it was created. */
    publishedAt: string
  }>
};

export type SiteRegionForStaffQueryVariables = Exact<{
  code: string;
  indicator: string;
  level: RegionLevel;
  parent?: string | null | undefined;
  mapped: boolean;
  companies: number;
  recessions: string;
}>;


export type SiteRegionForStaffQuery = {
  /** The region with a code; null if there is none. If regions of several levels have the code, it is the larger kind of region: "US-06037" is a county, not a ZIP Code area. */
  region: {
    /** Its land area in square kilometres, without water. */
    landAreaKm2: number | null,
    /** Its code: country, dash and national id, "US-06037", "CA-35". Unique within its level. */
    code: string,
    /** Its name. */
    name: string,
    /** What kind of region it is. */
    level: RegionLevel,
    /** The country that it is a part of. */
    country: Country,
    /** [west, south, east, north] in degrees (RFC 7946, section 5). West is greater than east if the region crosses the antimeridian. An empty border is UPSTREAM_FAILED. */
    boundingBox: Array<number>,
    /** Its border, a MultiPolygon, cut at the antimeridian. */
    geometry: { readonly type: string; readonly [member: string]: unknown },
    /** The companies in the region. */
    companies: {
      /** The number of records. */
      totalCount: number,
      /** The records in the order of their ids, at most `first` of them (0 to 1000). */
      nodes: Array<{
        /** The id, a UUID. */
        id: string,
        /** The name. */
        name: string | null,
        /** The address of the company. */
        address: {
          /** City. */
          addressCity: string | null,
          /** Latitude in degrees, WGS 84, north positive. */
          addressLat: number | null,
          /** Longitude in degrees, WGS 84, east positive. */
          addressLng: number | null
        } | null
      }>
    },
    /** The series about it, in the order of their source and code. */
    series: Array<{
      /** Its code, "SOURCE:CODE", unique: "BLS:CES0000000001". */
      code: string,
      /** What it measures, in a few words. */
      title: string,
      /** The unit of its values: "Thousands of persons". */
      units: string,
      /** How often it is observed. */
      frequency: Frequency,
      /** Its figures in a range of days, ascending in time: the most recent `limit` of them. */
      observations: Array<{
        /** The moment that the figure is of; for a period, its first moment. */
        time: string,
        /** The figure, in the units of its series; null if it is not available, which is not zero. */
        value: number | null
      }>
    }>,
    /** The region that it is a part of: a county's state. */
    parent: {
      /** Its code: country, dash and national id, "US-06037", "CA-35". Unique within its level. */
      code: string,
      /** Its name. */
      name: string
    } | null,
    /** The centre of its area. It can be outside of a region that is bent or in parts. An empty border is UPSTREAM_FAILED. */
    centroid: {
      /** Degrees north, -90 to 90. */
      latitude: number,
      /** Degrees east, -180 to 180. */
      longitude: number
    },
    /** The latest value of each indicator with figures of the region, in the order of the indicators' codes. */
    indicators: Array<{
      /** The moment that the value is of. */
      time: string,
      /** The value, in the units of the indicator: the latest that is available. */
      value: number,
      /** Its rank among the regions of the level, 1 for the best by the indicator's direction; equal values have the same rank. */
      rank: number,
      /** The share of the other regions of the level with a lower value, in percent, 0 to 100. */
      percentile: number,
      /** The number of ranked regions of the level, itself included. */
      peers: number,
      /** What was measured. */
      indicator: {
        /** Its code, unique: "UNEMPLOYMENT_RATE". */
        code: string,
        /** Its name in English. */
        name: string,
        /** The unit of its values, in words: "Percent". */
        units: string,
        /** How many decimals to show, 0 or more. */
        decimals: number,
        /** Whether a higher or a lower value is better. */
        direction: IndicatorDirection
      }
    }>,
    /** The newest articles about this region, at most `first` of them (0 to 100). */
    articles: Array<{
      /** The last part of its URL, unique: lower-case words with dashes. */
      slug: string,
      /** The headline, plain text. */
      title: string,
      /** When it was or will be published; until an editor sets it, when it was created. */
      publishedAt: string
    }>
  } | null,
  /** A map of an indicator's values over the regions of a level. An unknown indicator is BAD_USER_INPUT, and so is a level without figures of the indicator. For example `{ choropleth(indicator: "UNEMPLOYMENT_RATE", level: COUNTY) { regions { value region { name } } } }`. */
  choropleth?: {
    /** The level of its regions. */
    level: RegionLevel,
    /** The moment of the newest of its values; null if there are none. */
    time: string | null,
    /** The URL of its vector tiles (layer "regions"; properties code, name, value and class), of the whole level or under the parent: "/tiles/county/{z}/{x}/{y}.mvt?indicator=…". Fill in zoom, column and row. Without PUBLIC_URL it is relative to the origin of the graph. */
    tileUrlTemplate: string,
    /** The number of regions of the whole level without a value: they are in no class. */
    withoutValue: number,
    /** The region that they are parts of; null for all. */
    parent: {
      /** [west, south, east, north] in degrees (RFC 7946, section 5). West is greater than east if the region crosses the antimeridian. An empty border is UPSTREAM_FAILED. */
      boundingBox: Array<number>
    } | null,
    /** Every region of the level (under the parent), with or without a value, in the order of their codes. */
    regions: Array<{
      /** Its value, in the units of the indicator; null if there is none, which is not zero. */
      value: number | null,
      /** The number of its class; null if it has no value. */
      class: number | null,
      /** The region. */
      region: {
        /** Its code: country, dash and national id, "US-06037", "CA-35". Unique within its level. */
        code: string,
        /** Its name. */
        name: string
      }
    }>,
    /** What the figures are of. */
    indicator: {
      /** Its code, unique: "UNEMPLOYMENT_RATE". */
      code: string,
      /** Its name in English. */
      name: string,
      /** The unit of its values, in words: "Percent". */
      units: string,
      /** How many decimals to show, 0 or more. */
      decimals: number,
      /** Whether a higher or a lower value is better. */
      direction: IndicatorDirection
    },
    /** Its classes, the lowest values first. They are the classes of the whole level, also under a parent, so that a colour always means the same. Each is (lower, upper], the first [lower, upper]. Equal bounds are merged, so there can be fewer than requested; without values there is none. */
    classes: Array<{
      /** Its number, from 1 for the lowest values. */
      class: number,
      /** Its lower bound, in the units of the indicator. */
      lower: number,
      /** Its upper bound, in the units of the indicator. */
      upper: number,
      /** The number of regions of the whole level in this class. */
      count: number
    }>
  },
  /** The series with a code; null if there is none. */
  recessions: {
    /** Its code, "SOURCE:CODE", unique: "BLS:CES0000000001". */
    code: string,
    /** What it measures, in a few words. */
    title: string,
    /** Its figures in a range of days, ascending in time: the most recent `limit` of them. */
    observations: Array<{
      /** The moment that the figure is of; for a period, its first moment. */
      time: string,
      /** The figure, in the units of its series; null if it is not available, which is not zero. */
      value: number | null
    }>
  } | null
};

export type SiteRegionsQueryVariables = Exact<{
  indicator: string;
  level: RegionLevel;
  at?: string | null | undefined;
}>;


export type SiteRegionsQuery = {
  /** The indicator with a code; null if there is none. */
  indicator: {
    /** Its name in English. */
    name: string,
    /** What its series cover; null if it has none. */
    coverage: {
      /** The levels of regions with figures, the largest regions first, as of the last refresh of the views. Series that are not about a region of a boundary table, for example about a whole country, have no level. */
      levels: Array<{
        /** The level. */
        level: RegionLevel,
        /** The day of the first observation of any of them. */
        startsOn: string,
        /** The day of the last observation of any of them. */
        endsOn: string
      }>
    } | null
  } | null,
  /** The regions of a level that pass all given filters, in the order of their name and code or of `orderBy`. For example `{ regions(level: STATE, first: 10) { edges { node { code name } } } }`. */
  states: {
    /** The rows of the page, in order, each with its cursor. */
    edges: Array<{
      /** The row itself. */
      node: {
        /** Its code: country, dash and national id, "US-06037", "CA-35". Unique within its level. */
        code: string,
        /** Its name. */
        name: string
      }
    }>
  },
  /** The regions of a level that pass all given filters, in the order of their name and code or of `orderBy`. For example `{ regions(level: STATE, first: 10) { edges { node { code name } } } }`. */
  provinces: {
    /** The rows of the page, in order, each with its cursor. */
    edges: Array<{
      /** The row itself. */
      node: {
        /** Its code: country, dash and national id, "US-06037", "CA-35". Unique within its level. */
        code: string,
        /** Its name. */
        name: string
      }
    }>
  },
  /** A map of an indicator's values over the regions of a level. An unknown indicator is BAD_USER_INPUT, and so is a level without figures of the indicator. For example `{ choropleth(indicator: "UNEMPLOYMENT_RATE", level: COUNTY) { regions { value region { name } } } }`. */
  choropleth: {
    /** The level of its regions. */
    level: RegionLevel,
    /** The moment of the newest of its values; null if there are none. */
    time: string | null,
    /** The URL of its vector tiles (layer "regions"; properties code, name, value and class), of the whole level or under the parent: "/tiles/county/{z}/{x}/{y}.mvt?indicator=…". Fill in zoom, column and row. Without PUBLIC_URL it is relative to the origin of the graph. */
    tileUrlTemplate: string,
    /** The number of regions of the whole level without a value: they are in no class. */
    withoutValue: number,
    /** Every region of the level (under the parent), with or without a value, in the order of their codes. */
    regions: Array<{
      /** Its value, in the units of the indicator; null if there is none, which is not zero. */
      value: number | null,
      /** The region. */
      region: {
        /** Its code: country, dash and national id, "US-06037", "CA-35". Unique within its level. */
        code: string
      }
    }>,
    /** What the figures are of. */
    indicator: {
      /** Its code, unique: "UNEMPLOYMENT_RATE". */
      code: string,
      /** Its name in English. */
      name: string,
      /** The unit of its values, in words: "Percent". */
      units: string,
      /** How many decimals to show, 0 or more. */
      decimals: number,
      /** Whether a higher or a lower value is better. */
      direction: IndicatorDirection
    },
    /** Its classes, the lowest values first. They are the classes of the whole level, also under a parent, so that a colour always means the same. Each is (lower, upper], the first [lower, upper]. Equal bounds are merged, so there can be fewer than requested; without values there is none. */
    classes: Array<{
      /** Its number, from 1 for the lowest values. */
      class: number,
      /** Its lower bound, in the units of the indicator. */
      lower: number,
      /** Its upper bound, in the units of the indicator. */
      upper: number,
      /** The number of regions of the whole level in this class. */
      count: number
    }>
  }
};

export type SiteSeriesQueryVariables = Exact<{
  code: string;
  transform: Transform;
  base?: string | null | undefined;
  bucket?: TimeBucket | null | undefined;
  aggregate: Aggregate;
  from?: string | null | undefined;
  to?: string | null | undefined;
  with: string;
  compared: boolean;
  recessions: string;
}>;


export type SiteSeriesQuery = {
  /** The series with a code; null if there is none. */
  series: {
    /** Its code, "SOURCE:CODE", unique: "BLS:CES0000000001". */
    code: string,
    /** What it measures, in a few words. */
    title: string,
    /** What it measures, in detail. */
    description: string,
    /** The unit of its values: "Thousands of persons". */
    units: string,
    /** How often it is observed. */
    frequency: Frequency,
    /** Whether it is seasonally adjusted. */
    seasonalAdjustment: SeasonalAdjustment,
    /** The day of its first observation. */
    startsOn: string,
    /** The day of its last observation so far. */
    endsOn: string,
    /** From the previous observation to the newest, in the units of the series. */
    change: number | null,
    /** From the previous observation to the newest, in percent of the previous one; null if that was 0. */
    changePercent: number | null,
    /** From a year before to the newest observation, in the units of the series. */
    changeOnYear: number | null,
    /** From a year before to the newest observation, in percent of the earlier one; null if that was 0. */
    changeOnYearPercent: number | null,
    /** Who publishes it. */
    source: {
      /** Its name in English. */
      name: string,
      /** Its home page. */
      homepageUrl: string,
      /** The terms of use of its data, in words. */
      license: string
    },
    /** The region that it is about; null if that is not a region of a boundary table, for example a whole country. */
    region: {
      /** Its code: country, dash and national id, "US-06037", "CA-35". Unique within its level. */
      code: string,
      /** Its name. */
      name: string
    } | null,
    /** The newest available observation; null if there is none. */
    latest: {
      /** The moment that the figure is of; for a period, its first moment. */
      time: string,
      /** The figure, in the units of its series; null if it is not available, which is not zero. */
      value: number | null
    } | null,
    /** Count, range of days, extremes and spread of its observations; null if there are none. */
    summary: {
      /** The number of observations. */
      count: number,
      /** The lowest, in the units of the series. */
      min: number,
      /** The highest, in the units of the series. */
      max: number,
      /** The arithmetic mean, in the units of the series. */
      mean: number,
      /** The number of periods from the first to the last without an available observation. */
      gaps: number
    } | null,
    /** Its figures in a range of days, ascending in time: the most recent `limit` of them. */
    observations: Array<{
      /** The moment that the figure is of; for a period, its first moment. */
      time: string,
      /** The figure, in the units of its series; null if it is not available, which is not zero. */
      value: number | null
    }>,
    /** Its figures combined with those of another series, time by time, each as `observations` returns them for the same arguments. For figures per head, request the transform PER_CAPITA. For series of different units, request the DIFFERENCE of a transform such as INDEX. Null if the series does not exist. */
    comparison?: {
      /** The unit of the values: "Thousands of persons", "Percent / Thousands of persons". */
      units: string,
      /** The figures of the times that both series have, ascending; null where one of the two is null. */
      observations: Array<{
        /** The moment that the figure is of; for a period, its first moment. */
        time: string,
        /** The figure, in the units of its series; null if it is not available, which is not zero. */
        value: number | null
      }>
    } | null,
    /** The series that are closest to it: by embeddings if the database has them, else by indicator, region and title. */
    relatedSeries: Array<{
      /** Why they are related. */
      by: RelatedBy,
      /** The series itself. */
      series: {
        /** Its code, "SOURCE:CODE", unique: "BLS:CES0000000001". */
        code: string,
        /** What it measures, in a few words. */
        title: string
      }
    }>,
    /** The newest articles about the series, at most `first` of them (0 to 100). */
    articles: Array<{
      /** The last part of its URL, unique: lower-case words with dashes. */
      slug: string,
      /** The headline, plain text. */
      title: string,
      /** When it was or will be published; until an editor sets it, when it was created. */
      publishedAt: string
    }>
  } | null,
  /** The series with a code; null if there is none. */
  other?: {
    /** Its code, "SOURCE:CODE", unique: "BLS:CES0000000001". */
    code: string,
    /** What it measures, in a few words. */
    title: string,
    /** The unit of its values: "Thousands of persons". */
    units: string,
    /** Its figures in a range of days, ascending in time: the most recent `limit` of them. */
    observations: Array<{
      /** The moment that the figure is of; for a period, its first moment. */
      time: string,
      /** The figure, in the units of its series; null if it is not available, which is not zero. */
      value: number | null
    }>
  } | null,
  /** The series with a code; null if there is none. */
  recessions: {
    /** Its code, "SOURCE:CODE", unique: "BLS:CES0000000001". */
    code: string,
    /** What it measures, in a few words. */
    title: string,
    /** Its figures in a range of days, ascending in time: the most recent `limit` of them. */
    observations: Array<{
      /** The moment that the figure is of; for a period, its first moment. */
      time: string,
      /** The figure, in the units of its series; null if it is not available, which is not zero. */
      value: number | null
    }>
  } | null
};

export type SiteSeriesColumnsQueryVariables = Exact<{
  code: string;
  transform: Transform;
  base?: string | null | undefined;
  bucket?: TimeBucket | null | undefined;
  aggregate: Aggregate;
  from?: string | null | undefined;
  to?: string | null | undefined;
}>;


export type SiteSeriesColumnsQuery = {
  /** The series with a code; null if there is none. */
  series: {
    /** Its code, "SOURCE:CODE", unique: "BLS:CES0000000001". */
    code: string,
    /** What it measures, in a few words. */
    title: string,
    /** The unit of its values: "Thousands of persons". */
    units: string,
    /** The same figures as `observations` with the same arguments, by column. */
    observationColumns: {
      /** The moments that the figures are of; for a period, its first moment. */
      times: Array<string>,
      /** The figures; null for one that is not available, which is not zero. */
      values: Array<number | null>
    }
  } | null
};

export type SiteSeriesFiguresQueryVariables = Exact<{
  code: string;
  transform: Transform;
  base?: string | null | undefined;
  bucket?: TimeBucket | null | undefined;
  aggregate: Aggregate;
  from?: string | null | undefined;
  to?: string | null | undefined;
  recessions: string;
  shaded: boolean;
}>;


export type SiteSeriesFiguresQuery = {
  /** The series with a code; null if there is none. */
  series: {
    /** Its code, "SOURCE:CODE", unique: "BLS:CES0000000001". */
    code: string,
    /** What it measures, in a few words. */
    title: string,
    /** The unit of its values: "Thousands of persons". */
    units: string,
    /** Who publishes it. */
    source: {
      /** Its name in English. */
      name: string
    },
    /** Its figures in a range of days, ascending in time: the most recent `limit` of them. */
    observations: Array<{
      /** The moment that the figure is of; for a period, its first moment. */
      time: string,
      /** The figure, in the units of its series; null if it is not available, which is not zero. */
      value: number | null
    }>
  } | null,
  /** The series with a code; null if there is none. */
  recessions?: {
    /** Its code, "SOURCE:CODE", unique: "BLS:CES0000000001". */
    code: string,
    /** What it measures, in a few words. */
    title: string,
    /** Its figures in a range of days, ascending in time: the most recent `limit` of them. */
    observations: Array<{
      /** The moment that the figure is of; for a period, its first moment. */
      time: string,
      /** The figure, in the units of its series; null if it is not available, which is not zero. */
      value: number | null
    }>
  } | null
};

export type SiteSessionQueryVariables = Exact<{ [key: string]: never; }>;


export type SiteSessionQuery = {
  company: {
    name: string | null
  } | null,
  columns: {
    name: string | null
  } | null
};

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
    observations(limit: 600) {
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
      direction
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
      observations(limit: 600) {
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
export const SiteRecessionsFragmentDoc = /*#__PURE__*/ new TypedDocumentString(`
    fragment SiteRecessions on Query {
  recessions: series(code: $recessions) {
    code
    title
    observations(limit: 600) {
      time
      value
    }
  }
}
    `, {"fragmentName":"SiteRecessions"}) as unknown as TypedDocumentString<SiteRecessionsFragment, unknown>;
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
      direction
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
      direction
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
  pipeline: crmOpportunitiesGroupBy(
    groupBy: [{stage: true}, {amount: {currencyCode: true}}]
  ) {
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
}`, {"hash":"sha256:69d61f706bd1b3618f7043fb0259359c57adbd440afbd5adf6932faa71b95a32"}) as unknown as TypedDocumentString<HomeForStaffQuery, HomeForStaffQueryVariables>;
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
      direction
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
}`, {"hash":"sha256:b4410c01ea68cb05cad67cf1dad9a6546be0a714c683f3b70d83de8a6077727b"}) as unknown as TypedDocumentString<RegionDashboardQuery, RegionDashboardQueryVariables>;
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
      direction
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
}`, {"hash":"sha256:5647d45a111a901ff410c1462f81245767efad5667a2fc701cdd1e693e2ec62a"}) as unknown as TypedDocumentString<RegionDashboardForStaffQuery, RegionDashboardForStaffQueryVariables>;
export const SiteArticleDocument = /*#__PURE__*/ new TypedDocumentString(`
    query SiteArticle($slug: String!, $indicator: String!, $level: RegionLevel!, $recessions: String!, $coverWidth: Int = 1600) {
  ...SiteRecessions
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
    observations(limit: 600) {
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
fragment SiteRecessions on Query {
  recessions: series(code: $recessions) {
    code
    title
    observations(limit: 600) {
      time
      value
    }
  }
}`, {"hash":"sha256:abac208d28b92e24a007073fa4e8435e9c2686a1e58dc3a70eb86467d47a2380"}) as unknown as TypedDocumentString<SiteArticleQuery, SiteArticleQueryVariables>;
export const SiteArticleForStaffDocument = /*#__PURE__*/ new TypedDocumentString(`
    query SiteArticleForStaff($slug: String!, $indicator: String!, $level: RegionLevel!, $recessions: String!, $coverWidth: Int = 1600) {
  ...SiteRecessions
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
    observations(limit: 600) {
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
fragment SiteRecessions on Query {
  recessions: series(code: $recessions) {
    code
    title
    observations(limit: 600) {
      time
      value
    }
  }
}`, {"hash":"sha256:9ac36ff73b1c0cb28cabd1ccdfda21dd58dcec4e6cad510c224d866e3d7408cd"}) as unknown as TypedDocumentString<SiteArticleForStaffQuery, SiteArticleForStaffQueryVariables>;
export const SiteBordersDocument = /*#__PURE__*/ new TypedDocumentString(`
    query SiteBorders($level: RegionLevel!, $simplify: Float!, $precision: Int!) {
  regions(level: $level, first: 100) {
    edges {
      node {
        code
        name
        geometry(simplify: $simplify, precision: $precision)
      }
    }
  }
}
    `, {"hash":"sha256:52b825d6ee7dac0f42d84b91e7081a74873e7a029e564b29eb29d1307826220a"}) as unknown as TypedDocumentString<SiteBordersQuery, SiteBordersQueryVariables>;
export const SiteCatalogDocument = /*#__PURE__*/ new TypedDocumentString(`
    query SiteCatalog($search: String, $frequency: Frequency, $indicator: String, $region: String, $orderBy: SeriesOrder!, $first: Int, $after: String, $last: Int, $before: String) {
  indicators {
    code
    name
  }
  seriesCatalog(
    search: $search
    frequency: $frequency
    indicator: $indicator
    region: $region
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
    `, {"hash":"sha256:a6c60fb70e711581530e86aa7c3f7239435e1994b8a80cc470eef27e9fe3fe5f"}) as unknown as TypedDocumentString<SiteCatalogQuery, SiteCatalogQueryVariables>;
export const SiteCompanyDocument = /*#__PURE__*/ new TypedDocumentString(`
    query SiteCompany($id: UUID!, $indicator: String!, $pageSize: Int!, $people: Int!, $opportunities: Int!) {
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
      first: $pageSize
      offset: $people
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
      first: $pageSize
      offset: $opportunities
      orderBy: [{closeDate: DescNullsLast}]
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
      direction
    }
    time
    value
    rank
    percentile
    peers
  }
}`, {"hash":"sha256:4193e189d70ab50287140e86432f5988e66fbe945568ec3382207dede013c750"}) as unknown as TypedDocumentString<SiteCompanyQuery, SiteCompanyQueryVariables>;
export const SiteMapDocument = /*#__PURE__*/ new TypedDocumentString(`
    query SiteMap($indicator: String!, $level: RegionLevel!, $parent: String, $at: Date, $simplify: Float!, $precision: Int!, $whole: Boolean!) {
  choropleth(indicator: $indicator, level: $level, parent: $parent, at: $at) {
    indicator {
      units
      decimals
    }
    parent @skip(if: $whole) {
      code
      name
      geometry(simplify: $simplify, precision: $precision)
    }
    regions {
      region {
        code
        name
        geometry(simplify: $simplify, precision: $precision)
      }
      value
      class
    }
  }
  states: regions(level: STATE, first: 100) @include(if: $whole) {
    edges {
      node {
        code
        name
        geometry(simplify: $simplify, precision: $precision)
      }
    }
  }
}
    `, {"hash":"sha256:862d9f336c7cb98471928bedca2ce0499fd3152f4899e367f3ba69e5a8e955cc"}) as unknown as TypedDocumentString<SiteMapQuery, SiteMapQueryVariables>;
export const SitePageDocument = /*#__PURE__*/ new TypedDocumentString(`
    query SitePage($slug: String!, $indicator: String!, $level: RegionLevel!, $recessions: String!) {
  ...SiteRecessions
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
      observations(limit: 600) {
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
fragment SiteRecessions on Query {
  recessions: series(code: $recessions) {
    code
    title
    observations(limit: 600) {
      time
      value
    }
  }
}`, {"hash":"sha256:a942aaefe0c1f308d831f3df659797dd0edaa988308666c0a1627a27a6465c18"}) as unknown as TypedDocumentString<SitePageQuery, SitePageQueryVariables>;
export const SitePageForStaffDocument = /*#__PURE__*/ new TypedDocumentString(`
    query SitePageForStaff($slug: String!, $indicator: String!, $level: RegionLevel!, $recessions: String!) {
  ...SiteRecessions
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
      observations(limit: 600) {
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
fragment SiteRecessions on Query {
  recessions: series(code: $recessions) {
    code
    title
    observations(limit: 600) {
      time
      value
    }
  }
}`, {"hash":"sha256:a58d246cdf4ed6b75f456611fbf053f494b635ba089fe3e7a1e2d7bfa084736b"}) as unknown as TypedDocumentString<SitePageForStaffQuery, SitePageForStaffQueryVariables>;
export const SiteRegionDocument = /*#__PURE__*/ new TypedDocumentString(`
    query SiteRegion($code: String!, $indicator: String!, $level: RegionLevel!, $parent: String, $mapped: Boolean!, $recessions: String!) {
  ...SiteRecessions
  region(code: $code) {
    ...SiteRegionParts
  }
  choropleth(indicator: $indicator, level: $level, parent: $parent) @include(if: $mapped) {
    ...MapParts
    parent {
      boundingBox
    }
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
      direction
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
fragment SiteRecessions on Query {
  recessions: series(code: $recessions) {
    code
    title
    observations(limit: 600) {
      time
      value
    }
  }
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
}`, {"hash":"sha256:f155498be45e18c1df32606ad135b922cc6f8e180aabf430cd6ecfb4fd5e9b56"}) as unknown as TypedDocumentString<SiteRegionQuery, SiteRegionQueryVariables>;
export const SiteRegionForStaffDocument = /*#__PURE__*/ new TypedDocumentString(`
    query SiteRegionForStaff($code: String!, $indicator: String!, $level: RegionLevel!, $parent: String, $mapped: Boolean!, $companies: Int!, $recessions: String!) {
  ...SiteRecessions
  region(code: $code) {
    ...SiteRegionParts
    companies {
      totalCount
      nodes(first: $companies) {
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
  choropleth(indicator: $indicator, level: $level, parent: $parent) @include(if: $mapped) {
    ...MapParts
    parent {
      boundingBox
    }
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
      direction
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
fragment SiteRecessions on Query {
  recessions: series(code: $recessions) {
    code
    title
    observations(limit: 600) {
      time
      value
    }
  }
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
}`, {"hash":"sha256:3ab11ca7e64ae76b6b703c6cd2d11dbaf59a8f1a9a792ee1e80095e73c610bf0"}) as unknown as TypedDocumentString<SiteRegionForStaffQuery, SiteRegionForStaffQueryVariables>;
export const SiteRegionsDocument = /*#__PURE__*/ new TypedDocumentString(`
    query SiteRegions($indicator: String!, $level: RegionLevel!, $at: Date) {
  indicator(code: $indicator) {
    name
    coverage {
      levels {
        level
        startsOn
        endsOn
      }
    }
  }
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
  choropleth(indicator: $indicator, level: $level, at: $at) {
    ...MapParts
    regions {
      region {
        code
      }
      value
    }
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
}`, {"hash":"sha256:95a1a251491fd482680616067a1c286ccad322c5b9f167c0b0d6e0a8815356a0"}) as unknown as TypedDocumentString<SiteRegionsQuery, SiteRegionsQueryVariables>;
export const SiteSeriesDocument = /*#__PURE__*/ new TypedDocumentString(`
    query SiteSeries($code: String!, $transform: Transform!, $base: Date, $bucket: TimeBucket, $aggregate: Aggregate!, $from: Date, $to: Date, $with: String!, $compared: Boolean!, $recessions: String!) {
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
    comparison(
      with: $with
      by: RATIO
      transform: $transform
      base: $base
      bucket: $bucket
      aggregate: $aggregate
      from: $from
      to: $to
    ) @include(if: $compared) {
      units
      observations {
        time
        value
      }
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
  other: series(code: $with) @include(if: $compared) {
    code
    title
    units
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
  }
  recessions: series(code: $recessions) {
    code
    title
    observations(from: $from, to: $to) {
      time
      value
    }
  }
}
    `, {"hash":"sha256:de6e8e7b02e8ed48a8301f817d671687a6d758034a2adb7f23fd37f81d1c2021"}) as unknown as TypedDocumentString<SiteSeriesQuery, SiteSeriesQueryVariables>;
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
    query SiteSeriesFigures($code: String!, $transform: Transform!, $base: Date, $bucket: TimeBucket, $aggregate: Aggregate!, $from: Date, $to: Date, $recessions: String!, $shaded: Boolean!) {
  series(code: $code) {
    code
    title
    units
    source {
      name
    }
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
  recessions: series(code: $recessions) @include(if: $shaded) {
    code
    title
    observations(from: $from, to: $to) {
      time
      value
    }
  }
}
    `, {"hash":"sha256:f8f16b299f3b2b5f2987d5e5b5f8a98cb7ee1ed978c5e375a29fcf96aeadab73"}) as unknown as TypedDocumentString<SiteSeriesFiguresQuery, SiteSeriesFiguresQueryVariables>;
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