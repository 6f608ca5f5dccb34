/** The TTLs of a type's values, in seconds. */
export interface Ttl {
  /** Time during which a value is fresh. */
  readonly maxAge: number;
  /** Time after `maxAge` during which it is served at once, and revalidated in the background (RFC 5861). */
  readonly staleWhileRevalidate: number;
  /** Time after `maxAge` during which it is served where an upstream fails (RFC 5861). */
  readonly staleIfError: number;
}

/** Returns the TTL of an answer that has values of both TTLs. */
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
/** Figures, which the ingestion loads into the database from time to time. */
const FIGURES: Ttl = { maxAge: 300, staleWhileRevalidate: HOUR, staleIfError: DAY };
/** Regions, which change every few years. */
const GEOGRAPHY: Ttl = { maxAge: HOUR, staleWhileRevalidate: DAY, staleIfError: 7 * DAY };

/** CRM records that links look up by id: each lookup is a root field, and Twenty limits root fields per minute. */
export const CRM_LOOKUPS: Ttl = { maxAge: 5, staleWhileRevalidate: 0, staleIfError: 0 };

/**
 * The TTLs of the types of the analytics. The deployment's file has the TTLs of content (`ttls`); records of the CRM
 * have only `CRM_LOOKUPS`. The TTL of an answer is the smallest TTL of the types that its operation reaches; an answer
 * that reaches a type without a TTL is never cached. A type's lists and groups (`PARTS`) have its TTL.
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

/** Types of the analytics whose values change on their own; values of other types change with `Series`. */
export const OWN_CHANGES = [
  'DataSource',
  'Indicator',
  'Region',
  'Series',
] satisfies (keyof typeof ANALYTICS_TTLS)[] as readonly string[];

/** Returns the type whose changes also change a type's values; undefined for a type that changes on its own. */
export function changesWith(type: string): string | undefined {
  return Object.hasOwn(ANALYTICS_TTLS, type) && !OWN_CHANGES.includes(type) ? 'Series' : undefined;
}

/** Types without their own TTL: their values are parts of another value. */
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

/** The ends of names of inputs that filter by a type: "CmsAuthorFilter", "CrmCompanyFilterInput", "RegionWhere". */
export const FILTERS = /((Quantifier)?Filter|FilterInput|Where|Condition)$/;
