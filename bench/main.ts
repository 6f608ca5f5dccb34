import { Command, InvalidArgumentError } from 'commander';
import { contestants } from './contestants/index.ts';
import { benchDefer } from './defer/index.ts';
import { benchFilters } from './filters/index.ts';
import { benchGrowth } from './growth/index.ts';
import { exitOnSignals } from './process.ts';
import { benchView } from './view.ts';
import { benchCached, benchOwnViews } from './views/index.ts';

/** The command line of `npm run bench`. */
const QUICK = { rounds: 2, ms: 1_000, offsets: 200, connections: [10], delays: [0, 5] };
const FULL = { rounds: 5, ms: 2_000, offsets: 1_980, connections: [1, 10, 100], delays: [0, 5] };

interface Flags {
  readonly quick?: boolean;
  readonly only?: readonly string[];
  readonly rounds?: number;
  readonly seconds?: number;
  readonly offsets?: number;
  readonly connections?: readonly number[];
  readonly delays?: readonly number[];
}

const program = new Command('bench').description('Times the gateway and its peers, and writes bench/RESULTS.md.');

program
  .option('--quick', 'a short run: 10 connections, 200 offsets, 2 rounds of 1 s')
  .option('--only <names>', `who takes part, of ${contestants.map(({ name }) => name).join(', ')}`, names)
  .option('--rounds <count>', 'how many rounds', count)
  .option('--seconds <count>', 'how long each contestant is asked in a round', count)
  .option('--offsets <count>', 'how many offsets take turns', count)
  .option('--connections <counts>', 'how many connections, with commas between', counts)
  .option('--delays <ms>', 'how long the upstreams take, with commas between', counts)
  .action(async ({ quick, only, rounds, seconds, offsets, connections, delays }: Flags) => {
    const base = quick ? QUICK : FULL;
    const turns = { rounds: rounds ?? base.rounds, ms: seconds === undefined ? base.ms : seconds * 1_000 };
    // What is committed is of a whole run.
    const writes = !quick && !only;
    await benchView({
      ...turns,
      writes,
      contestants: contestants.filter(({ name }) => !only || only.includes(name)),
      offsets: offsets ?? base.offsets,
      settings: (delays ?? base.delays).flatMap((delayMs) =>
        (connections ?? base.connections).map((each) => ({ connections: each, delayMs })),
      ),
    });
    if (only) return;
    await benchOwnViews(turns, writes);
    await benchCached(turns, writes);
  });

program
  .command('views')
  .description("The project's own five views alone.")
  .action(() => benchOwnViews(FULL, true));

program
  .command('cached')
  .description('A public view from the cache alone.')
  .action(() => benchCached(FULL, true));

program
  .command('filters')
  .description('Filters across links over all counties of the sandbox: how long they take.')
  .option('--requests <count>', 'how many requests each', count, 300)
  .action(benchFilters);

program
  .command('defer')
  .description('The first part of a view with deferred fragments, while one upstream is slow.')
  .option('--requests <count>', 'how many requests', count, 100)
  .action(benchDefer);

program
  .command('growth')
  .description('What grows with items, operations, requests and generations of the graph.')
  .option('--operations <count>', 'how many operations that differ', count, 1_000)
  .option('--requests <count>', 'how many requests', count, 20_000)
  .option('--generations <count>', 'how many generations', count, 20)
  .action(benchGrowth);

exitOnSignals();
await program.parseAsync();

function names(text: string): readonly string[] {
  const given = text.split(',').map((part) => part.trim());
  const unknown = given.find((name) => !contestants.some((contestant) => contestant.name === name));
  if (unknown !== undefined) throw new InvalidArgumentError(`Nobody is called "${unknown}".`);
  return given;
}

function count(text: string): number {
  const value = Number(text);
  if (!Number.isFinite(value) || value < 0) throw new InvalidArgumentError('It must be a number, 0 or more.');
  return value;
}

function counts(text: string): readonly number[] {
  return text.split(',').map(count);
}
