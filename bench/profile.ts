import { writeFile } from 'node:fs/promises';
import { Command, Option } from 'commander';
import { cached } from './contestants/chronos.ts';
import { contestants } from './contestants/index.ts';
import { enter } from './entrant.ts';
import { beginProfile, endProfile } from './inside/ask.ts';
import { load } from './load.ts';
import { machine } from './machine.ts';
import { warmUp } from './measure.ts';
import { installPeers } from './peers.ts';
import { exitOnSignals } from './process.ts';
import { type SelfTime, type Summary, summaryOf } from './profile-summary.ts';
import { figure, table, writePart } from './results.ts';
import { startUpstreams } from './upstreams/run.ts';
import { OWN_VIEWS, type OwnView, PUBLIC_VIEW, withView } from './views/own.ts';

/* `npm run profile`: where the processor time of a view goes, under load. */

const OFFSETS = 400;

interface Flags {
  readonly view: 'view' | OwnView;
  readonly of: string;
  readonly seconds: string;
  readonly connections: string;
  readonly top: string;
  readonly out?: string;
  readonly write?: boolean;
}

const nodePrograms = contestants.map(({ name }) => name).filter((name) => name !== 'grafbase');
const flags = new Command('profile')
  .description('Profiles a gateway that answers a view under load, and sums the time up by module.')
  .addOption(
    new Option('--view <name>', `what it answers; ${PUBLIC_VIEW} comes from the cache`)
      .choices(['view', ...OWN_VIEWS, PUBLIC_VIEW])
      .default('view'),
  )
  .addOption(
    new Option('--of <name>', 'whom; others than chronos know "view" alone').choices(nodePrograms).default('chronos'),
  )
  .option('--seconds <count>', 'for how long', '10')
  .option('--connections <count>', 'over how many connections', '10')
  .option('--top <count>', 'how many rows a table has', '25')
  .option('--out <file>', 'where the profile itself goes, for the developer tools of a browser: something.cpuprofile')
  .addOption(
    new Option('--write', 'writes into RESULTS.md where the time goes, beside the hand-written BFF').conflicts([
      'view',
      'of',
    ]),
  )
  .parse()
  .opts<Flags>();

exitOnSignals();
const ranOn = machine();
await using resources = new AsyncDisposableStack();
const upstreams = await startUpstreams();
resources.defer(() => upstreams.stop());

/** Where the time of one contestant goes. */
interface Profiled extends Summary {
  readonly requests: number;
}

async function profiled(name: string): Promise<Profiled> {
  const known = flags.view === PUBLIC_VIEW ? [cached] : contestants;
  const contestant = known.find((each) => each.name === name);
  if (!contestant) throw new Error(`Nobody is called ${name}.`);
  if (contestant.isPeer) installPeers();
  const entrant = await enter(contestant, upstreams, { offsets: OFFSETS, hooked: true });
  try {
    const { url, running, questions } =
      flags.view === 'view' ? entrant : await withView(entrant, upstreams, flags.view);
    await warmUp({ url, questions });
    await beginProfile(running);
    const { requests } = await load({
      ...{ url, questions },
      connections: Number(flags.connections),
      ms: Number(flags.seconds) * 1_000,
    });
    const profile = await endProfile(running);
    if (flags.out) await writeFile(flags.out, JSON.stringify(profile));
    return { requests, ...summaryOf(profile) };
  } finally {
    await entrant.running.stop();
  }
}

const own = await profiled(flags.of);
console.log(
  `${flags.of} answered ${own.requests} × ${flags.view}: ${figure(own.busyMs / own.requests)} ms of work each.\n`,
);
console.log(`${shares('Module', own, own.modules)}\n\n${shares('Function', own, own.functions)}`);
if (flags.write) await writePart('profile', report(own, await profiled('bff')));

function shares(head: string, { requests, busyMs }: Profiled, times: readonly SelfTime[]): string {
  const rows = times
    .slice(0, Number(flags.top))
    .map(({ name, ms }) => [name, figure((ms * 1000) / requests), `${((ms * 100) / busyMs).toFixed(1)} %`]);
  return table([head, 'µs/request', 'of the work'], rows);
}

/** What the one spends by module, beside what the other does in the same one. */
function report(one: Profiled, other: Profiled): string {
  const perRequest = ({ requests }: Profiled, ms = 0) => (ms === 0 ? '–' : figure((ms * 1000) / requests));
  const rows = one.modules
    .slice(0, Number(flags.top))
    .map(({ name, ms }) => [
      name,
      perRequest(one, ms),
      perRequest(other, other.modules.find((each) => each.name === name)?.ms),
    ]);
  return `## Where the time goes

${ranOn}

A profile of the processor while the view is answered over ${flags.connections} connections (\`npm run profile -- --write\`), which itself slows
it down: microseconds of a request, each without what it calls. All in all ${perRequest(one, one.busyMs)} of the gateway with everything on, and
${perRequest(other, other.busyMs)} of the hand-written BFF.

${table(['Module', 'Chronos Graph', 'hand-written BFF'], rows)}`;
}
