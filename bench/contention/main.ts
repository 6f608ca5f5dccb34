import { readFile, writeFile } from 'node:fs/promises';
import { Command } from 'commander';
import { machine } from '../machine.ts';
import { exitOnSignals } from '../process.ts';
import { type Measured, measure } from './measure.ts';
import { contentionReport } from './report.ts';
import { SERVERS, type SharedServer } from './scenarios.ts';
import { startShared } from './servers.ts';

const RESULTS = new URL('RESULTS.md', import.meta.url);

const { rows, rate } = new Command('npm run bench:contention --')
  .description(
    'Times views while Directus writes, an ingestion loads and materialized views are refreshed on one PostgreSQL.',
  )
  .option('--rows <number>', 'observations that the ingestion loads', Number, 1_000_000)
  .option('--rate <number>', 'views a second', Number, 20)
  .parse()
  .opts<{ rows: number; rate: number }>();

const say = (message: string) => console.log(`bench:contention: ${message}`);

exitOnSignals();
const ranOn = machine();
const measured: Measured[] = [];

async function measureServer({ settings, scenarios }: SharedServer): Promise<void> {
  await using servers = new AsyncDisposableStack();
  const shared = await startShared(say, settings);
  servers.defer(() => shared.server.close());
  const replica = scenarios.some(({ hasReplica }) => hasReplica) ? await shared.server.startReplica() : undefined;
  servers.defer(() => replica?.close());
  for (const scenario of scenarios) {
    const result = await measure({ shared, replica, rows, rate }, scenario);
    say(`${scenario.name}: ${JSON.stringify(result)}`);
    measured.push(result);
  }
}

for (const server of SERVERS) await measureServer(server);
await writeFile(RESULTS, contentionReport({ ranOn, rows, rate, measured }));
say(await readFile(RESULTS, 'utf8'));
