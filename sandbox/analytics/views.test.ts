import type { PGlite } from '@electric-sql/pglite';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { fromTemplate, script } from '../../test/template.ts';
import {
  type Direction,
  indicatorBreaks,
  latestObservations,
  monthlyObservations,
  type Row,
  regionIndicatorLatest,
  rounded,
  type Series,
  seriesSummary,
} from './testing/plain-views.ts';

const directions = new Map<number, Direction>([
  [1, 'HIGHER_IS_BETTER'],
  [2, 'LOWER_IS_BETTER'],
  [3, 'NEUTRAL'],
]);

/** US-10 is a state; US-10001 is a county and a ZIP code, which count as the county; US itself is in no table. */
const codes = {
  us_states: ['US-01', 'US-02', 'US-04', 'US-05', 'US-06', 'US-08', 'US-09', 'US-10'],
  us_counties: ['US-10001', 'US-10003', 'US-10005'],
  us_zctas: ['US-10001', 'US-10002'],
  ca_fsas: ['CA-K1A'],
};
const levels = new Map([
  ...codes.us_zctas.map((code) => [code, 'ZCTA'] as const),
  ...codes.us_states.map((code) => [code, 'STATE'] as const),
  ...codes.us_counties.map((code) => [code, 'COUNTY'] as const),
  ...codes.ca_fsas.map((code) => [code, 'FSA'] as const),
]);

/** Days around a leap day and around the turns of years. */
const day = fc
  .tuple(fc.integer({ min: 2014, max: 2017 }), fc.integer({ min: -12, max: 75 }))
  .map(([year, offset]) => new Date(Date.UTC(year, 0, 1 + offset)).toISOString().slice(0, 10));
const weekday = day.filter((text) => ![0, 6].includes(new Date(text).getUTCDay()));
/** Days with another of them a year apart, or nearly: 29 February has none. */
const anniversary = fc.constantFrom('2015-02-28', '2015-03-01', '2016-02-28', '2016-02-29', '2016-01-01', '2015-01-01');
/** Tenths, with ties, zeros and negative values; null is a period without a figure. */
const value = fc.option(
  fc.integer({ min: -20, max: 60 }).map((tenths) => tenths / 10),
  { freq: 6 },
);
const history = (days: fc.Arbitrary<string>) =>
  fc.uniqueArray(fc.record({ day: days, value }), { maxLength: 40, selector: (row) => row.day });
const someSeries = fc.record({
  indicator_id: fc.constantFrom(...directions.keys()),
  frequency: fc.constantFrom('D', 'W', 'M', 'Q', 'A'),
  region_code: fc.constantFrom(...levels.keys(), 'US'),
  rows: fc.oneof(history(day), history(weekday), history(anniversary)),
});

const sample = fc.sample(someSeries, { seed: 2, numRuns: 120 });
const series: Series[] = sample.map(({ rows: _, ...one }, index) => ({ ...one, series_id: index + 1 }));
const rows: Row[] = sample.flatMap((one, index) => one.rows.map((row) => ({ ...row, series_id: index + 1 })));

let db: PGlite;

beforeAll(async () => {
  db = await fromTemplate(inject('templates'));
  await db.exec(script('time-bucket'));
  for (const [table, regions] of Object.entries(codes)) {
    await db.query(
      `INSERT INTO geospatial.${table} (code, name, geom)
       SELECT code, code, 'SRID=4326;MULTIPOLYGON(((0 0,1 0,1 1,0 0)))'
       FROM unnest($1::text[]) AS code`,
      [regions],
    );
  }
  await db.exec(`INSERT INTO metadata.data_sources (source_id, code, name, homepage_url, license)
    VALUES (1, 'A', 'A', '', ''), (2, 'B', 'B', '', '')`);
  await db.query(
    `INSERT INTO metadata.indicators (indicator_id, code, name, description, units, direction)
     SELECT id, id, id, '', '%', direction FROM unnest($1::int[], $2::text[]) AS i (id, direction)`,
    [[...directions.keys()], [...directions.values()]],
  );
  await db.query(
    `INSERT INTO metadata.series
       (
       series_id, source_id, indicator_id, code, title, description, units, frequency, seasonal_adjustment, region_code,
       starts_on, ends_on
     )
     SELECT
       series_id, 1, indicator_id, series_id, series_id, '', '%', frequency, 'SA', region_code, '2015-01-01', '2016-12-31'
     FROM json_to_recordset($1) AS s (series_id int, indicator_id int, frequency text, region_code text)`,
    [series],
  );
  await db.query(
    `INSERT INTO timeseries.economic_observations (series_id, observed_at, value)
     SELECT series_id, day AT TIME ZONE 'UTC', value
     FROM json_to_recordset($1) AS o (series_id int, day timestamp, value float8)`,
    [rows],
  );
  await db.exec(`
    INSERT INTO metadata.ingestion_logs (log_id, source_id, started_at, finished_at, status, rows_inserted, rows_updated)
    VALUES
      (1, 1, now() - interval '3 days', now() - interval '2 days', 'SUCCEEDED', 500, 0),
      (2, 1, now() - interval '3 hours', now() - interval '2 hours', 'SUCCEEDED', 20, 3),
      (3, 1, now() - interval '2 hours', now() - interval '1 hour', 'FAILED', 7, 0),
      (4, 1, now() - interval '1 hour', NULL, 'RUNNING', 90, 0)`);
  // Views must not depend on the session's time zone: here the UTC midnights are evenings of the day before.
  await db.exec(`SET TIME ZONE 'America/New_York'; ${script('refresh')}; SET TIME ZONE 'UTC'`);
});

afterAll(() => db.close());

/** The view's rows with times as days and numbers to nine decimals. */
async function view(name: string, key: string): Promise<unknown[]> {
  const { rows } = await db.query<Record<string, unknown>>(`SELECT * FROM analytics.${name} ORDER BY ${key}`);
  return rows.map((row) =>
    Object.fromEntries(
      Object.entries(row).map(([column, cell]) => {
        if (cell instanceof Date) return [column, cell.toISOString().slice(0, 10)];
        return [column, typeof cell === 'number' ? rounded(cell) : cell];
      }),
    ),
  );
}

const byIndicator = (a: { indicator_id: number }, b: { indicator_id: number }) => a.indicator_id - b.indicator_id;

describe('each view equals a plain loop over the same rows', () => {
  test('latest_observations', async () => {
    const expected = latestObservations(series, rows).map((row) => ({ ...row, status: 'FINAL' }));
    const years = expected.map(({ observed_at, year_ago_at }) => `${observed_at} ${year_ago_at}`);
    expect(years).toEqual(
      expect.arrayContaining(['2016-02-29 null', '2016-02-28 2015-02-28', '2016-01-01 2015-01-01']),
    );
    expect(await view('latest_observations', 'series_id')).toEqual(expected);
  });

  test('monthly_observations', async () => {
    expect(await view('monthly_observations', 'series_id, month')).toEqual(monthlyObservations(series, rows));
  });

  test('series_summary', async () => {
    expect(await view('series_summary', 'series_id')).toEqual(seriesSummary(series, rows));
  });

  test('region_indicator_latest', async () => {
    const expected = regionIndicatorLatest(series, rows, levels, directions);
    expected.sort((a, b) => byIndicator(a, b) || (a.region_code < b.region_code ? -1 : 1));
    expect(await view('region_indicator_latest', 'indicator_id, region_code COLLATE "C"')).toEqual(expected);
  });

  test('indicator_breaks', async () => {
    const expected = indicatorBreaks(regionIndicatorLatest(series, rows, levels, directions));
    const inOrder = (row: object) => JSON.stringify(row);
    const actual = await view('indicator_breaks', 'indicator_id, level, class');
    expect((actual as object[]).map(inOrder).sort()).toEqual(expected.map(inOrder).sort());
  });
});

test('differences are decimal, not binary', async () => {
  const { rows: found } = await db.query(
    `SELECT count(*)::int AS odd FROM analytics.latest_observations WHERE change <> round(change::numeric, 1)::float8`,
  );
  expect(found).toEqual([{ odd: 0 }]);
});

test('data_freshness tells of each source, also of one never loaded', async () => {
  const { rows: found } = await db.query(
    `SELECT source_id, rows_24h, round(extract(epoch FROM lag) / 3600) AS lag_hours,
       round(extract(epoch FROM now() - last_success) / 3600) AS success_hours,
       round(extract(epoch FROM now() - last_failure) / 3600) AS failure_hours
     FROM analytics.data_freshness ORDER BY source_id`,
  );
  expect(found).toEqual([
    { source_id: 1, rows_24h: 30, lag_hours: '2', success_hours: '2', failure_hours: '1' },
    { source_id: 2, rows_24h: 0, lag_hours: null, success_hours: null, failure_hours: null },
  ]);
});

test('every view can be refreshed concurrently', async () => {
  const { rows: views } = await db.query<{ name: string }>(
    `SELECT matviewname AS name FROM pg_matviews WHERE schemaname = 'analytics' ORDER BY 1`,
  );
  expect(views.map(({ name }) => name)).toEqual([
    'data_freshness',
    'indicator_breaks',
    'latest_observations',
    'monthly_observations',
    'region_indicator_latest',
    'series_summary',
  ]);
  for (const { name } of views) await db.exec(`REFRESH MATERIALIZED VIEW CONCURRENTLY analytics.${name}`);
});

describe("time_bucket is TimescaleDB's", () => {
  test.each([
    ['1 day', '2016-02-29T13:45:00Z', '2016-02-29T00:00:00Z'],
    ['1 week', '2016-02-28T23:59:59Z', '2016-02-22T00:00:00Z'],
    ['1 week', '1999-12-31T00:00:00Z', '1999-12-27T00:00:00Z'],
    ['15 minutes', '2016-02-29T13:44:59Z', '2016-02-29T13:30:00Z'],
    ['1 month', '2016-02-29T23:00:00Z', '2016-02-01T00:00:00Z'],
    ['3 months', '1999-12-31T23:59:59Z', '1999-10-01T00:00:00Z'],
    ['1 year', '2016-12-31T23:59:59Z', '2016-01-01T00:00:00Z'],
    ['5 years', '2016-12-31T23:59:59Z', '2015-01-01T00:00:00Z'],
  ])('%s of %s', async (width, time, bucket) => {
    const { rows: found } = await db.query('SELECT time_bucket($1::interval, $2::timestamptz) AS bucket', [
      width,
      time,
    ]);
    expect(found).toEqual([{ bucket: new Date(bucket) }]);
  });
});
