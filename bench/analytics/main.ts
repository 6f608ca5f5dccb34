import { writeFile } from 'node:fs/promises';
import { loadavg } from 'node:os';
import { createAnalytics } from '../../subgraphs/analytics/index.ts';
import { createTiles } from '../../subgraphs/analytics/tiles/index.ts';
import type { UpstreamCall } from '../../subgraphs/contract/upstream.ts';
import { startPostgres } from '../../test/live/postgres.ts';
import { casesOf } from './cases.ts';
import { loadBenchData } from './data.ts';
import { type Measured, measure } from './measure.ts';
import { openPsql } from './psql.ts';
import { page } from './table.ts';

/** Times the subgraph beside raw SQL over a real PostgreSQL, which it starts, fills and removes: Debian, as root. */
const RESULTS = new URL('RESULTS.md', import.meta.url);
const DATABASE = 'bench';
const STATEMENT_TIMEOUT_MS = 60_000;

const say = (message: string) => console.log(`bench: ${message}`);

await using resources = new AsyncDisposableStack();
const server = await startPostgres();
resources.defer(() => server.close());
const databaseUrl = await server.createDatabase(DATABASE);
const data = await loadBenchData(databaseUrl, say);

const sent: UpstreamCall[] = [];
const options = {
  databaseUrl,
  statementTimeoutMs: STATEMENT_TIMEOUT_MS,
  onCall: (call: UpstreamCall) => {
    sent.push(call);
    return undefined;
  },
};
const ours = { upstream: await createAnalytics(options), tiles: createTiles(options) };
const psql = openPsql(server.psql(DATABASE));
resources.defer(async () => {
  psql.close();
  await Promise.all([ours.upstream.close(), ours.tiles.close()]);
});

const load = loadavg()
  .map((each) => each.toFixed(1))
  .join(', ');
const measured: Measured[] = [];
for (const bench of casesOf(data)) {
  const result = await measure({ ours, psql, sent }, bench);
  say(`${result.name}: ${result.graph.toFixed(1)} ms, psql ${result.psql.toFixed(1)} ms, ${result.rounds} rounds`);
  measured.push(result);
}
await writeFile(RESULTS, page(measured, { observations: data.observations, server: await versions(), load }));
say(`wrote ${RESULTS.pathname}`);

async function versions(): Promise<string> {
  const printed = await psql.run(`
    SELECT split_part(current_setting('server_version'), ' ', 1),
      (SELECT extversion FROM pg_extension WHERE extname = 'timescaledb'),
      (SELECT extversion FROM pg_extension WHERE extname = 'postgis')`);
  const [postgres, timescale, postgis] = printed.trim().split('|');
  return `PostgreSQL ${postgres} with TimescaleDB ${timescale} and PostGIS ${postgis}`;
}
