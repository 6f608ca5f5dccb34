import { expect, inject, test } from 'vitest';
import { faultsOf } from '../../bench/soak/report.ts';
import { soak } from '../../bench/soak/soak.ts';
import { startUpstreamsOver } from '../../bench/upstreams/run.ts';
import '../provided.ts';
import { step } from './progress.ts';

/** Each upstream is restarted once. `npm run soak` takes sixty times as long, and looks at memory, too. */
const MS = 30_000;

test('a short soak: reloads, restarts of upstreams and webhooks under load, and no wrong answer', {
  timeout: 300_000,
}, async () => {
  const upstreams = await startUpstreamsOver(inject('databaseUrl'));
  try {
    const soaked = await step('soaking', () => soak(upstreams, { ms: MS }));
    expect(faultsOf(soaked)).toEqual([]);
    const { tally, changes, restarts, reloads, swapped } = soaked;
    expect({ wrong: tally.wrong, broken: tally.broken, restarts, reloads }).toEqual({
      wrong: 0,
      broken: 0,
      restarts: 3,
      reloads: 4,
    });
    // Each of the answers without one was looked at: had there been none, nothing would have been tried.
    expect(tally.right).toBeGreaterThan(0);
    expect(tally.partial).toBeGreaterThan(0);
    expect(swapped).toBeGreaterThan(0);
    expect(changes.events).toBeGreaterThan(0);
  } finally {
    await upstreams.stop();
  }
});
