import { beforeAll, expect, test } from 'vitest';
import { type OwnDatabase, startOwnDatabase } from '../own-database.ts';
import { children, type Run, start } from '../process.ts';

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

/** Starts a gateway, and adds loads until each of its workers has heard of one. */
async function startHearing(workers: number): Promise<Run> {
  const gateway = start({ ...SETTINGS, WORKERS: String(workers), DATABASE_URL: database.databaseUrl });
  await gateway.printed(/Try:\n/);
  const heard = async () => (await gateway.printed(/./)).match(HEARD)?.length ?? 0;
  // Its first look, which is not logged, finds the loads to begin after.
  let loads = 0;
  const loadAndHear = async () => {
    loads += 1;
    await load();
    return heard();
  };
  await expect.poll(loadAndHear, { interval: 500 }).toBeGreaterThan(0);
  await expect.poll(async () => (await heard()) % workers).toBe(0);
  expect(await heard()).toBeLessThanOrEqual(loads * workers);
  return gateway;
}

async function stop(gateway: Run): Promise<void> {
  gateway.child.kill('SIGTERM');
  expect(await gateway.exited).toBe(0);
}

test('WORKERS=1: it hears of a load, once', async () => {
  await stop(await startHearing(1));
});

test('WORKERS=2: each hears of a load, once; one while no worker serves is published once one does', async () => {
  const gateway = await startHearing(2);
  for (const worker of await children(gateway.child.pid)) process.kill(worker, 'SIGKILL');
  const ended = await gateway.printed(/(A worker ended by SIGKILL[\s\S]*){2}/);
  await load();
  await gateway.printed(new RegExp(`^[\\s\\S]{${ended.length},}${HEARD.source}`));
  await stop(gateway);
});

/** Adds a finished load of the series. */
async function load(): Promise<void> {
  lastLoad += 1;
  await database.exec(`
    INSERT INTO metadata.ingestion_logs (log_id, source_id, series_id, started_at, finished_at, status)
    VALUES (${lastLoad}, 1, 1, now(), now(), 'SUCCEEDED')`);
}
