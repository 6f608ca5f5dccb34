import { writeFile } from 'node:fs/promises';
import { Command, Option } from 'commander';
import { contestants } from './contestants/index.ts';
import { enter } from './entrant.ts';
import { beginProfile, endProfile } from './inside/ask.ts';
import { load } from './load.ts';
import { warmUp } from './measure.ts';
import { installPeers } from './peers.ts';
import { exitOnSignals } from './process.ts';
import { type SelfTime, summaryOf } from './profile-summary.ts';
import { figure, table } from './results.ts';
import { startUpstreams } from './upstreams/run.ts';
import { OWN_VIEWS, type OwnView, withView } from './views/own.ts';

/* `npm run profile`: where the processor time of a view goes, under load. */

const OFFSETS = 400;

interface Flags {
  readonly view: 'view' | OwnView;
  readonly of: string;
  readonly seconds: string;
  readonly connections: string;
  readonly top: string;
  readonly out?: string;
}

const nodePrograms = contestants.map(({ name }) => name).filter((name) => name !== 'grafbase');
const flags = new Command('profile')
  .description('Profiles a gateway that answers a view under load, and sums the time up by module.')
  .addOption(new Option('--view <name>', 'what it answers').choices(['view', ...OWN_VIEWS]).default('view'))
  .addOption(
    new Option('--of <name>', 'whom; others than chronos know "view" alone').choices(nodePrograms).default('chronos'),
  )
  .option('--seconds <count>', 'for how long', '10')
  .option('--connections <count>', 'over how many connections', '10')
  .option('--top <count>', 'how many rows a table has', '25')
  .option('--out <file>', 'where the profile itself goes, for the developer tools of a browser: something.cpuprofile')
  .parse()
  .opts<Flags>();

exitOnSignals();
await using resources = new AsyncDisposableStack();
const upstreams = await startUpstreams();
resources.defer(() => upstreams.stop());
const contestant = contestants.find(({ name }) => name === flags.of);
if (!contestant) throw new Error(`Nobody is called ${flags.of}.`);
if (contestant.isPeer) installPeers();
const entrant = await enter(contestant, upstreams, { offsets: OFFSETS, hooked: true });
resources.defer(() => entrant.running.stop());
const { url, running, questions } = flags.view === 'view' ? entrant : await withView(entrant, upstreams, flags.view);

const connections = Number(flags.connections);
await warmUp({ url, questions });
await beginProfile(running);
const { requests } = await load({ url, questions, connections, ms: Number(flags.seconds) * 1_000 });
const profile = await endProfile(running);
if (flags.out) await writeFile(flags.out, JSON.stringify(profile));

const { busyMs, modules, functions } = summaryOf(profile);
console.log(`${contestant.name} answered ${requests} × ${flags.view}: ${figure(busyMs / requests)} ms of work each.\n`);
console.log(`${shares('Module', modules)}\n\n${shares('Function', functions)}`);

function shares(head: string, times: readonly SelfTime[]): string {
  const rows = times
    .slice(0, Number(flags.top))
    .map(({ name, ms }) => [name, figure((ms * 1000) / requests), `${((ms * 100) / busyMs).toFixed(1)} %`]);
  return table([head, 'µs/request', 'of the work'], rows);
}
