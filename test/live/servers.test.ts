import '../provided.ts';
import postgres from 'postgres';
import { afterAll, describe, expect, inject, test } from 'vitest';

describe('the database', () => {
  const sql = postgres(inject('databaseUrl'), { max: 1 });
  afterAll(() => sql.end());

  test('is PostgreSQL 17 with TimescaleDB, PostGIS and pgvector', async () => {
    const [server] = await sql`
      SELECT current_setting('server_version_num')::int / 10000 AS major,
        time_bucket('1 year', '2009-06-15'::timestamptz) AS year,
        ST_AsText(ST_Centroid('MULTIPOINT(0 0, 2 2)'::geometry)) AS centroid,
        '[0,3]'::vector <-> '[4,0]'::vector AS distance`;
    expect(server).toEqual({
      major: 17,
      year: new Date('2009-01-01T00:00:00Z'),
      centroid: 'POINT(1 1)',
      distance: 5,
    });
    const extensions = await sql`
      SELECT extname AS name, substring(extversion from '^[0-9]+\.[0-9]+') AS version
      FROM pg_extension WHERE extname IN ('timescaledb', 'postgis', 'vector') ORDER BY extname`;
    expect([...extensions]).toEqual([
      { name: 'postgis', version: '3.5' },
      { name: 'timescaledb', version: '2.19' },
      { name: 'vector', version: '0.8' },
    ]);
  });

  test('keeps observations in a hypertable with chunks of five years', async () => {
    const dimensions = await sql`
      SELECT hypertable_schema, hypertable_name, column_name, time_interval::text
      FROM timescaledb_information.dimensions`;
    expect([...dimensions]).toEqual([
      {
        hypertable_schema: 'timeseries',
        hypertable_name: 'economic_observations',
        column_name: 'observed_at',
        // Five years, as TimescaleDB counts them: 60 months of 30 days.
        time_interval: '1800 days',
      },
    ]);
  });

  test('refuses the gateway a write, even in a transaction that may write', async () => {
    const write = sql.begin('READ WRITE', (transaction) => transaction`DELETE FROM metadata.series`);
    await expect(write).rejects.toThrow('permission denied for table series');
  });
});

describe('Directus', () => {
  const read = async (path: string, headers: Record<string, string> = {}) => {
    const response = await fetch(new URL(path, inject('directusUrl')), { headers });
    return response.json();
  };
  const asGateway = { authorization: `Bearer ${inject('directusToken')}` };

  test('shows drafts to the gateway and hides them from the public', async () => {
    const drafts = '/items/cms_articles?fields=status&filter[status][_eq]=draft&limit=1';
    expect(await read(drafts, asGateway)).toEqual({ data: [{ status: 'draft' }] });
    expect(await read(drafts)).toMatchObject({ errors: [{ extensions: { code: 'FORBIDDEN' } }] });
  });
});
