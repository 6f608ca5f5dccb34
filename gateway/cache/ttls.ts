/** How long what is known of a type may be told again, in seconds. */
export interface Ttl {
  /** For so long it is fresh. */
  readonly maxAge: number;
  /** For so long after that it is told at once, and asked for anew beside that (RFC 5861). */
  readonly staleWhileRevalidate: number;
  /** For so long after `maxAge` it stands in where an upstream fails (RFC 5861). */
  readonly staleIfError: number;
}

const HOUR = 3_600;
const DAY = 24 * HOUR;

/** Whether figures are late. */
const FRESHNESS: Ttl = { maxAge: 60, staleWhileRevalidate: 300, staleIfError: DAY };
/** What is loaded into the database now and then. */
const FIGURES: Ttl = { maxAge: 300, staleWhileRevalidate: HOUR, staleIfError: DAY };
/** What changes once in years. */
const GEOGRAPHY: Ttl = { maxAge: HOUR, staleWhileRevalidate: DAY, staleIfError: 7 * DAY };

/** Records of the CRM that links look up by id: they take Twenty's root fields, of which it answers few a minute. */
export const CRM_LOOKUPS: Ttl = { maxAge: 5, staleWhileRevalidate: 0, staleIfError: 0 };

/**
 * The types of the analytics, whose values may be cached, and for how long. Those of content are the deployment's to name
 * (`ttls` of its file); of the CRM's only `CRM_LOOKUPS` are. An answer may be cached for as long as the smallest of the types that its operation
 * reaches. One that reaches a type without a TTL is never cached. With a type go its lists and groups: those named in `PARTS`.
 */
export const ANALYTICS_TTLS: Readonly<Record<string, Ttl>> = {
  Choropleth: FIGURES,
  ChoroplethClass: FIGURES,
  ChoroplethRegion: FIGURES,
  DataFreshness: FRESHNESS,
  DataSource: FIGURES,
  Indicator: FIGURES,
  Observation: FIGURES,
  ObservationColumns: FIGURES,
  RegionIndicator: FIGURES,
  RelatedSeries: FIGURES,
  Series: FIGURES,
  SeriesSummary: FIGURES,

  Region: GEOGRAPHY,
};

/** Types whose values change when those of another do: by type, that other. */
export const CHANGES_WITH: Readonly<Record<string, string>> = {
  Choropleth: 'Series',
  ChoroplethClass: 'Series',
  ChoroplethRegion: 'Series',
  DataFreshness: 'Series',
  Observation: 'Series',
  ObservationColumns: 'Series',
  RegionIndicator: 'Series',
  RelatedSeries: 'Series',
  SeriesSummary: 'Series',
};

/** Types that are nothing by themselves: parts of the value whose field they are. */
export const VALUES: readonly string[] = [
  'CmsCountFunctions',
  'CmsDateFunctions',
  'CmsDatetimeFunctions',
  'CmsTimeFunctions',
  'GeoPoint',
  'PageInfo',
];

/** How the types of a type's lists and groups are called: "RegionConnection", "CmsArticleAggregatedCount". */
export const PARTS = /(Connection|Edge|Aggregated(Count|Fields)?)$/;

/** How the inputs are called that choose by the values of a type: "CmsAuthorFilter". */
export const FILTERS = /(Quantifier)?Filter$/;
