import cluster, { type Worker } from 'node:cluster';
import type { ToPrimary, ToWorker } from './messages.ts';

export interface WorkersOptions {
  readonly count: number;
  /** Told of what a worker says. */
  readonly onMessage: (message: ToPrimary, answer: (message: ToWorker) => void, worker: number) => void;
  /** Told of a worker that ended unasked, in a sentence. */
  readonly warn: (message: string) => void;
}

/** As many workers as there should be: one that ends is replaced. */
export interface Workers {
  /** @param except the id of a worker that is not told */
  tell(message: ToWorker, except?: number): void;
  /**
   * Ends them all.
   * @returns whether all ended in order, within the deadline
   */
  stop(waitForIdle: boolean, deadlineMs: number): Promise<boolean>;
}

/** Who lived for less than this, in milliseconds, may well fail again at once: the next one waits longer. */
const SHORT_LIFE_MS = 30_000;
const FIRST_WAIT_MS = 100;
const LONGEST_WAIT_MS = 30_000;

/**
 * Starts one worker, and the others once it serves: what keeps one from starting, such as a port that is taken, is said once.
 * @throws Error where the first ends before it serves
 */
export async function startWorkers({ count, onMessage, warn }: WorkersOptions): Promise<Workers> {
  const running = new Set<Worker>();
  const { promise: firstServes, resolve: serves, reject: fails } = Promise.withResolvers<void>();
  let hasServed = false;
  let shortLives = 0;
  let stopping: { readonly isOver: () => void; isWhole: boolean } | undefined;

  function start(): void {
    if (stopping) return;
    const worker = cluster.fork();
    const startedAt = performance.now();
    running.add(worker);
    worker.on('message', (message: ToPrimary) => {
      if (message.kind === 'ready') {
        hasServed = true;
        serves();
      }
      onMessage(message, (answer) => worker.send(answer), worker.id);
    });
    // It ended before it was answered: it is replaced where it exits.
    worker.on('error', () => {});
    worker.once('exit', (code, signal) => {
      running.delete(worker);
      if (stopping) {
        stopping.isWhole &&= code === 0;
        if (running.size === 0) stopping.isOver();
      } else if (!hasServed) fails(new Error('The first worker could not start.'));
      else replace(signal ?? `code ${code}`, performance.now() - startedAt);
    });
  }

  function replace(end: string, livedMs: number): void {
    shortLives = livedMs < SHORT_LIFE_MS ? shortLives + 1 : 0;
    const waitMs = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** Math.max(0, shortLives - 1));
    warn(`A worker ended by ${end}: another one starts in ${waitMs} ms.`);
    setTimeout(start, waitMs);
  }

  start();
  await firstServes;
  for (let started = 1; started < count; started += 1) start();

  function tell(message: ToWorker, except?: number): void {
    for (const worker of running) if (worker.id !== except && worker.isConnected()) worker.send(message);
  }

  return {
    tell,
    async stop(waitForIdle, deadlineMs) {
      const { promise: over, resolve } = Promise.withResolvers<void>();
      const ending = { isOver: resolve, isWhole: true };
      stopping = ending;
      if (running.size === 0) resolve();
      tell({ kind: 'stop', waitForIdle });
      const timer = setTimeout(() => {
        for (const worker of running) worker.process.kill('SIGKILL');
      }, deadlineMs);
      await over;
      clearTimeout(timer);
      return ending.isWhole;
    },
  };
}
