import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startAnalytics } from '../../sandbox/analytics/index.ts';
import { CORES, pinSelf, start } from '../process.ts';
import type { ViewItem } from '../world.ts';
import type { Counts, Order, Recorded, Report, UpstreamName, Urls } from './messages.ts';

/** The upstreams as the benchmark has them: in a process of their own. */
export interface Upstreams {
  readonly urls: Urls;
  /** What the view has to answer, in the order of its list. */
  readonly items: readonly ViewItem[];
  /** Where that list begins in the list of all articles. */
  readonly firstOffset: number;
  /** Holds every answer back for so long, in milliseconds. */
  delay(ms: number): Promise<void>;
  /** Stops one as far as others see it, or starts it again where it was. */
  setAway(upstream: UpstreamName, isAway: boolean): Promise<void>;
  /** How much they were asked since the last time: requests, and statements of SQL for what was not yet in memory. */
  takeCounts(): Promise<{ readonly counts: Counts; readonly statements: number }>;
  /** What they were asked since the last time; begins with the first time that it is called. */
  takeRecorded(): Promise<readonly Recorded[]>;
  stop(): Promise<void>;
}

/**
 * Starts them over a database of the sandbox's of their own, and ties this process and them to the core that is not the
 * contestants'. The database is tied to none: it is idle once everything was asked for.
 */
export async function startUpstreams(): Promise<Upstreams> {
  const dir = join(process.env.CHRONOS_SANDBOX_DIR || '.chronos', 'bench');
  const database = await startAnalytics({ dir, onProgress: console.log });
  pinSelf(CORES.rest);
  const upstreams = await startUpstreamsOver(database.databaseUrl);
  return {
    ...upstreams,
    async stop() {
      await upstreams.stop();
      await database.close();
    },
  };
}

/** Starts them over a database of the sandbox's, and waits until they answer. @throws Error where their process ends first */
export async function startUpstreamsOver(databaseUrl: string): Promise<Upstreams> {
  const program = fileURLToPath(new URL('main.ts', import.meta.url));
  const running = start([process.execPath, program, databaseUrl], { core: CORES.rest, ipc: true });
  const { child } = running;

  function reported<Kind extends Report['kind']>(kind: Kind): Promise<Extract<Report, { kind: Kind }>> {
    return new Promise((resolve, reject) => {
      const onExit = () => reject(new Error('The upstreams ended before they were done.'));
      child.once('exit', onExit);
      child.once('message', (report: Report) => {
        child.removeListener('exit', onExit);
        if (report.kind === kind) resolve(report as Extract<Report, { kind: Kind }>);
        else reject(new Error(`The upstreams said "${report.kind}", not "${kind}".`));
      });
    });
  }

  function order<Kind extends Report['kind']>(message: Order, answered: Kind) {
    const report = reported(answered);
    child.send(message);
    return report;
  }

  const { urls, items, firstOffset } = await reported('ready');
  return {
    urls,
    items,
    firstOffset,
    async delay(ms) {
      await order({ kind: 'delay', ms }, 'done');
    },
    async setAway(upstream, isAway) {
      await order({ kind: 'away', upstream, isAway }, 'done');
    },
    takeCounts: () => order({ kind: 'count' }, 'counts'),
    async takeRecorded() {
      const { requests } = await order({ kind: 'record' }, 'recorded');
      return requests;
    },
    stop: () => running.stop(),
  };
}
