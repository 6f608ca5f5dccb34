import type { Contestant } from './contestants/contestant.ts';
import { type Entrant, enter } from './entrant.ts';
import { machine } from './machine.ts';
import { type Measured, measure, type Rounds, type Setting, warmUp } from './measure.ts';
import { installPeers } from './peers.ts';
import { viewReport } from './report.ts';
import { writePart } from './results.ts';
import { startUpstreams } from './upstreams/run.ts';

export interface ViewOptions extends Rounds {
  readonly contestants: readonly Contestant[];
  readonly offsets: number;
  readonly settings: readonly Setting[];
  /** Whether the results are written, or printed alone. */
  readonly writes: boolean;
}

const say = (message: string) => console.log(`bench: ${message}`);

/** Times the view of performance's comparison, prints its part of the results, and writes it. */
export async function benchView({ contestants, offsets, settings, writes, ...rounds }: ViewOptions): Promise<void> {
  const ranOn = machine();
  if (contestants.some(({ isPeer }) => isPeer)) installPeers();
  await using resources = new AsyncDisposableStack();
  const upstreams = await startUpstreams();
  resources.defer(() => upstreams.stop());

  const entrants: Entrant[] = [];
  const absent: string[] = [];
  for (const contestant of contestants) {
    try {
      const entrant = await enter(contestant, upstreams, { offsets });
      resources.defer(() => entrant.running.stop());
      entrants.push(entrant);
      say(`${contestant.name}: ${offsets} answers are right`);
    } catch (error) {
      // A peer that does not run here leaves a line in the results; the project's own must run.
      if (!contestant.isPeer) throw error;
      absent.push(`${contestant.label} (${error instanceof Error ? error.message : String(error)})`);
      say(`${absent.at(-1)}`);
    }
  }
  for (const entrant of entrants) await warmUp(entrant);

  const measured: Measured[] = [];
  for (const setting of settings) {
    measured.push(await measure(entrants, upstreams, setting, rounds));
    say(`${setting.connections} connections, ${setting.delayMs} ms: done`);
  }
  const report = viewReport({ ...rounds, machine: ranOn, offsets, contestants, measured, absent });
  if (writes) await writePart('view', report);
  console.log(report);
}
