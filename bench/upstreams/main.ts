import { type Front, startFront } from './front.ts';
import type { Counts, Order, Recorded, Report } from './messages.ts';
import { startStandIns } from './stand-ins.ts';

/** The three upstreams in a process of their own, over the database that is named, which ends when the one that started it does. */
const [databaseUrl = ''] = process.argv.slice(2);
const tell = (report: Report) => process.send?.(report);

const { origins, items, firstOffset, takeStatements } = await startStandIns(databaseUrl);
const [cms, crm, analytics] = await Promise.all([
  // Whose a token is: the gateway asks so that it knows staff.
  startFront({
    origins: origins.cms,
    fixed: {
      '/users/me': { data: { id: 'bench', role: 'bench' } },
      '/policies/me/globals': { data: { admin_access: true } },
    },
  }),
  startFront({ origins: origins.crm }),
  startFront({ origins: origins.analytics }),
]);
const fronts = { cms, crm, analytics };

process.on('disconnect', () => process.exit(0));
process.on('message', (order: Order) => {
  if (order.kind === 'delay') {
    for (const front of Object.values(fronts)) front.delayMs = order.ms;
    tell({ kind: 'done' });
  } else if (order.kind === 'away') {
    void fronts[order.upstream].setAway(order.isAway).then(() => tell({ kind: 'done' }));
  } else if (order.kind === 'record') {
    tell({ kind: 'recorded', requests: Object.values(fronts).flatMap(takeRecorded) });
  } else {
    tell({ kind: 'counts', counts: takeCounts(), statements: takeStatements() });
  }
});
tell({ kind: 'ready', urls: { cms: cms.url, crm: crm.url, analytics: analytics.url }, items, firstOffset });

function takeRecorded(front: Front): readonly Recorded[] {
  const recorded = front.recorded ?? [];
  front.recorded = [];
  return recorded;
}

function takeCounts(): Counts {
  const counts = { cms: cms.count, crm: crm.count, analytics: analytics.count };
  for (const front of Object.values(fronts)) front.count = 0;
  return counts;
}
