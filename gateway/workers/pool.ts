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
  /** Messages to one worker, until a worker serves. */
  const waiting: ToWorker[] = [];
  const { promise: firstServes, resolve: serves, reject: fails } = Promise.withResolvers<void>();
  let hasServed = false;
  let shortLives = 0;
  let isStopping = false;

  function start(): void {
    if (isStopping) return;
    const worker = cluster.fork();
    const startedAt = performance.now();
    running.add(worker);
    worker.on('message', (message: ToPrimary) => {
      if (message.kind === 'ready') {
        hasServed = true;
        serving.add(worker);
        serves();
        for (const waited of waiting.splice(0)) worker.send(waited);
      }
      onMessage(message, (answer) => worker.send(answer), worker.id);
    });
    // The worker ended before it got its answer: its exit event replaces it.
    worker.on('error', () => {});
    worker.once('exit', (code, signal) => {
      for (const workers of [running, serving]) workers.delete(worker);
      if (isStopping) return;
      if (!hasServed) fails(new Error('The first worker could not start.'));
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
    /** Sends to one of the workers that serve; where none does, to the next that does. */
    sendToOne(message: ToWorker): void {
      const worker = [...serving].find((each) => each.isConnected());
      if (worker) worker.send(message);
      else waiting.push(message);
    },
    /**
     * Stops all workers.
     * @returns whether all workers stopped properly within the deadline
     */
    async stop(waitForIdle: boolean, deadlineMs: number): Promise<boolean> {
      isStopping = true;
      const exits = Array.from(running, (worker) => new Promise<number>((resolve) => worker.once('exit', resolve)));
      send({ kind: 'stop', waitForIdle });
      const timer = setTimeout(() => {
        for (const worker of running) worker.process.kill('SIGKILL');
      }, deadlineMs);
      const codes = await Promise.all(exits);
      clearTimeout(timer);
      return codes.every((code) => code === 0);
    },
  };
}
