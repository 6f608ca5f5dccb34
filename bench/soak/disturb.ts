import { setTimeout as wait } from 'node:timers/promises';
import type { Running } from '../process.ts';
import { UPSTREAMS } from '../upstreams/messages.ts';
import type { Upstreams } from '../upstreams/run.ts';
import type { Outages } from './outages.ts';

export interface DisturbOptions {
  readonly running: Pick<Running, 'child'>;
  readonly upstreams: Pick<Upstreams, 'setAway'>;
  readonly outages: Outages;
  readonly ms: number;
}

/** What was done to the gateway. */
export interface Disturbed {
  readonly reloads: number;
  readonly restarts: number;
}

/** A round has a reload and the restart of an upstream, another one each time; and some time to be well. */
const SHORTEST_ROUND_MS = 10_000;
const LONGEST_ROUND_MS = 60_000;
const ROUNDS = 6;

/** Reloads the graph and restarts upstreams, in as many whole rounds as fit in. */
export async function disturb({ running, upstreams, outages, ms }: DisturbOptions): Promise<Disturbed> {
  const round = Math.min(LONGEST_ROUND_MS, Math.max(SHORTEST_ROUND_MS, ms / ROUNDS));
  const rounds = Math.floor(ms / round);
  const start = performance.now();
  for (let turn = 0; turn < rounds; turn += 1) {
    await wait(round * 0.1);
    running.child.kill('SIGHUP');
    await wait(round * 0.2);
    const upstream = UPSTREAMS[turn % UPSTREAMS.length];
    if (upstream) {
      outages.begins(upstream);
      await upstreams.setAway(upstream, true);
      await wait(round * 0.1);
      // A reload while one is away keeps what it told last.
      if (turn % 2 === 1) running.child.kill('SIGHUP');
      await wait(round * 0.1);
      await upstreams.setAway(upstream, false);
      outages.ends(upstream);
    }
    await wait(Math.max(0, start + (turn + 1) * round - performance.now()));
  }
  return { reloads: rounds + Math.floor(rounds / 2), restarts: rounds };
}
