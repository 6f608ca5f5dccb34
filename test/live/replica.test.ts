import postgres from 'postgres';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { examine } from '../../doctor/examine.ts';
import { createAnalytics, type LocalAnalytics, PROBE, type ReplicaState } from '../../subgraphs/analytics/index.ts';
import { type LivePostgres, startPostgres } from './postgres.ts';

/** Two servers of the tests' own, one of which follows the other, with the one view that is asked. */
let primary: LivePostgres;
let replica: LivePostgres;
let writer: postgres.Sql;
let standby: postgres.Sql;
let analytics: LocalAnalytics;
let tellWritten = () => {};
const states: ReplicaState[] = [];

const MAX_LAG_SECONDS = 3;
const NAME = 'replicated';

/** Its one row says by its code how often it was written; reading it takes as long as is said. */
const PREPARE = `
  CREATE SCHEMA metadata;
  CREATE TABLE metadata.written (code integer, seconds float8);
  INSERT INTO metadata.written VALUES (0, 0);
  CREATE VIEW metadata.data_sources AS
    SELECT 1 AS source_id, code::text FROM metadata.written, pg_sleep(seconds);
`;

beforeAll(async () => {
  primary = await startPostgres();
  const url = await primary.createDatabase(NAME);
  writer = postgres(url, { max: 1, onnotice: () => {} });
  await writer.unsafe(PREPARE);
  replica = await primary.startReplica();
  standby = postgres(replica.url(NAME), { max: 1, onnotice: () => {} });
  analytics = await createAnalytics({
    databaseUrl: url,
    replica: {
      databaseUrl: replica.url(NAME),
      maxLagSeconds: MAX_LAG_SECONDS,
      onChange: (state) => void states.push(state),
      onWritten: (listener) => {
        tellWritten = listener;
      },
    },
  });
});
afterAll(async () => {
  await analytics?.close();
  await Promise.all([writer?.end(), standby?.end()]);
  await Promise.all([primary?.close(), replica?.close()]);
});

const becomes = (is: ReplicaState['is']) => expect.poll(() => states.at(-1)?.is).toBe(is);

async function read() {
  const result = await analytics.execute({ document: PROBE, context: { caller: { audience: 'public' } } });
  return JSON.parse(JSON.stringify(result));
}
const written = (code: number) => ({ data: { dataSources: [{ code: String(code) }] } });

/** Writes, and waits until the replica has the position that was written, replayed or not. */
async function write(code: number): Promise<void> {
  await writer`UPDATE metadata.written SET code = ${code}`;
  const [row] = await writer`SELECT pg_current_wal_flush_lsn()::text AS position`;
  const has = () => standby`SELECT 1 WHERE pg_last_wal_receive_lsn() >= ${row?.position}::text::pg_lsn`;
  await expect.poll(has).toHaveLength(1);
}

beforeEach(async () => {
  await becomes('current');
  await expect.poll(() => analytics.health().replica?.inUse).toBe(true);
});

test('reads go to the replica, to the primary where its replay is paused for long, and back', async () => {
  await standby`SELECT pg_wal_replay_pause()`;
  await write(1);
  expect(await read()).toEqual(written(0));
  await becomes('behind');
  expect(await read()).toEqual(written(1));
  expect(analytics.health().replica?.lagSeconds).toBeGreaterThan(MAX_LAG_SECONDS);
  expect(await examineReplica()).toMatchObject({
    status: 'warning',
    detail: expect.stringMatching(/^It is behind, /),
    remedy: 'As its superuser: SELECT pg_wal_replay_resume();',
  });
  await standby.unsafe('SELECT pg_wal_replay_resume();');
  await becomes('current');
  expect(await read()).toEqual(written(1));
  expect(await examineReplica()).toMatchObject({ status: 'ok' });
});

test('nothing written for long is no lag', async () => {
  const silence = () =>
    standby`SELECT 1 WHERE clock_timestamp() - pg_last_xact_replay_timestamp() > ${MAX_LAG_SECONDS + 2} * interval '1 s'`;
  await expect.poll(silence, { interval: 500 }).toHaveLength(1);
  expect(analytics.health().replica).toMatchObject({ inUse: true, lagSeconds: 0 });
});

test('what is reported as written is read at once, from the primary', async () => {
  await standby`SELECT pg_wal_replay_pause()`;
  await write(2);
  expect(await read()).toEqual(written(1));
  tellWritten();
  expect(await read()).toEqual(written(2));
  await standby`SELECT pg_wal_replay_resume()`;
});

test('a statement that the replica cancels for what it replays is sent to the primary', async () => {
  await standby.unsafe('ALTER SYSTEM SET max_standby_streaming_delay = 0');
  await standby`SELECT pg_reload_conf()`;
  await writer`UPDATE metadata.written SET seconds = 3`;
  const slow = () => standby`SELECT 1 WHERE (SELECT seconds FROM metadata.written) = 3`;
  await expect.poll(slow).toHaveLength(1);
  const before = analytics.health().replica?.fallbacks ?? 0;
  const answer = read();
  const sleeps = () => standby`SELECT 1 FROM pg_stat_activity WHERE wait_event = 'PgSleep'`;
  await expect.poll(sleeps).toHaveLength(1);
  await writer.begin(async (sql) => {
    await sql`LOCK TABLE metadata.written IN ACCESS EXCLUSIVE MODE`;
    await sql`UPDATE metadata.written SET code = 3, seconds = 0`;
  });
  expect(await answer).toEqual(written(3));
  expect(analytics.health().replica?.fallbacks).toBe(before + 1);
});

test('sessions that end on the replica cost nothing', async () => {
  await standby`SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE application_name = 'chronos-graph'`;
  expect(await read()).toEqual(written(3));
});

test('a replica that is promoted is not read from, unless the primary goes away', async () => {
  await standby`SELECT pg_promote()`;
  await becomes('behind');
  await standby`UPDATE metadata.written SET code = 5`;
  expect(await read()).toEqual(written(3));
  await writer.end();
  await primary.close();
  await becomes('current');
  expect(await read()).toEqual(written(5));
});

test('servers that are both away are an error', async () => {
  await standby.end();
  await replica.close();
  expect((await read()).errors).toEqual([
    expect.objectContaining({ extensions: expect.objectContaining({ code: 'UPSTREAM_UNREACHABLE' }) }),
  ]);
});

async function examineReplica() {
  const settings = {
    DATABASE_URL: primary.url(NAME),
    DATABASE_REPLICA_URL: replica.url(NAME),
    CHRONOS_SANDBOX: 'true',
  };
  const { findings } = await examine({ ...settings, DATABASE_REPLICA_MAX_LAG_SECONDS: String(MAX_LAG_SECONDS) });
  return findings.find(({ subject }) => subject === 'Replica');
}
