import { cached, chronos } from '../contestants/chronos.ts';
import type { Contestant } from '../contestants/contestant.ts';
import { type Entrant, enter } from '../entrant.ts';
import { machine } from '../machine.ts';
import { type Figures, measure, type Rounds, warmUp } from '../measure.ts';
import { writePart } from '../results.ts';
import { startUpstreams } from '../upstreams/run.ts';
import { floorOf } from './floor.ts';
import { OWN_VIEWS, type OwnView, PUBLIC_VIEW, withView } from './own.ts';
import { cachedReport, ownViewsReport, type ViewFigures } from './report.ts';

const SETTING = { connections: 10, delayMs: 0 } as const;

/**
 * Times the project's own views beside their floors, and prints their part of the results.
 * @param writes whether it is written, too
 */
export async function benchOwnViews(rounds: Rounds, writes: boolean): Promise<void> {
  const ranOn = machine();
  const report = ownViewsReport(ranOn, rounds, await viewFigures(chronos, OWN_VIEWS, rounds));
  if (writes) await writePart('views', report);
  console.log(report);
}

/** Times the public view from the cache in the same way. */
export async function benchCached(rounds: Rounds, writes: boolean): Promise<void> {
  const ranOn = machine();
  const report = cachedReport(ranOn, rounds, await viewFigures(cached, [PUBLIC_VIEW], rounds));
  if (writes) await writePart('cached', report);
  console.log(report);
}

async function viewFigures(contestant: Contestant, names: readonly OwnView[], rounds: Rounds): Promise<ViewFigures[]> {
  await using resources = new AsyncDisposableStack();
  const upstreams = await startUpstreams();
  resources.defer(() => upstreams.stop());
  const gateway = await enter(contestant, upstreams, { offsets: 1 });
  resources.defer(() => gateway.running.stop());

  const views: ViewFigures[] = [];
  for (const view of names) {
    const asked = await withView(gateway, upstreams, view);
    const floor = await floorOf(asked, upstreams);
    try {
      for (const each of [asked, floor]) await warmUp(each);
      const { figures } = await measure([asked, floor], upstreams, SETTING, rounds);
      views.push({ view, gateway: of(asked, figures), floor: of(floor, figures) });
    } finally {
      await floor.running.stop();
    }
    console.log(`bench: ${view}: done`);
  }
  return views;
}

function of({ contestant: { name } }: Entrant, figures: ReadonlyMap<string, Figures>): Figures {
  const found = figures.get(name);
  if (!found) throw new Error(`Nothing was measured of ${name}.`);
  return found;
}
