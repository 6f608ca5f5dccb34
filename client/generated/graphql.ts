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

/** What replaces missing values. With buckets, PREVIOUS and LINEAR also add the buckets without an observation between the first and the last. */
export type Fill =
  /** A straight line in time between the previous and the next available value; null at the ends. */
  | 'LINEAR'
  /** Nothing: they are null. A bucket without an observation, available or not, is left out. */
  | 'NONE'
  /** The previous available value; null if there is none. */
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

export type PanelQueryVariables = Exact<{
  indicator: string;
  level: RegionLevel;
  parent?: string | null | undefined;
  from: string;
  to?: string | null | undefined;
  bucket?: TimeBucket;
  aggregate?: Aggregate | null | undefined;
  transform?: Transform | null | undefined;
  base?: string | null | undefined;
}>;


export type PanelQuery = {
  /** The figures of an indicator for all regions of a level over time, by column. An unknown indicator is BAD_USER_INPUT, and so is a level without figures of the indicator. If a region has several series, it is the one that the map shows. At most 10,000 periods, and 1,000,000 figures over a whole request. For example `{ panel(indicator: "UNEMPLOYMENT_RATE", level: COUNTY, from: "2000-01-01", bucket: YEAR) { codes times values } }`. */
  panel: {
    /** The codes of the regions that have a series of the indicator, by code point. */
    codes: Array<string>,
    /** Their names in English. */
    names: Array<string>,
    /** The first moments of the periods in which any of them has an observation, ascending. */
    times: Array<string>,
    /** The figures of each region, one list for each; null for one that is not available, which is not zero. `values[i][j]` is of `codes[i]` at `times[j]`. */
    values: Array<Array<number | null>>,
    /** What the figures are of. */
    indicator: {
      /** Its name in English. */
      name: string,
      /** The unit of its values, in words: "Percent". */
      units: string
    }
  }
};

export type RegionPagesQueryVariables = Exact<{
  level: RegionLevel;
  parent?: string | null | undefined;
  search?: string | null | undefined;
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;


export type RegionPagesQuery = {
  /** The regions of a level that pass all given filters, in the order of their name and code or of `orderBy`. For example `{ regions(level: STATE, first: 10) { edges { node { code name } } } }`. */
  regions: {
    /** The number of regions in the whole list, over all pages. */
    totalCount: number,
    /** Whether there are more rows, and the cursors to continue from. */
    pageInfo: {
      /** Whether rows follow the page. */
      hasNextPage: boolean,
      /** The cursor of the last row; null for an empty page. */
      endCursor: string | null
    },
    /** The rows of the page, in order, each with its cursor. */
    edges: Array<{
      /** The row itself. */
      node: {
        /** Its code: country, dash and national id, "US-06037", "CA-35". Unique within its level. */
        code: string,
        /** Its name. */
        name: string,
        /** What kind of region it is. */
        level: RegionLevel,
        /** The country that it is a part of. */
        country: Country,
        /** The region that it is a part of: a county's state. */
        parent: {
          /** Its code: country, dash and national id, "US-06037", "CA-35". Unique within its level. */
          code: string
        } | null,
        /** The centre of its area. It can be outside of a region that is bent or in parts. An empty border is UPSTREAM_FAILED. */
        centroid: {
          /** Degrees north, -90 to 90. */
          latitude: number,
          /** Degrees east, -180 to 180. */
          longitude: number
        }
      }
    }>
  }
};

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


export type SeriesColumnsQuery = {
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


export type SeriesObservationsQuery = {
  /** The series with a code; null if there is none. */
  series: {
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
  } | null
};

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


export type SeriesPagesQuery = {
  /** The series that pass all given filters: by relevance if there is a search, else in the order of their source and code, or of `orderBy`. For example `{ seriesCatalog(search: "manufacturing", first: 10) { edges { node { code title } } } }`. */
  seriesCatalog: {
    /** The number of series in the whole list, over all pages. */
    totalCount: number,
    /** Whether there are more rows, and the cursors to continue from. */
    pageInfo: {
      /** Whether rows follow the page. */
      hasNextPage: boolean,
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
        /** Whether it is seasonally adjusted. */
        seasonalAdjustment: SeasonalAdjustment,
        /** The day of its first observation. */
        startsOn: string,
        /** The day of its last observation so far. */
        endsOn: string,
        /** When this record of the series last changed. */
        updatedAt: string,
        /** Who publishes it. */
        source: {
          /** Its code, unique: "BLS". */
          code: string,
          /** Its name in English. */
          name: string
        },
        /** The indicator that it measures; series of the same indicator are comparable. */
        indicator: {
          /** Its code, unique: "UNEMPLOYMENT_RATE". */
          code: string
        } | null,
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
        } | null
      }
    }>
  }
};

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
export const PanelDocument = /*#__PURE__*/ new TypedDocumentString(`
    query Panel($indicator: String!, $level: RegionLevel!, $parent: String, $from: Date!, $to: Date, $bucket: TimeBucket! = MONTH, $aggregate: Aggregate = LAST, $transform: Transform = LEVEL, $base: Date) {
  panel(
    indicator: $indicator
    level: $level
    parent: $parent
    from: $from
    to: $to
    bucket: $bucket
    aggregate: $aggregate
    transform: $transform
    base: $base
  ) {
    indicator {
      name
      units
    }
    codes
    names
    times
    values
  }
}
    `, {"hash":"sha256:172205354e2f92facdeab02ec7bd6322abe16bf8d53e5dd1d08ab9eb51a9bafc"}) as unknown as TypedDocumentString<PanelQuery, PanelQueryVariables>;
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