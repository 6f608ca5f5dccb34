import { beforeAll, expect, test, vi } from 'vitest';
import { type OwnDatabase, startOwnDatabase } from '../own-database.ts';
import { children, start } from '../process.ts';

const SETTINGS = {
  CHRONOS_SANDBOX: 'true',
  PORT: '0',
  SCHEMA_POLL_SECONDS: '0',
  INGESTION_POLL_SECONDS: '1',
  LOG_LEVEL: 'debug',
};
const ROWS = `
  INSERT INTO metadata.data_sources (source_id, code, name) VALUES (1, 'FRED', 'Fred');
  INSERT INTO metadata.series (series_id, source_id, code, title, units, frequency, seasonal_adjustment)
  VALUES (1, 1, 'UNRATE', 'Rate', 'Percent', 'M', 'SA')`;
const HEARD = /analytics reported a change: Series FRED:UNRATE UPDATED/g;

let database: OwnDatabase;
let lastLoad = 0;
beforeAll(async () => {
  database = await startOwnDatabase(ROWS);
  return () => database.close();
});

test.each([1, 2])('WORKERS=%i: each hears of a load, once', { timeout: 90_000 }, async (workers) => {
  const gateway = start({ ...SETTINGS, WORKERS: String(workers), DATABASE_URL: database.databaseUrl });
  await gateway.printed(/Try:\n/);
  let log = '';
  gateway.child.stdout?.on('data', (text: Buffer) => {
    log += text.toString();
  });
  const heard = () => log.match(HEARD)?.length ?? 0;
  // Where it begins is found out by its first look, which nobody is told of: what was loaded before that is passed over.
  let loads = 0;
  await vi.waitFor(
    async () => {
      loads += 1;
      await load();
      expect(heard()).toBeGreaterThan(0);
    },
    { timeout: 30_000, interval: 500 },
  );
  await vi.waitUntil(() => heard() % workers === 0, { timeout: 10_000 });
  expect(heard()).toBeLessThanOrEqual(loads * workers);
  gateway.child.kill('SIGTERM');
  expect(await gateway.exited).toBe(0);
});

test('WORKERS=2: a load while no worker serves is published once one does', { timeout: 90_000 }, async () => {
  const gateway = start({ ...SETTINGS, WORKERS: '2', DATABASE_URL: database.databaseUrl });
  await gateway.printed(/Try:\n/);
  await vi.waitFor(
    async () => {
      await load();
      expect((await gateway.printed(/./)).match(HEARD)).not.toBeNull();
    },
    { timeout: 30_000, interval: 500 },
  );
  for (const worker of await children(gateway.child.pid)) process.kill(worker, 'SIGKILL');
  const ended = await gateway.printed(/(A worker ended by SIGKILL[\s\S]*){2}/);
  await load();
  await gateway.printed(new RegExp(`^[\\s\\S]{${ended.length},}${HEARD.source}`));
  gateway.child.kill('SIGTERM');
  expect(await gateway.exited).toBe(0);
});

/** Adds a finished load of the series. */
async function load(): Promise<void> {
  lastLoad += 1;
  await database.exec(`
    INSERT INTO metadata.ingestion_logs (log_id, source_id, series_id, started_at, finished_at, status)
    VALUES (${lastLoad}, 1, 1, now(), now(), 'SUCCEEDED')`);
}
