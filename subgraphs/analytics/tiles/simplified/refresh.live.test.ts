import { VectorTile } from '@mapbox/vector-tile';
import { PbfReader } from 'pbf';
import postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { loadAnalytics } from '../../../../sandbox/analytics/load.ts';
import { createTiles, readTileRequest } from '../index.ts';
import { refreshTiles } from './refresh.ts';

/** A server where a database of one's own can be made: the embedded one has none, so this is a test of live runs. */
const serverUrl = inject('ownerUrl');

describe('simplified geometry per zoom is precomputed in our own schema `gateway`', () => {
  const name = 'simplified_borders';
  const ownerUrl = Object.assign(new URL(serverUrl), { pathname: `/${name}` }).href;
  /** As the role that production refreshes by. */
  const migratorUrl = `${ownerUrl}?role=chronos_migrator`;
  const gatewayUrl = Object.assign(new URL(inject('databaseUrl')), { pathname: `/${name}` }).href;
  let server: postgres.Sql;
  let owner: postgres.Sql;
  beforeAll(async () => {
    server = postgres(serverUrl, { max: 1, onnotice: () => {} });
    await server.unsafe(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
    await server.unsafe(`CREATE DATABASE ${name}`);
    await loadAnalytics({ databaseUrl: ownerUrl });
    owner = postgres(ownerUrl, { max: 1, onnotice: () => {} });
  });
  afterAll(async () => {
    await owner.end();
    await server.unsafe(`DROP DATABASE ${name} WITH (FORCE)`);
    await server.end();
  });

  /** The features of a tile, and whether it was made from what is stored. */
  async function tile(path: string) {
    const statements: string[] = [];
    const tiles = createTiles({ databaseUrl: gatewayUrl, onCall: ({ text }) => void statements.push(text) });
    const bytes = await tiles.tile(readTileRequest(new URL(`http://gateway${path}`)));
    await tiles.close();
    const layer = new VectorTile(new PbfReader(bytes ?? new Uint8Array())).layers.regions;
    const features = Array.from({ length: layer?.length ?? 0 }, (_, index) => layer?.feature(index).properties);
    return { features, stored: statements.some((statement) => statement.includes('simplified_boundaries')) };
  }

  /** Everything that is in the database's schemas but in ours. */
  const others = () => owner<{ name: string }[]>`
    SELECT c.oid::regclass::text AS name FROM pg_class c JOIN pg_namespace n ON n.oid = relnamespace
    WHERE nspname NOT IN ('gateway', 'pg_toast') ORDER BY 1`;

  const STATES = '/tiles/state/4/3/6.mvt';
  const COUNTIES = '/tiles/county/6/11/25.mvt?indicator=UNEMPLOYMENT_RATE';

  test('the refresh command fills it, nothing else is touched, and tiles are the same but for who simplified', async () => {
    const before = await others();
    const live = [await tile(STATES), await tile(COUNTIES)];
    const refreshed = await refreshTiles({ databaseUrl: migratorUrl });
    expect([refreshed.size, refreshed.get('STATE'), refreshed.get('FSA')]).toEqual([14, 56 * 11, 0]);
    const stored = [await tile(STATES), await tile(COUNTIES)];
    expect(live.map((each) => each.stored)).toEqual([false, false]);
    expect(stored).toEqual(live.map(({ features }) => ({ features, stored: true })));
    expect(await others()).toEqual(before);
  });

  test('what is fresh is left as it is', async () => {
    expect(await refreshTiles({ databaseUrl: migratorUrl })).toEqual(new Map());
    expect((await refreshTiles({ databaseUrl: migratorUrl, force: true })).size).toBe(14);
  });

  test("the gateway's role reads it and cannot write it", async () => {
    const owners = await owner`SELECT DISTINCT tableowner FROM pg_tables WHERE schemaname = 'gateway'`;
    expect(Array.from(owners)).toEqual([{ tableowner: 'chronos_migrator' }]);
    const role = postgres(gatewayUrl, { max: 1 });
    const [row] = await role`SELECT count(*)::integer AS rows FROM gateway.simplified_levels`;
    expect(row).toEqual({ rows: 14 });
    await role`SET default_transaction_read_only = off`;
    await expect(role`DELETE FROM gateway.simplified_boundaries`).rejects.toThrow('permission denied');
    await role.end();
  });

  test('a level whose boundaries have changed is simplified on the fly until it is refreshed', async () => {
    await owner`DELETE FROM geospatial.us_states WHERE code = 'US-06'`;
    const stale = await tile(STATES);
    expect(stale.stored).toBe(false);
    expect(stale.features.map((feature) => feature?.code)).not.toContain('US-06');
    expect((await tile(COUNTIES)).stored).toBe(true);
    expect(await refreshTiles({ databaseUrl: migratorUrl })).toEqual(new Map([['STATE', 55 * 11]]));
    expect(await tile(STATES)).toEqual({ ...stale, stored: true });
  });
});
