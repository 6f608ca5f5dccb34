import { writeFile } from 'node:fs/promises';
import { createPool } from '../../subgraphs/analytics/db/pool.ts';
import { createAnalytics } from '../../subgraphs/analytics/index.ts';
import type { UpstreamCall } from '../../subgraphs/upstream.ts';
import { startPostgres } from '../../test/live/postgres.ts';
import { casesOf } from './cases.ts';
import { loadBenchData } from './data.ts';
import { type Measured, measure } from './measure.ts';
import { page } from './table.ts';

/** Times the subgraph beside raw SQL over a real PostgreSQL, which it starts, fills and removes: Debian, as root. */
const RESULTS = new URL('RESULTS.md', import.meta.url);
const STATEMENT_TIMEOUT_MS = 60_000;

const say = (message: string) => console.log(`bench: ${message}`);

await using resources = new AsyncDisposableStack();
const server = await startPostgres();
resources.defer(() => server.close());
const databaseUrl = await server.createDatabase('bench');
const data = await loadBenchData(databaseUrl, say);

const sent: UpstreamCall[] = [];
const options = { databaseUrl, statementTimeoutMs: STATEMENT_TIMEOUT_MS };
const upstream = await createAnalytics({ ...options, onCall: (call) => void sent.push(call) });
const pool = createPool({ ...options, poolSize: 1, maxWaiting: 1 });
resources.defer(async () => {
  await Promise.all([upstream.close(), pool.close()]);
});

const measured: Measured[] = [];
for (const bench of casesOf(data)) {
  const result = await measure({ upstream, pool, sent }, bench);
  say(`${result.name}: ${result.graph.toFixed(1)} ms, by hand ${result.raw.toFixed(1)} ms, ${result.rounds} rounds`);
  measured.push(result);
}
await writeFile(RESULTS, page(measured, { observations: data.observations, server: await versions() }));
say(`wrote ${RESULTS.pathname}`);

async function versions(): Promise<string> {
  const [row] = await pool.run(
    (connection) => connection<{ postgres: string; timescale: string; postgis: string }[]>`
      SELECT split_part(current_setting('server_version'), ' ', 1) AS postgres,
        (SELECT extversion FROM pg_extension WHERE extname = 'timescaledb') AS timescale,
        (SELECT extversion FROM pg_extension WHERE extname = 'postgis') AS postgis`,
    undefined,
  );
  return `PostgreSQL ${row?.postgres} with TimescaleDB ${row?.timescale} and PostGIS ${row?.postgis}`;
}
