import '../provided.ts';
import postgres from 'postgres';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { createAnalytics, PROBE } from '../../subgraphs/analytics/index.ts';
import { type LivePgBouncer, startPgBouncer } from './pgbouncer.ts';

const databaseUrl = inject('databaseUrl');
let pooler: LivePgBouncer;
beforeAll(async () => {
  pooler = await startPgBouncer({ databaseUrls: [databaseUrl], poolSize: 2 });
}, 600_000);
afterAll(() => pooler?.close());

test('the gateway reads through PgBouncer, where its role keeps it read-only and within its time', async () => {
  const sql = postgres(pooler.through(databaseUrl), {
    max: 1,
    connection: { statement_timeout: 1, default_transaction_read_only: false },
  });
  const shown = await sql`
    SELECT current_setting('statement_timeout') AS time, current_setting('default_transaction_read_only') AS read_only`;
  await sql.end();
  expect(shown).toEqual([{ time: '10s', read_only: 'on' }]);
});

test('more callers than connections get the answer of the database, by prepared statements', async () => {
  const ask = async (url: string, times: number) => {
    const analytics = await createAnalytics({ databaseUrl: url });
    const request = () => analytics.execute({ document: PROBE, context: { caller: { audience: 'public' } } });
    const answers = await Promise.all(Array.from({ length: times }, request));
    await analytics.close();
    return answers.map((answer) => JSON.stringify(answer));
  };
  const [direct] = await ask(databaseUrl, 1);
  expect(direct).toContain('BLS');
  expect(new Set(await ask(pooler.through(databaseUrl), 50))).toEqual(new Set([direct]));
});
