import cluster, { type Worker } from 'node:cluster';
import type { ToPrimary, ToWorker } from './messages.ts';

export interface WorkersOptions {
  readonly count: number;
  /** Receives the messages of workers. */
  readonly onMessage: (message: ToPrimary, answer: (message: ToWorker) => void, worker: number) => void;
  /** Reports a worker that ended unexpectedly, in a sentence. */
  readonly warn: (message: string) => void;
}

/** Lifetime below which a worker may fail again at once: its replacement waits longer. */
const SHORT_LIFE_MS = 30_000;
const FIRST_WAIT_MS = 100;
const LONGEST_WAIT_MS = 30_000;

/**
 * Starts a fixed number of workers, and replaces workers that end. The others start once the first one serves, so that
 * a problem of all workers, such as a port in use, is reported once.
 * @throws Error where the first worker ends before it serves
 */
export async function startWorkers({ count, onMessage, warn }: WorkersOptions) {
  const running = new Set<Worker>();
  const serving = new Set<Worker>();
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
        serving.add(worker);
        serves();
      }
      onMessage(message, (answer) => worker.send(answer), worker.id);
    });
    // The worker ended before it got its answer: its exit event replaces it.
    worker.on('error', () => {});
    worker.once('exit', (code, signal) => {
      running.delete(worker);
      serving.delete(worker);
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
    warn(`A worker ended by ${end}: a new one starts in ${waitMs} ms.`);
    setTimeout(start, waitMs);
  }

  start();
  await firstServes;
  for (let started = 1; started < count; started += 1) start();

  function send(message: ToWorker, except?: number): void {
    for (const worker of running) if (worker.id !== except && worker.isConnected()) worker.send(message);
  }

  return {
    /** Sends to all workers. @param except the id of a worker that does not get the message */
    send,
    /** Sends to one of the workers that serve. */
    sendToOne(message: ToWorker): void {
      [...serving].find((worker) => worker.isConnected())?.send(message);
    },
    /**
     * Stops all workers.
     * @returns whether all workers stopped properly within the deadline
     */
    async stop(waitForIdle: boolean, deadlineMs: number): Promise<boolean> {
      const { promise: over, resolve } = Promise.withResolvers<void>();
      const ending = { isOver: resolve, isWhole: true };
      stopping = ending;
      if (running.size === 0) resolve();
      send({ kind: 'stop', waitForIdle });
      const timer = setTimeout(() => {
        for (const worker of running) worker.process.kill('SIGKILL');
      }, deadlineMs);
      await over;
      clearTimeout(timer);
      return ending.isWhole;
    },
  };
}
