import '../provided.ts';
import postgres from 'postgres';
import { afterAll, expect, inject, onTestFinished, test, vi } from 'vitest';
import { createPool, GIVEN_UP } from '../../subgraphs/analytics/db/pool.ts';

const watch = postgres(inject('databaseUrl'), { max: 1 });
afterAll(() => watch.end());

/** How many sessions run a statement that has this mark in its text. */
async function running(mark: string): Promise<number> {
  const [row] = await watch<{ count: number }[]>`
    SELECT count(*)::integer AS count FROM pg_stat_activity
    WHERE state = 'active' AND pid <> pg_backend_pid() AND query LIKE ${`%${mark}%`}`;
  return row?.count ?? 0;
}

const becomes = (mark: string, count: number) =>
  vi.waitFor(async () => expect(await running(mark)).toBe(count), { timeout: 10_000, interval: 20 });

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
    pool.run((connection) => connection.unsafe(`SELECT pg_sleep(60) /* ${mark} */`).values(), signal);
  const answer = () => pool.run((connection) => connection.unsafe('SELECT 1 AS one').values(), undefined);
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
