import { parse } from 'graphql';
import type { AnalyticsUpstream } from '../../subgraphs/analytics/index.ts';
import { readTileRequest, type Tiles } from '../../subgraphs/analytics/tiles/index.ts';
import type { BenchData } from './data.ts';

/** What is compared to psql. */
export interface Ours {
  readonly upstream: AnalyticsUpstream;
  readonly tiles: Tiles;
}

/** A job, asked of the graph and of the database itself. */
export interface BenchCase {
  readonly name: string;
  /** Asks the graph, in a client request of its own, so that nothing is remembered of the one before. */
  ask(ours: Ours): Promise<string>;
  /** The same job by hand: one statement. */
  readonly sql: string;
  readonly parameters: readonly string[];
  /** How much each answers: it has to be the same. */
  readonly counted: { psql(printed: string): number; graph(answered: string): number };
}

/** What a bound allows in one lookup. */
const LOOKUP = 1_000;

/** Every county of the map, those without a value too. */
const LATEST_VALUES = `
  SELECT region.code, latest.value
  FROM geospatial.us_counties region
  LEFT JOIN (
    SELECT region_code, value
    FROM analytics.region_indicator_latest JOIN metadata.indicators i USING (indicator_id)
    WHERE i.code = $1 AND level = 'COUNTY'
  ) latest ON latest.region_code = region.code
  ORDER BY region.code COLLATE "C"`;

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

/** Counties of the central United States, simplified to half a pixel as the tile is made. */
const TILE = { z: 5, x: 6, y: 12 };
const TILE_SQL = `
  SELECT ST_AsMVT(feature, 'regions', 4096, 'geom')
  FROM (
    SELECT
      ST_AsMVTGeom(
        ST_Transform(ST_Simplify(region.geom, 360.0 / 2 ^ $1::integer * 4 / 4096, true), 3857),
        ST_TileEnvelope($1::integer, $2::integer, $3::integer), 4096, 64
      ) AS geom,
      region.code, region.name, latest.value, breaks.class
    FROM geospatial.us_counties region
    CROSS JOIN (SELECT indicator_id FROM metadata.indicators WHERE code = $4) indicator
    LEFT JOIN analytics.region_indicator_latest latest
      ON latest.indicator_id = indicator.indicator_id AND latest.level = 'COUNTY' AND latest.region_code = region.code
    LEFT JOIN analytics.indicator_breaks breaks
      ON breaks.indicator_id = indicator.indicator_id AND breaks.level = 'COUNTY'
      AND latest.value <= breaks.upper AND (latest.value > breaks.lower OR breaks.class = 1)
    WHERE region.geom && ST_Transform(ST_TileEnvelope($1::integer, $2::integer, $3::integer, margin => 64.0 / 4096), 4326)
    ORDER BY region.code COLLATE "C"
  ) AS feature`;

export function casesOf({ countySeries, daily, points }: BenchData): readonly BenchCase[] {
  const places = points.map(([longitude, latitude]) => ({ longitude, latitude }));
  return [
    {
      name: 'Latest value per county',
      ask: asking(
        'query ($indicator: String!) { choropleth(indicator: $indicator, level: COUNTY) { regions { value region { code } } } }',
        { indicator: 'UNEMPLOYMENT_RATE' },
      ),
      sql: LATEST_VALUES,
      parameters: ['UNEMPLOYMENT_RATE'],
      counted: rows('"value":'),
    },
    {
      name: "Latest observation of each county's series",
      ask: inLookups('seriesByCodes(codes: $KEYS)', '[String!]!', '{ code latest { time value } }', countySeries),
      sql: LATEST_OBSERVATIONS,
      parameters: [list(countySeries.map((code) => code.slice(4)))],
      counted: rows('"value":'),
    },
    {
      name: 'A month bucket of one series',
      ask: asking(
        'query ($code: String!) { series(code: $code) { observations(bucket: MONTH, aggregate: MEAN) { time value } } }',
        { code: daily },
      ),
      sql: MONTHS,
      parameters: [daily.slice(4)],
      counted: rows('"value":'),
    },
    {
      name: 'A choropleth without geometry',
      ask: asking(mapOf('code name'), { indicator: 'UNEMPLOYMENT_RATE' }),
      sql: choropleth(''),
      parameters: ['UNEMPLOYMENT_RATE'],
      counted: rows('"name":'),
    },
    {
      name: 'A choropleth with geometry',
      ask: asking(mapOf('code name geometry(simplify: 5000, precision: 4)'), { indicator: 'UNEMPLOYMENT_RATE' }),
      sql: choropleth(GEOMETRY),
      parameters: ['UNEMPLOYMENT_RATE'],
      counted: rows('"coordinates":'),
    },
    {
      name: 'A tile of counties, with values and classes',
      ask: async ({ tiles }) => {
        const { z, x, y } = TILE;
        const url = new URL(`http://bench/tiles/county/${z}/${x}/${y}.mvt?indicator=UNEMPLOYMENT_RATE`);
        const bytes = await tiles.tile(readTileRequest(url));
        return Buffer.from(bytes ?? []).toString('latin1');
      },
      sql: TILE_SQL,
      parameters: [...Object.values(TILE).map(String), 'UNEMPLOYMENT_RATE'],
      // Bytes; psql prints them in hexadecimal, after "\\x".
      counted: { psql: (printed) => printed.trim().length / 2 - 1, graph: (answered) => answered.length },
    },
    {
      name: '20,000 points into counties',
      ask: inLookups('regionsAt(places: $KEYS)', '[PlaceInput!]!', '{ code }', places),
      sql: POINTS,
      parameters: [list(points.map(([longitude]) => longitude)), list(points.map(([, latitude]) => latitude))],
      counted: rows('"code":'),
    },
  ];
}

function mapOf(region: string): string {
  return `query ($indicator: String!) {
    choropleth(indicator: $indicator, level: COUNTY) { classes { lower upper } regions { value class region { ${region} } } }
  }`;
}

/** Asks a query, until its answer is text. */
function asking(query: string, variables: Readonly<Record<string, unknown>>): BenchCase['ask'] {
  const document = parse(query);
  return async ({ upstream }) => {
    const result = await upstream.execute({ document, variables, context: { caller: { audience: 'internal' } } });
    if (result.errors) throw new AggregateError(result.errors, 'The graph answered with errors.');
    return JSON.stringify(result);
  };
}

/** Lines of psql, and how often a text is in JSON. */
function rows(text: string): BenchCase['counted'] {
  return {
    psql: (printed) => printed.split('\n').length - 1,
    graph: (answered) => answered.split(text).length - 1,
  };
}

/** One query with as many lookups side by side as their bound asks for: their keys are found in one statement. */
function inLookups(field: string, type: string, selection: string, keys: readonly unknown[]): BenchCase['ask'] {
  const parts = Array.from({ length: Math.ceil(keys.length / LOOKUP) }, (_, index) => index);
  const parameters = parts.map((index) => `$k${index}: ${type}`).join(', ');
  const fields = parts.map((index) => `p${index}: ${field.replace('$KEYS', `$k${index}`)} ${selection}`).join(' ');
  return asking(
    `query (${parameters}) { ${fields} }`,
    Object.fromEntries(parts.map((index) => [`k${index}`, keys.slice(index * LOOKUP, (index + 1) * LOOKUP)])),
  );
}

/** A list as PostgreSQL reads it. */
function list(values: readonly (string | number)[]): string {
  return `{${values.join(',')}}`;
}
