import '../../test/provided.ts';
import postgres, { type Sql } from 'postgres';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';

let sql: Sql;

beforeAll(() => {
  sql = postgres(inject('databaseUrl'), { max: 2, onnotice: () => {} });
});

afterAll(() => sql.end());

const level = (table: string) => sql`${sql('geospatial')}.${sql(table)}`;

test('the tables hold what the files and packages hold, and nothing else', async () => {
  const tables = await sql<{ table: string }[]>`
    SELECT format('%I.%I', schemaname, tablename) AS table FROM pg_tables
    WHERE schemaname IN ('metadata', 'timeseries', 'geospatial') ORDER BY 1`;
  const counts: Record<string, number> = {};
  for (const { table } of tables) {
    const [row] = await sql<{ rows: number }[]>`SELECT count(*)::int AS rows FROM ${sql(table)}`;
    counts[table] = row?.rows ?? 0;
  }
  expect(counts).toEqual({
    'geospatial.ca_census_divisions': 0,
    'geospatial.ca_census_subdivisions': 0,
    'geospatial.ca_cmas': 0,
    'geospatial.ca_economic_regions': 0,
    'geospatial.ca_fsas': 0,
    'geospatial.ca_provinces': 13,
    'geospatial.us_cbsas': 0,
    'geospatial.us_congressional_districts': 0,
    'geospatial.us_counties': 3230,
    'geospatial.us_divisions': 0,
    'geospatial.us_places': 0,
    'geospatial.us_regions': 0,
    'geospatial.us_states': 56,
    'geospatial.us_zctas': 0,
    'metadata.data_sources': 4,
    'metadata.indicators': 6,
    'metadata.ingestion_logs': 4,
    'metadata.series': 22 + 2 * 14 + 3218 + 1 + 52 + 52,
    'timeseries.economic_observations': 22 * 120 + 2 * 14 * 122 + 3218 + 2000 + 52 * 40 + 52,
  });
});

test.each([
  ['CES0000000001', '2006-01-01', 135450],
  ['CES4142000001', '2006-01-01', 5840.4],
  ['CES9000000001', '2015-12-01', 22100],
  ['UNEMP-LEVEL-GOVERNMENT', '2000-01-01', 430],
  ['UNEMP-RATE-MINING-AND-EXTRACTION', '2000-02-01', 5.5],
  ['UNEMP-RATE-SELF-EMPLOYED', '2010-02-01', 6.5],
  ['LAUCN060370000000003', '2009-01-01', 12.7],
  ['LAUCN010010000000003', '2009-01-01', 9.7],
  ['SA1-3-400-00', '1969-01-01', 3836],
  ['SA1-3-400-06', '2008-01-01', 43641],
  ['SA1-3-400-56', '1988-01-01', 14821],
  ['POP-01', '2016-01-01', 4863300],
  ['POP-72', '2016-01-01', 3411307],
])('%s on %s is %d', async (code, day, value) => {
  const found = await sql`
    SELECT o.value FROM metadata.series JOIN timeseries.economic_observations o USING (series_id)
    WHERE code = ${code} AND observed_at = ${`${day}T00:00:00Z`}`;
  expect([...found]).toEqual([{ value }]);
});

test('a series is described well enough to publish', async () => {
  const found = await sql`
    SELECT s.code, i.code AS indicator, title, s.description, s.units, frequency, seasonal_adjustment, region_code,
      starts_on::text, ends_on::text
    FROM metadata.series s JOIN metadata.indicators i USING (indicator_id)
    WHERE s.code IN ('CES0000000001', 'UNEMP-RATE-FINANCE', 'LAUCN511070000000003') ORDER BY 1`;
  expect([...found]).toEqual([
    {
      code: 'CES0000000001',
      indicator: 'EMPLOYMENT',
      title: 'All Employees: Total Nonfarm',
      description:
        'Employees on nonfarm payrolls in the United States (Total Nonfarm), seasonally adjusted. From the Current ' +
        'Employment Statistics survey of establishments, as it stood on 2018-11-11.',
      units: 'Thousands of persons',
      frequency: 'M',
      seasonal_adjustment: 'SA',
      region_code: 'US',
      starts_on: '2006-01-01',
      ends_on: '2015-12-01',
    },
    {
      code: 'LAUCN511070000000003',
      indicator: 'UNEMPLOYMENT_RATE',
      title: 'Unemployment Rate: Loudoun, Virginia',
      description:
        'Unemployed persons in Loudoun, Virginia, as a share of the labor force, not seasonally adjusted. From the Local ' +
        'Area Unemployment Statistics; the published file states no period, only that it is consistent with 2009.',
      units: 'Percent',
      frequency: 'A',
      seasonal_adjustment: 'NSA',
      region_code: 'US-51107',
      starts_on: '2009-01-01',
      ends_on: '2009-01-01',
    },
    {
      code: 'UNEMP-RATE-FINANCE',
      indicator: 'UNEMPLOYMENT_RATE',
      title: 'Unemployment Rate: Financial Activities',
      description:
        'Unemployed persons in the United States whose last job was in this group (Financial Activities), as a share of ' +
        'its labor force, not seasonally adjusted. From the Current Population Survey of households, Table A-31.',
      units: 'Percent',
      frequency: 'M',
      seasonal_adjustment: 'NSA',
      region_code: 'US',
      starts_on: '2000-01-01',
      ends_on: '2010-02-01',
    },
  ]);
});

test('recessions last from the month after a peak until the trough, as nber.org lists them', async () => {
  const found = await sql`
    WITH months AS (
      SELECT observed_at::date AS month, value, sum(1 - value) OVER (ORDER BY observed_at) AS cycle
      FROM timeseries.economic_observations JOIN metadata.series USING (series_id) WHERE code = 'USREC'
    )
    SELECT min(month)::text AS first, count(*)::int AS months FROM months WHERE value = 1 GROUP BY cycle ORDER BY 1`;
  // The first begins before the list does. The list has the length of each of the others, too.
  expect(found).toHaveLength(35);
  expect(found[0]).toEqual({ first: '1854-12-01', months: 1 });
  expect(found.slice(1).map(({ months }) => months)).toEqual([
    18, 8, 32, 18, 65, 38, 13, 10, 17, 18, 18, 23, 13, 24, 23, 7, 18, 14, 13, 43, 13, 8, 11, 10, 8, 10, 11, 16, 6, 16,
    8, 8, 18, 2,
  ]);
  expect(found.slice(-2).map(({ first }) => first)).toEqual(['2008-01-01', '2020-03-01']);
});

test('a region of a series without a boundary exists all the same', async () => {
  const found = await sql`
    SELECT region_code, title FROM metadata.series
    WHERE region_code <> 'US' AND region_code NOT IN (
      SELECT code FROM geospatial.us_counties UNION ALL SELECT code FROM geospatial.us_states
    ) ORDER BY 1`;
  expect([...found]).toEqual([
    { region_code: 'US-02201', title: 'Unemployment Rate: Prince of Wales-Outer Ketchikan, Alaska' },
    { region_code: 'US-02232', title: 'Unemployment Rate: Skagway-Hoonah-Angoon, Alaska' },
    { region_code: 'US-02270', title: 'Unemployment Rate: Wade Hampton, Alaska' },
    { region_code: 'US-02280', title: 'Unemployment Rate: Wrangell-Petersburg, Alaska' },
    { region_code: 'US-46113', title: 'Unemployment Rate: Shannon, South Dakota' },
    { region_code: 'US-51515', title: 'Unemployment Rate: Bedford (city), Virginia' },
    { region_code: 'US-51610', title: 'Unemployment Rate: Falls Church (city), Virginia' },
  ]);
});

describe('boundaries', () => {
  test.each([
    ['us_states', [-180, -15, 180, 72]],
    ['us_counties', [-180, -15, 180, 72]],
    ['ca_provinces', [-142, 41, -52, 84]],
  ])('%s are valid, not empty, and within %j', async (table, [west = 0, south = 0, east = 0, north = 0]) => {
    const odd = await sql`
      SELECT code FROM ${level(table)}
      WHERE NOT ST_IsValid(geom) OR ST_Area(geom) = 0
        OR NOT geom @ ST_MakeEnvelope(${west}, ${south}, ${east}, ${north}, 4326)`;
    expect([...odd]).toEqual([]);
  });

  test('counties make up their states, but for the rounding of small ones', async () => {
    const odd = await sql`
      SELECT s.code FROM geospatial.us_states s LEFT JOIN geospatial.us_counties c ON c.parent_code = s.code
      GROUP BY s.code, s.geom
      HAVING sum(ST_Area(c.geom)) / ST_Area(s.geom) NOT BETWEEN 0.99 AND 1.02 OR count(c.code) = 0`;
    expect([...odd]).toEqual([]);
    const orphans = await sql`
      SELECT code FROM geospatial.us_counties WHERE parent_code NOT IN (SELECT code FROM geospatial.us_states)`;
    expect([...orphans]).toEqual([]);
  });

  test('provinces carry the numbers of Statistics Canada and both names', async () => {
    const found = await sql`
      SELECT code, name, name_fr, parent_code, land_area_km2 FROM geospatial.ca_provinces
      WHERE code IN ('CA-10', 'CA-24', 'CA-61') ORDER BY code`;
    const none = { parent_code: null, land_area_km2: null };
    expect([...found]).toEqual([
      { code: 'CA-10', name: 'Newfoundland and Labrador', name_fr: 'Terre-Neuve-et-Labrador', ...none },
      { code: 'CA-24', name: 'Quebec', name_fr: 'Québec', ...none },
      { code: 'CA-61', name: 'Northwest Territories', name_fr: 'Territoires du Nord-Ouest', ...none },
    ]);
  });

  test.each([
    ['Los Angeles', -118.2428, 34.0537, ['US-06', 'US-06037']],
    ['San Francisco', -122.4099, 37.7726, ['US-06', 'US-06075']],
    ['Denver', -104.9995, 39.7525, ['US-08', 'US-08031']],
    ['Chicago', -87.6229, 41.8858, ['US-17', 'US-17031']],
    ['New York', -74.0135, 40.7037, ['US-36', 'US-36061']],
    ['Honolulu', -157.8583, 21.3069, ['US-15', 'US-15003']],
    ['Toronto', -79.3849, 43.6529, ['CA-35']],
    ['Montréal', -73.5578, 45.5048, ['CA-24']],
    ['Vancouver', -123.1105, 49.2812, ['CA-59']],
    ['the Atlantic', -40, 40, []],
  ])('%s stands where it does', async (_, longitude, latitude, codes) => {
    const found = await sql<{ code: string }[]>`
      SELECT code FROM (
        TABLE geospatial.us_states UNION ALL TABLE geospatial.us_counties UNION ALL TABLE geospatial.ca_provinces
      ) AS regions
      WHERE ST_Covers(geom, ST_Point(${longitude}, ${latitude}, 4326)) ORDER BY code`;
    expect(found.map(({ code }) => code)).toEqual(codes);
  });
});

test('the views are filled', async () => {
  const [latest] = await sql`
    SELECT observed_at, value, previous_value, year_ago_value, change, change_year
    FROM analytics.latest_observations JOIN metadata.series USING (series_id) WHERE code = 'CES0000000001'`;
  expect(latest).toEqual({
    observed_at: new Date('2015-12-01T00:00:00Z'),
    value: 143093,
    previous_value: 142859,
    year_ago_value: 140381,
    change: 234,
    change_year: 2712,
  });
  const breaks = await sql`
    SELECT code, level, class, lower, upper, count
    FROM analytics.indicator_breaks JOIN metadata.indicators USING (indicator_id) ORDER BY code DESC, class`;
  expect([...breaks]).toEqual([
    { code: 'UNEMPLOYMENT_RATE', level: 'COUNTY', class: 1, lower: 1.2, upper: 6, count: 663 },
    { code: 'UNEMPLOYMENT_RATE', level: 'COUNTY', class: 2, lower: 6, upper: 7.8, count: 655 },
    { code: 'UNEMPLOYMENT_RATE', level: 'COUNTY', class: 3, lower: 7.8, upper: 9.3, count: 620 },
    { code: 'UNEMPLOYMENT_RATE', level: 'COUNTY', class: 4, lower: 9.3, upper: 11.6, count: 642 },
    { code: 'UNEMPLOYMENT_RATE', level: 'COUNTY', class: 5, lower: 11.6, upper: 30.1, count: 631 },
    { code: 'POPULATION', level: 'STATE', class: 1, lower: 585501, upper: 1334795, count: 11 },
    { code: 'POPULATION', level: 'STATE', class: 2, lower: 1334795, upper: 3051217, count: 10 },
    { code: 'POPULATION', level: 'STATE', class: 3, lower: 3051217, upper: 5540545, count: 11 },
    { code: 'POPULATION', level: 'STATE', class: 4, lower: 5540545, upper: 8944469, count: 10 },
    { code: 'POPULATION', level: 'STATE', class: 5, lower: 8944469, upper: 39250017, count: 10 },
    { code: 'INCOME_PER_CAPITA', level: 'STATE', class: 1, lower: 30399, upper: 34605, count: 11 },
    { code: 'INCOME_PER_CAPITA', level: 'STATE', class: 2, lower: 34605, upper: 36457, count: 10 },
    { code: 'INCOME_PER_CAPITA', level: 'STATE', class: 3, lower: 36457, upper: 39870, count: 10 },
    { code: 'INCOME_PER_CAPITA', level: 'STATE', class: 4, lower: 39870, upper: 43623, count: 10 },
    { code: 'INCOME_PER_CAPITA', level: 'STATE', class: 5, lower: 43623, upper: 66119, count: 10 },
  ]);
  const [regions] =
    await sql`SELECT count(*)::int AS regions, max(peers) AS peers FROM analytics.region_indicator_latest`;
  expect(regions).toEqual({ regions: 3211 + 51 + 52, peers: 3211 });
});

test('the gateway reads, and no more', async () => {
  await expect(sql`DELETE FROM metadata.series`).rejects.toThrow('cannot execute DELETE in a read-only transaction');
  await expect(sql.begin('READ WRITE', (tx) => tx`UPDATE metadata.series SET title = ''`)).rejects.toThrow(
    'permission denied for table series',
  );
  await expect(sql.begin('READ WRITE', (tx) => tx`CREATE TABLE metadata.mine (id int)`)).rejects.toThrow(
    'permission denied for schema metadata',
  );
});
