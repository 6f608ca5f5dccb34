import { randomBytes } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import postgres from 'postgres';
import { createAnalytics } from '../../subgraphs/analytics/index.ts';
import { startPostgres } from '../../test/live/postgres.ts';
import { freePort } from '../../test/ports.ts';
import { loadBenchData } from '../analytics/data.ts';
import { startAsNpm } from '../attack/gateway.ts';
import { machine } from '../machine.ts';
import { exitOnSignals } from '../process.ts';
import { openDuckDb } from './duckdb.ts';
import { COPIES, copy, download, sumOf, tableOf, type Written } from './files.ts';
import { page, type Scanned } from './report.ts';
import { askDuckDb, askGraph, best, SCANS } from './scans.ts';

/* `npm run bench:data`: times files of 10 million observations and psql's COPY, and scans of them by DuckDB and by PostgreSQL. */

const RESULTS = new URL('RESULTS.md', import.meta.url);
const DATABASE = 'bench';
/** How often the exported file is repeated, one time after the other, for the scans of what is larger. */
const TIMES = 10;

const say = (message: string) => console.log(`bench:data: ${message}`);

exitOnSignals();
await using resources = new AsyncDisposableStack();
const ranOn = machine();
const folder = await mkdtemp(join(tmpdir(), 'chronos-data-'));
resources.defer(() => rm(folder, { recursive: true, force: true }));
const server = await startPostgres();
resources.defer(() => server.close());
const databaseUrl = await server.createDatabase(DATABASE);
const { observations } = await loadBenchData(databaseUrl, say);
const owner = postgres(databaseUrl, { max: 1, onnotice: () => {} });
await owner`REFRESH MATERIALIZED VIEW analytics.series_summary`;
await owner.end();

const STAFF_TOKEN = randomBytes(24).toString('hex');
const port = await freePort();
const gateway = resources.use(
  await startAsNpm(port, {
    DATABASE_URL: databaseUrl,
    STAFF_TOKEN,
    CHRONOS_SANDBOX: 'true',
    UPSTREAM_TIMEOUT_MS: '60000',
  }),
);
const duckdb = await openDuckDb();
await duckdb("SET TimeZone = 'UTC'");
const written: Written[] = [];
const report = (one: Written) => {
  say(`${one.name}: ${one.seconds.toFixed(1)} s`);
  written.push(one);
};

for (const [name, query] of Object.entries(COPIES)) {
  report(await copy(server.psql(DATABASE), name, query, join(folder, 'copy.csv')));
}
const [copied] = await duckdb(sumOf(tableOf(folder, 'copy.csv')));
const headers = { authorization: `Bearer ${STAFF_TOKEN}` };
const fetched = (file: string) =>
  download(gateway, `http://127.0.0.1:${port}/data/${file}`, headers, join(folder, file));
// The first warms up.
await fetched('observations.csv');
for (const file of ['observations.csv', 'observations.ndjson', 'observations.parquet', 'observations.arrow']) {
  report(await fetched(file));
  if (file.endsWith('.arrow')) continue;
  const [read] = await duckdb(sumOf(tableOf(folder, file)));
  if (JSON.stringify(read) !== JSON.stringify(copied)) throw new Error(`${file} has other rows than psql's COPY.`);
}
await fetched('series.parquet');

say(`writing ${TIMES} times the observations`);
const parquet = `'${join(folder, 'observations.parquet')}'`;
const large = join(folder, 'large.parquet');
await duckdb(`COPY (
  SELECT series, time::TIMESTAMP + to_days(3650 * nth::INTEGER) AS time, value
  FROM ${parquet}, range(${TIMES}) AS times (nth)
) TO '${large}'`);
const series = `'${join(folder, 'series.parquet')}'`;
const upstream = await createAnalytics({ databaseUrl, statementTimeoutMs: 600_000 });
resources.defer(() => upstream.close());
const scanned: Scanned[] = [];
for (const scan of SCANS) {
  const one = {
    name: scan.name,
    postgresMs: await best(2, () => askGraph(upstream, scan.query)),
    duckdbMs: await best(3, () => askDuckDb(duckdb, scan.duckdb(series, parquet))),
    largeMs: await best(3, () => askDuckDb(duckdb, scan.duckdb(series, `'${large}'`))),
  };
  say(`${one.name}: ${one.postgresMs.toFixed(0)} ms, ${one.duckdbMs.toFixed(0)} ms, ${one.largeMs.toFixed(0)} ms`);
  scanned.push(one);
}
await writeFile(RESULTS, page({ ranOn, observations, times: TIMES, written, scanned }));
say(`wrote ${RESULTS.pathname}`);
