import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import postgres from 'postgres';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { isRunning } from '../../test/process.ts';
import { type Analytics, startAnalytics } from './index.ts';

const dir = mkdtempSync(join(tmpdir(), 'chronos-analytics-'));
const loading = [
  'creating an embedded PostgreSQL',
  'creating the tables',
  'loading 3,299 boundaries',
  'loading 13,406 observations of 3,373 series',
  'filling the views',
];

let analytics: Analytics;
let progress: string[];
let loadedAt: unknown;

async function start(): Promise<void> {
  progress = [];
  analytics = await startAnalytics({ dir, onProgress: (message) => progress.push(message) });
}

/** When the database's rows were loaded, and how many observations there are. */
async function load(): Promise<unknown> {
  const sql = postgres(analytics.databaseUrl, { max: 1 });
  const rows = await sql`
    SELECT finished_at, (SELECT count(*)::int FROM timeseries.economic_observations) AS observations
    FROM metadata.ingestion_logs`;
  await sql.end();
  return [...rows];
}

const serverPid = () => Number(readFileSync(join(dir, 'pid'), 'utf8'));

const ended = (pid: number) => expect.poll(() => isRunning(pid)).toBe(false);

beforeAll(async () => {
  // What a load that was cut off leaves: files of a database, and no stamp.
  mkdirSync(join(dir, 'data'));
  writeFileSync(join(dir, 'data', 'PG_VERSION'), '17');
  await start();
  loadedAt = await load();
});

afterAll(async () => {
  await analytics.close();
  rmSync(dir, { recursive: true });
});

test('the first start loads the folder, and says so, also where a load before it was not finished', () => {
  expect(progress).toEqual(loading);
  const load = { finished_at: expect.any(Date), observations: 13_406 };
  expect(loadedAt).toEqual([load, load, load, load]);
});

test('a folder in use is refused, with who uses it', async () => {
  await expect(startAnalytics({ dir })).rejects.toThrow(
    `The analytics database did not start. ${dir} is in use by process ${serverPid()}: stop that, or name another folder by CHRONOS_SANDBOX_DIR.`,
  );
});

test('a later start takes the folder as it is', async () => {
  await analytics.close();
  await start();
  expect(progress).toEqual([]);
  expect(await load()).toEqual(loadedAt);
});

test('a port in use is refused', async () => {
  const other = mkdtempSync(join(tmpdir(), 'chronos-analytics-'));
  const { port } = new URL(analytics.databaseUrl);
  await expect(startAnalytics({ dir: other, port: Number(port) })).rejects.toThrow(
    `The analytics database did not start. listen EADDRINUSE: address already in use 127.0.0.1:${port}`,
  );
  rmSync(other, { recursive: true });
});

test('a killed server leaves a folder that starts again, and so does one that ends with its parent', async () => {
  const killed = serverPid();
  process.kill(killed, 'SIGKILL');
  await ended(killed);
  const script = `
    import { startAnalytics } from ${JSON.stringify(new URL('index.ts', import.meta.url))};
    await startAnalytics({ dir: ${JSON.stringify(dir)} });
    process.stdout.write('ready');`;
  const parent = spawn(process.execPath, ['--input-type=module', '--eval', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await once(parent.stdout, 'data');
  const pid = serverPid();
  parent.kill('SIGKILL');
  await ended(pid);
  await start();
  expect(progress).toEqual([]);
  expect(await load()).toEqual(loadedAt);
});
