import '../provided.ts';
import { createServer } from 'node:http';
import postgres from 'postgres';
import { afterAll, expect, inject, onTestFinished, test } from 'vitest';
import { listen } from '../../gateway/http/listen.ts';
import { createPool, GIVEN_UP } from '../../subgraphs/analytics/client/pool.ts';
import { createAnalytics } from '../../subgraphs/analytics/index.ts';
import { createAnalyticsServer } from '../../subgraphs/analytics/server.ts';
import { startGateway } from '../gateway.ts';
import { startOwnDatabase } from '../own-database.ts';

const watch = postgres(inject('databaseUrl'), { max: 1 });
afterAll(() => watch.end());

/** How many sessions run a statement that has this mark in its text. */
async function running(mark: string): Promise<number> {
  const [row] = await watch<{ count: number }[]>`
    SELECT count(*)::integer AS count FROM pg_stat_activity
    WHERE state = 'active' AND pid <> pg_backend_pid() AND query LIKE ${`%${mark}%`}`;
  return row?.count ?? 0;
}

const becomes = (mark: string, count: number) => expect.poll(() => running(mark)).toBe(count);

function poolOf(options: { readonly poolSize: number; readonly statementTimeoutMs?: number }) {
  const pool = createPool({
    databaseUrl: inject('databaseUrl'),
    maxWaiting: 10,
    statementTimeoutMs: 60_000,
    ...options,
  });
  onTestFinished(() => pool.close());
  /** Sleeps on the server for a minute, under a mark. */
  const sleep = (mark: string, signal?: AbortSignal) =>
    pool.run((connection) => connection.unsafe(`SELECT pg_sleep(60) /* ${mark} */`).values(), { signal });
  const answer = () => pool.run((connection) => connection.unsafe('SELECT 1 AS one').values(), {});
  return { pool, sleep, answer };
}

test('a client that leaves cancels its statement, and no other', async () => {
  const { pool, sleep, answer } = poolOf({ poolSize: 2 });
  const leaving = new AbortController();
  const staying = new AbortController();
  const left = expect(sleep('cancel-left', leaving.signal)).rejects.toMatchObject({ code: GIVEN_UP });
  const stayed = expect(sleep('cancel-stays', staying.signal)).rejects.toMatchObject({ code: GIVEN_UP });
  await Promise.all([becomes('cancel-left', 1), becomes('cancel-stays', 1)]);
  leaving.abort();
  await left;
  await becomes('cancel-left', 0);
  expect(await running('cancel-stays')).toBe(1);
  expect(Array.from(await answer())).toEqual([[1]]);
  expect(pool.load).toMatchObject({ size: 2, taken: 1, waiting: 0, givenUp: 1 });
  staying.abort();
  await stayed;
  await becomes('cancel-stays', 0);
});

test('every statement has a timeout, which ends it on the server too', async () => {
  const { sleep, answer } = poolOf({ poolSize: 1, statementTimeoutMs: 300 });
  await expect(sleep('cancel-late')).rejects.toMatchObject({ code: expect.stringMatching(`^(57014|${GIVEN_UP})$`) });
  await becomes('cancel-late', 0);
  expect(Array.from(await answer())).toEqual([[1]]);
});

test('who leaves while waiting for a connection never sends its statement', async () => {
  const { pool, sleep } = poolOf({ poolSize: 1 });
  const first = new AbortController();
  const second = new AbortController();
  const holds = expect(sleep('cancel-holds', first.signal)).rejects.toMatchObject({ code: GIVEN_UP });
  const waits = expect(sleep('cancel-waits', second.signal)).rejects.toMatchObject({ code: GIVEN_UP });
  await becomes('cancel-holds', 1);
  second.abort();
  await waits;
  first.abort();
  await holds;
  await becomes('cancel-holds', 0);
  expect(pool.load).toMatchObject({ turns: 1, waiting: 0, givenUp: 1 });
  expect(await running('cancel-waits')).toBe(0);
});

test('a client that leaves the gateway cancels its statement, behind a subgraph served alone too', async () => {
  await using resources = new AsyncDisposableStack();
  const database = await startOwnDatabase('');
  resources.defer(() => database.close());
  const upstream = await createAnalytics({ databaseUrl: database.databaseUrl, statementTimeoutMs: 60_000 });
  resources.defer(() => upstream.close());
  const server = createServer(createAnalyticsServer(upstream, { logging: false }));
  const analyticsUrl = await listen(server, { host: '127.0.0.1', port: 0 });
  resources.defer(() => {
    server.close();
    server.closeAllConnections();
  });
  const gateway = await startGateway({ analyticsUrl });
  resources.defer(() => gateway.close());

  // Whoever reads the table waits for as long as this transaction lasts.
  await database.exec('BEGIN; LOCK TABLE metadata.indicators');
  resources.defer(async () => {
    await database.exec('ROLLBACK');
  });
  const leaving = new AbortController();
  const body = JSON.stringify({ query: '{ indicator(code: "EMPLOYMENT") { name } }' });
  const headers = { 'content-type': 'application/json' };
  const left = Promise.resolve(
    gateway.fetch('http://gateway/graphql', { method: 'POST', headers, body, signal: leaving.signal }),
  ).catch(() => undefined);
  const waits = locksOf(database.databaseUrl);
  resources.defer(() => waits.close());
  await waits.become(1);
  leaving.abort();
  await waits.become(0);
  await left;
  expect(upstream.load).toMatchObject({ givenUp: 1, waiting: 0 });
});

/** Counts the gateway's statements that wait for a lock, as the owner sees them. */
function locksOf(databaseUrl: string) {
  const sql = postgres(databaseUrl, { max: 1 });
  const count = async () => {
    const [row] = await sql<{ count: number }[]>`
      SELECT count(*)::integer AS count FROM pg_stat_activity
      WHERE datname = current_database() AND application_name = 'chronos-graph' AND wait_event_type = 'Lock'`;
    return row?.count;
  };
  return {
    become: (wanted: number) => expect.poll(count).toBe(wanted),
    close: () => sql.end(),
  };
}
