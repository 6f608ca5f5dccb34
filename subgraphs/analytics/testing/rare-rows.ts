import { afterAll, beforeAll } from 'vitest';
import { type OwnDatabase, startOwnDatabase } from '../../../test/own-database.ts';
import { startSubgraph } from './subgraph.ts';

const square = (west: number, south: number, east: number, north: number) =>
  `ST_Multi(ST_MakeEnvelope(${west}, ${south}, ${east}, ${north}, 4326))`;

const ROWS = `
  INSERT INTO metadata.data_sources (source_id, code, name) VALUES (1, 'ZED', 'Zed'), (2, 'ABE', 'Abe');
  INSERT INTO metadata.indicators (indicator_id, code, name, units, direction)
  VALUES (1, 'RATE', 'Rate', 'Percent', 'LOWER_IS_BETTER'), (2, 'COUNT', 'Count', 'Persons', 'HIGHER_IS_BETTER');
  INSERT INTO metadata.series
    (series_id, source_id, indicator_id, code, title, units, frequency, seasonal_adjustment, region_code)
  VALUES
    (1, 1, 1, 'a:b', 'Colon', 'Percent', 'D', 'NSA', 'US-06037'),
    (2, 2, NULL, '10%', 'Sign', 'Percent', 'Q', 'SAAR', NULL),
    (3, 2, NULL, 'a_1', 'Line', 'Percent', 'W', 'SA', NULL),
    (4, 1, NULL, 'B', 'Upper', 'Percent', 'A', 'SA', 'US-06037'),
    (5, 1, NULL, 'aé', 'Accent', 'Percent', 'A', 'SA', 'US-06037'),
    (6, 1, 2, 'T', 'Tie', 'Percent', 'A', 'SA', 'US-06059');
  INSERT INTO timeseries.economic_observations (series_id, observed_at, value, status)
  VALUES
    (1, '2023-03-01T00:00:00Z', 0, 'FINAL'),
    (1, '2024-02-29T00:00:00Z', 8, 'REVISED'),
    (1, '2024-03-01T00:00:00Z', 9.7, 'PRELIMINARY'),
    (1, '2024-03-02T00:00:00Z', NULL, 'PRELIMINARY'),
    (3, '2024-03-01T12:34:56.789Z', NULL, 'FINAL'),
    (6, '2024-01-01T00:00:00Z', -2.5, 'FINAL');
  INSERT INTO geospatial.us_regions (code, name, geom) VALUES ('US-1', 'Northeast', ${square(-80, 40, -70, 50)});
  INSERT INTO geospatial.us_divisions (code, name, parent_code, geom)
  VALUES ('US-1', 'New England', 'US-1', ${square(-74, 41, -70, 48)});
  INSERT INTO geospatial.us_states (code, name, parent_code, land_area_km2, geom)
  VALUES ('US-23', 'Maine', 'US-1', 79883.5, ${square(-71, 43, -67, 47.5)}), ('US-06', 'California', NULL, NULL, ${square(-124, 32, -114, 42)});
  INSERT INTO geospatial.us_counties (code, name, parent_code, geom)
  VALUES
    ('US-06037', 'Los Angeles', 'US-06', ${square(-119, 33, -117, 35)}),
    ('US-06059', 'Orange', 'US-06', ${square(-117, 33, -116, 35)});
  INSERT INTO geospatial.us_places (code, name, parent_code, geom)
  VALUES ('US-2360545', 'Portland', 'US-23', ${square(-71, 43, -70, 44)});
  INSERT INTO geospatial.us_zctas (code, name, parent_code, geom)
  VALUES ('US-06037', '06037', 'US-09', ${square(-73, 41, -72, 42)});
  INSERT INTO geospatial.ca_census_divisions (code, name, name_fr, parent_code, geom)
  VALUES ('CA-3506', 'Ottawa', 'Ottawa', 'CA-35', 'SRID=4326;MULTIPOLYGON EMPTY');
  INSERT INTO geospatial.ca_provinces (code, name, geom) VALUES ('CA-35', 'Ontario', ST_Multi(ST_SetSRID(ST_GeomFromText(
    'POLYGON((-95 42, -79 42, -79 56, -95 56, -95 42), (-90 44, -90 46, -88 46, -88 44, -90 44))'), 4326)));
`;

type Subgraph = Awaited<ReturnType<typeof startSubgraph>>;

/**
 * Starts, for the tests of a file, the subgraph on rows that the tests' database has no example of: missing values,
 * revisions, codes that several levels share.
 */
export function useRareRows(): Pick<OwnDatabase, 'exec'> & Pick<Subgraph, 'ask'> {
  let database: OwnDatabase | undefined;
  let subgraph: Subgraph | undefined;
  beforeAll(async () => {
    database = await startOwnDatabase(ROWS);
    subgraph = await startSubgraph({ databaseUrl: database.databaseUrl });
  });
  afterAll(async () => {
    await subgraph?.close();
    await database?.close();
  });
  const started = <Started>(one: Started | undefined): Started => {
    if (!one) throw new Error('The subgraph starts with the first test.');
    return one;
  };
  return {
    exec: (sql) => started(database).exec(sql),
    ask: (...question) => started(subgraph).ask(...question),
  };
}
