/** How long values of a type may be cached, in seconds. */
export interface Ttl {
  /** How long a value is fresh. */
  readonly maxAge: number;
  /** How long after `maxAge` it is served at once, and revalidated in the background (RFC 5861). */
  readonly staleWhileRevalidate: number;
  /** How long after `maxAge` it is served where an upstream fails (RFC 5861). */
  readonly staleIfError: number;
}

/** Returns how long an answer may be cached that is made of values with either TTL. */
export function smallerTtl(one: Ttl, other: Ttl): Ttl {
  return {
    maxAge: Math.min(one.maxAge, other.maxAge),
    staleWhileRevalidate: Math.min(one.staleWhileRevalidate, other.staleWhileRevalidate),
    staleIfError: Math.min(one.staleIfError, other.staleIfError),
  };
}

const HOUR = 3_600;
const DAY = 24 * HOUR;

/** The age of figures. */
const FRESHNESS: Ttl = { maxAge: 60, staleWhileRevalidate: 300, staleIfError: DAY };
/** Figures, which are loaded into the database from time to time. */
const FIGURES: Ttl = { maxAge: 300, staleWhileRevalidate: HOUR, staleIfError: DAY };
/** Regions, which change once in years. */
const GEOGRAPHY: Ttl = { maxAge: HOUR, staleWhileRevalidate: DAY, staleIfError: 7 * DAY };

/** Records of the CRM that links look up by id: each lookup is a root field, and Twenty limits root fields per minute. */
export const CRM_LOOKUPS: Ttl = { maxAge: 5, staleWhileRevalidate: 0, staleIfError: 0 };

/**
 * The TTLs of the types of the analytics. The deployment's file has those of content (`ttls`); records of the CRM have only
 * `CRM_LOOKUPS`. An answer may be cached for as long as the smallest TTL of the types that its operation reaches; one that
 * reaches a type without a TTL is never cached. A type's lists and groups (`PARTS`) have its TTL.
 */
export const ANALYTICS_TTLS = {
  Choropleth: FIGURES,
  ChoroplethClass: FIGURES,
  ChoroplethRegion: FIGURES,
  Coverage: FIGURES,
  DataFreshness: FRESHNESS,
  DataSource: FIGURES,
  Indicator: FIGURES,
  LevelCoverage: FIGURES,
  Observation: FIGURES,
  ObservationColumns: FIGURES,
  Panel: FIGURES,
  RegionIndicator: FIGURES,
  RelatedSeries: FIGURES,
  Series: FIGURES,
  SeriesComparison: FIGURES,
  SeriesFacet: FIGURES,
  SeriesFacets: FIGURES,
  SeriesSummary: FIGURES,

  Region: GEOGRAPHY,
} as const satisfies Readonly<Record<string, Ttl>>;

/** Types of the analytics whose values change by themselves; those of its other types change with `Series`. */
const OWN_CHANGES = [
  'DataSource',
  'Indicator',
  'Region',
  'Series',
] satisfies (keyof typeof ANALYTICS_TTLS)[] as string[];

/** Returns the type with whose values those of a type change; undefined for a type whose values change by themselves. */
export function changesWith(type: string): string | undefined {
  return Object.hasOwn(ANALYTICS_TTLS, type) && !OWN_CHANGES.includes(type) ? 'Series' : undefined;
}

/** Types without a TTL of their own: their values are parts of another value. */
export const VALUES: readonly string[] = [
  'CmsCountFunctions',
  'CmsDateFunctions',
  'CmsDatetimeFunctions',
  'CmsTimeFunctions',
  'GeoPoint',
  'PageInfo',
];

/** The names of a type's lists and groups: "RegionConnection", "CmsArticleAggregatedCount". */
export const PARTS = /(Connection|Edge|Aggregated(Count|Fields)?)$/;

/** The names of the inputs that filter by a type: "CmsAuthorFilter", "CrmCompanyFilterInput", "RegionWhere", "RegionIndicatorCondition". */
export const FILTERS = /((Quantifier)?Filter|FilterInput|Where|Condition)$/;
