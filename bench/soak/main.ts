import { Command } from 'commander';
import { machine } from '../machine.ts';
import { exitOnSignals } from '../process.ts';
import { writePart } from '../results.ts';
import { startUpstreams } from '../upstreams/run.ts';
import { faultsOf, soakReport } from './report.ts';
import { soak } from './soak.ts';

/* `npm run soak`: half an hour under load while everything around the gateway changes. */

const flags = new Command('soak')
  .description(
    'Asks the gateway for a long time while it reloads and its upstreams come and go, and checks every answer.',
  )
  .option('--minutes <count>', 'how long', '30')
  .option('--part <share>', 'how much of what it could answer it is asked, 0 to 1', '0.7')
  .option('--write', 'write the results to bench/RESULTS.md, too')
  .parse()
  .opts<{ readonly minutes: string; readonly part: string; readonly write?: boolean }>();

const ms = Number(flags.minutes) * 60_000;
if (!(ms > 0)) throw new Error('--minutes must be a number above 0.');
const part = Number(flags.part);
if (!(part > 0 && part <= 1)) throw new Error('--part must be a number above 0, and 1 at most.');
exitOnSignals();
await using resources = new AsyncDisposableStack();
const ranOn = machine();
const upstreams = await startUpstreams();
resources.defer(() => upstreams.stop());
const soaked = await soak(upstreams, { ms, part, say: (message) => console.log(`soak: ${message}`) });
const report = soakReport(ranOn, soaked);
if (flags.write) await writePart('soak', report);
console.log(report);
const faults = faultsOf(soaked);
for (const fault of faults) console.error(`soak: ${fault}`);
if (faults.length > 0) process.exitCode = 1;
