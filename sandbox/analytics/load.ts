/** Creates the analytics database and fills it, in the embedded server and in a real one alike. */
import { readFileSync } from 'node:fs';
import postgres, { type Sql, type TransactionSql } from 'postgres';
import { ANALYTICS_SCHEMAS } from '../../subgraphs/migrations/owners.ts';
import { type Boundary, readBoundaries } from './boundaries.ts';
import { indicators, type Series, sources } from './catalogue.ts';
import { countySeries } from './counties.ts';
import { employmentSeries } from './employment.ts';
import { industrySeries } from './industries.ts';
import { recessionSeries } from './recessions.ts';
import { incomeSeries, populationSeries } from './states.ts';

export type LoadOptions = {
  /** A PostgreSQL with PostGIS, reached as a role that may create extensions, schemas and roles. */
  databaseUrl: string;
  /** Called with what is being loaded, a line at a time. */
  onProgress?: (message: string) => void;
};

/** Rows per table after a load. */
export type RowCounts = Readonly<Record<string, number>>;

/**
 * Creates the four schemas, loads the data, fills the views and lets the role chronos_gateway read them: all of it or,
 * with an error, none. The database must not have the schemas yet. Answers the counts it has verified.
 */
export async function loadAnalytics({ databaseUrl, onProgress = () => {} }: LoadOptions): Promise<RowCounts> {
  const sql = postgres(databaseUrl, { max: 1, onnotice: () => {} });
  try {
    await assertEmpty(sql);
    onProgress('creating the tables');
    await sql.unsafe(script('01-extensions'));
    const counts = await sql.begin((tx) => createAndFill(tx, onProgress));
    await sql.unsafe('ANALYZE');
    return counts;
  } finally {
    await sql.end();
  }
}

async function createAndFill(tx: TransactionSql, onProgress: (message: string) => void): Promise<RowCounts> {
  for (const name of ['02-metadata', '03-timeseries', '04-geospatial', '05-analytics']) await tx.unsafe(script(name));
  const [timescale] = await tx`SELECT FROM pg_extension WHERE extname = 'timescaledb'`;
  if (timescale === undefined) await tx.unsafe(script('time-bucket'));

  const startedAt = new Date();
  const boundaries = readBoundaries();
  onProgress(`loading ${boundaries.length.toLocaleString('en')} boundaries`);
  await insertBoundaries(tx, boundaries);

  const series = [
    ...employmentSeries(),
    ...industrySeries(),
    ...countySeries(boundaries),
    recessionSeries(),
    ...incomeSeries(boundaries),
    ...populationSeries(boundaries),
  ];
  const observations = series.reduce((sum, { observations }) => sum + observations.length, 0);
  onProgress(
    `loading ${observations.toLocaleString('en')} observations of ${series.length.toLocaleString('en')} series`,
  );
  await insertCatalogue(tx);
  await insertSeries(tx, series);
  await insertObservations(tx, series);
  await insertLogs(tx, startedAt, series);

  const expected = {
    'metadata.data_sources': sources.length,
    'metadata.indicators': indicators.length,
    'metadata.series': series.length,
    'metadata.ingestion_logs': sources.length,
    'timeseries.economic_observations': observations,
    'geospatial.us_states': boundaries.filter(({ table }) => table === 'us_states').length,
    'geospatial.us_counties': boundaries.filter(({ table }) => table === 'us_counties').length,
    'geospatial.ca_provinces': boundaries.filter(({ table }) => table === 'ca_provinces').length,
  };
  await assertCounts(tx, expected);
  onProgress('filling the views');
  await tx.unsafe(script('refresh'));
  await tx.unsafe(read('../../deploy/grants.sql'));
  return expected;
}

function script(name: string): string {
  return read(`sql/${name}.sql`);
}

function read(path: string): string {
  return readFileSync(new URL(path, import.meta.url), 'utf8');
}

async function assertEmpty(sql: Sql): Promise<void> {
  const found = await sql<{ nspname: string }[]>`
    SELECT nspname FROM pg_namespace
    WHERE nspname IN ${sql(ANALYTICS_SCHEMAS)}
    ORDER BY nspname`;
  if (found.length === 0) return;
  const names = found.map(({ nspname }) => nspname).join(', ');
  throw new Error(`The database has the schemas ${names} already: load into a new database, or drop them first.`);
}

async function insertBoundaries(tx: TransactionSql, boundaries: readonly Boundary[]): Promise<void> {
  for (const [table, rows] of Map.groupBy(boundaries, (boundary) => boundary.table)) {
    await tx`
      INSERT INTO ${tx('geospatial')}.${tx(table)} (code, name, name_fr, parent_code, geom)
      SELECT code, name, "nameFr", "parentCode", ST_Multi(ST_SetSRID(ST_GeomFromGeoJSON(geometry), 4326))
      FROM json_to_recordset(${JSON.stringify(rows)}::text::json)
        AS boundary (code text, name text, "nameFr" text, "parentCode" text, geometry json)`;
  }
}

async function insertCatalogue(tx: TransactionSql): Promise<void> {
  await tx`
    INSERT INTO metadata.data_sources (source_id, code, name, homepage_url, license)
    SELECT row_number() OVER (), code, name, "homepageUrl", license
    FROM json_to_recordset(${JSON.stringify(sources)}::text::json)
      AS source (code text, name text, "homepageUrl" text, license text)`;
  await tx`
    INSERT INTO metadata.indicators (indicator_id, code, name, description, units, decimals, direction)
    SELECT row_number() OVER (), code, name, description, units, decimals, direction
    FROM json_to_recordset(${JSON.stringify(indicators)}::text::json)
      AS indicator (code text, name text, description text, units text, decimals smallint, direction text)`;
}

/** Series are numbered from 1 in the order given. */
async function insertSeries(tx: TransactionSql, series: readonly Series[]): Promise<void> {
  const rows = series.map(({ observations, ...row }, index) => ({
    ...row,
    id: index + 1,
    startsOn: observations.at(0)?.date,
    endsOn: observations.at(-1)?.date,
  }));
  await tx`
    INSERT INTO metadata.series (
      series_id, source_id, indicator_id, code, title, description, units, frequency, seasonal_adjustment, region_code,
      starts_on, ends_on
    )
    SELECT
      s.id, d.source_id, i.indicator_id, s.code, s.title, s.description, s.units, s.frequency, s."seasonalAdjustment", s."regionCode",
      s."startsOn", s."endsOn"
    FROM json_to_recordset(${JSON.stringify(rows)}::text::json) AS s (
      id bigint, source text, indicator text, code text, title text, description text, units text, frequency text,
      "seasonalAdjustment" text, "regionCode" text, "startsOn" date, "endsOn" date
    )
    JOIN metadata.data_sources d ON d.code = s.source
    JOIN metadata.indicators i ON i.code = s.indicator`;
}

async function insertObservations(tx: TransactionSql, series: readonly Series[]): Promise<void> {
  const rows = series.flatMap(({ observations }, index) =>
    observations.map(({ date, value }) => ({ id: index + 1, at: `${date}T00:00:00Z`, value })),
  );
  await tx`
    INSERT INTO timeseries.economic_observations (series_id, observed_at, value)
    SELECT id, at, value
    FROM json_to_recordset(${JSON.stringify(rows)}::text::json)
      AS observation (id bigint, at timestamptz, value double precision)`;
}

/** One run of ingestion for each source. */
async function insertLogs(tx: TransactionSql, startedAt: Date, series: readonly Series[]): Promise<void> {
  const rows = sources.map(({ code }) => {
    const observations = series.filter(({ source }) => source === code).map((each) => each.observations.length);
    return { code, rows: observations.reduce((sum, count) => sum + count, 0) };
  });
  await tx`
    INSERT INTO metadata.ingestion_logs (log_id, source_id, started_at, finished_at, status, rows_inserted)
    SELECT row_number() OVER (), source_id, ${startedAt}::timestamptz, ${new Date()}::timestamptz, 'SUCCEEDED', run.rows
    FROM json_to_recordset(${JSON.stringify(rows)}::text::json) AS run (code text, rows bigint)
    JOIN metadata.data_sources USING (code)`;
}

async function assertCounts(tx: TransactionSql, expected: RowCounts): Promise<void> {
  for (const [table, rows] of Object.entries(expected)) {
    const [counted] = await tx<{ rows: number }[]>`SELECT count(*)::integer AS rows FROM ${tx(table)}`;
    if (counted?.rows !== rows) throw new Error(`${table} has ${counted?.rows} rows after loading, not ${rows}.`);
  }
}
