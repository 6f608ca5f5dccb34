import type { BenchData } from './data.ts';

/** A job, asked of the graph and of the database itself. */
export interface BenchCase {
  readonly name: string;
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
  /** The same job by hand: one statement. */
  readonly sql: string;
  readonly parameters: readonly string[];
  /** How many answers each gives, counted in its JSON: they have to be the same. */
  readonly counted: RegExp;
}

/** What a bound allows in one lookup. */
const LOOKUP = 1_000;

const LATEST_VALUES = `
  SELECT region_code AS code, value
  FROM analytics.region_indicator_latest JOIN metadata.indicators i USING (indicator_id)
  WHERE i.code = $1 AND level = 'COUNTY' AND value IS NOT NULL`;

/** With a look at what is newer than the view, as the graph takes one: a stale view is not believed. */
const LATEST_OBSERVATIONS = `
  SELECT s.code, newest.observed_at AS time, newest.value
  FROM metadata.series s JOIN metadata.data_sources d USING (source_id)
  CROSS JOIN LATERAL (
    SELECT observed_at, value FROM timeseries.economic_observations o
    WHERE o.series_id = s.series_id AND value IS NOT NULL ORDER BY observed_at DESC LIMIT 1
  ) AS newest
  WHERE d.code = 'BLS' AND s.code = ANY ($1::text[])`;

const MONTHS = `
  SELECT date_trunc('month', observed_at AT TIME ZONE 'UTC') AT TIME ZONE 'UTC' AS time, avg(value) AS value
  FROM timeseries.economic_observations
  WHERE series_id = (
    SELECT series_id FROM metadata.series JOIN metadata.data_sources d USING (source_id) WHERE d.code = 'BLS' AND metadata.series.code = $1
  )
  GROUP BY 1 ORDER BY 1`;

const choropleth = (columns: string) => `
  SELECT region.code, region.name, latest.value, breaks.class${columns}
  FROM geospatial.us_counties region
  CROSS JOIN (SELECT indicator_id FROM metadata.indicators WHERE code = $1) indicator
  LEFT JOIN analytics.region_indicator_latest latest
    ON latest.indicator_id = indicator.indicator_id AND latest.level = 'COUNTY' AND latest.region_code = region.code
  LEFT JOIN analytics.indicator_breaks breaks
    ON breaks.indicator_id = indicator.indicator_id AND breaks.level = 'COUNTY'
    AND latest.value <= breaks.upper AND (latest.value > breaks.lower OR breaks.class = 1)
  ORDER BY region.code COLLATE "C"`;

const GEOMETRY = `,
    ST_AsGeoJSON(ST_ForcePolygonCCW(ST_Multi(ST_SimplifyPreserveTopology(region.geom, 5000 / 111694.0))), 4)::json AS geometry`;

const POINTS = `
  SELECT point.position, region.code
  FROM unnest($1::float8[], $2::float8[]) WITH ORDINALITY AS point (longitude, latitude, position)
  JOIN geospatial.us_counties region
    ON ST_Covers(region.geom, ST_SetSRID(ST_MakePoint(point.longitude, point.latitude), 4326))
  ORDER BY point.position`;

export function casesOf({ countySeries, daily, points }: BenchData): readonly BenchCase[] {
  const places = points.map(([longitude, latitude]) => ({ longitude, latitude }));
  return [
    {
      name: 'Latest value per county',
      query: `query ($indicator: String!) {
        choropleth(indicator: $indicator, level: COUNTY) { regions { value region { code } } }
      }`,
      variables: { indicator: 'UNEMPLOYMENT_RATE' },
      sql: LATEST_VALUES,
      parameters: ['UNEMPLOYMENT_RATE'],
      counted: /"value":\d/g,
    },
    {
      name: "Latest observation of each county's series",
      ...inLookups('seriesByCodes(codes: $KEYS)', '[String!]!', '{ code latest { time value } }', countySeries),
      sql: LATEST_OBSERVATIONS,
      parameters: [list(countySeries.map((code) => code.slice(4)))],
      counted: /"value":/g,
    },
    {
      name: 'A month bucket of one series',
      query:
        'query ($code: String!) { series(code: $code) { observations(bucket: MONTH, aggregate: MEAN) { time value } } }',
      variables: { code: daily },
      sql: MONTHS,
      parameters: [daily.slice(4)],
      counted: /"value":/g,
    },
    {
      name: 'A choropleth without geometry',
      query: mapOf('code name'),
      variables: { indicator: 'UNEMPLOYMENT_RATE' },
      sql: choropleth(''),
      parameters: ['UNEMPLOYMENT_RATE'],
      counted: /"name":/g,
    },
    {
      name: 'A choropleth with geometry',
      query: mapOf('code name geometry(simplify: 5000, precision: 4)'),
      variables: { indicator: 'UNEMPLOYMENT_RATE' },
      sql: choropleth(GEOMETRY),
      parameters: ['UNEMPLOYMENT_RATE'],
      counted: /"coordinates":/g,
    },
    {
      name: '20,000 points into counties',
      ...inLookups('regionsAt(places: $KEYS)', '[PlaceInput!]!', '{ code }', places),
      sql: POINTS,
      parameters: [list(points.map(([longitude]) => longitude)), list(points.map(([, latitude]) => latitude))],
      counted: /"code":/g,
    },
  ];
}

function mapOf(region: string): string {
  return `query ($indicator: String!) {
    choropleth(indicator: $indicator, level: COUNTY) { classes { lower upper } regions { value class region { ${region} } } }
  }`;
}

/** One query with as many lookups side by side as their bound asks for: their keys are found in one statement. */
function inLookups(field: string, type: string, selection: string, keys: readonly unknown[]) {
  const parts = Array.from({ length: Math.ceil(keys.length / LOOKUP) }, (_, index) => index);
  const parameters = parts.map((index) => `$k${index}: ${type}`).join(', ');
  const fields = parts.map((index) => `p${index}: ${field.replace('$KEYS', `$k${index}`)} ${selection}`).join(' ');
  return {
    query: `query (${parameters}) { ${fields} }`,
    variables: Object.fromEntries(
      parts.map((index) => [`k${index}`, keys.slice(index * LOOKUP, (index + 1) * LOOKUP)]),
    ),
  };
}

/** A list as PostgreSQL reads it. */
function list(values: readonly (string | number)[]): string {
  return `{${values.join(',')}}`;
}
