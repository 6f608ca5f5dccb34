import type { DrainOptions } from '../http/drain.ts';
import type { FrontDoor } from '../http/front-door.ts';
import type { GatewayServer } from '../http/server.ts';

/** Time limit for closing databases and upstreams after all requests are answered, in milliseconds. */
export const CLOSING_MS = 3_000;

export interface StopOptions {
  /** @returns whether all requests were answered */
  readonly stop: (signal: 'SIGINT' | 'SIGTERM') => Promise<boolean>;
  /** Time after which the process ends in any case, in milliseconds. */
  readonly deadlineMs: number;
}

/**
 * Stops properly at the first signal, and ends the process immediately at a second one, or while it starts: as process 1
 * of a container it would ignore signals without listeners.
 * @returns a function to call once it has started
 */
export function stopOnSignal(): (options: StopOptions) => void {
  let started: StopOptions | undefined;
  let isStopping = false;
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      if (isStopping || !started) process.exit(isStopping ? 1 : 0);
      isStopping = true;
      exitAfter(started.stop(signal), started.deadlineMs);
    });
  }
  return (options) => {
    started = options;
  };
}

/** Ends the process once it has stopped: with 0 if all requests were answered, else with 1. */
export function exitAfter(stopped: Promise<boolean>, deadlineMs: number): void {
  setTimeout(() => process.exit(1), deadlineMs).unref();
  stopped.then(
    (isWhole) => process.exit(isWhole ? 0 : 1),
    (error) => {
      console.error(error);
      process.exit(1);
    },
  );
}

/**
 * Answers the requests in flight, and accepts no more. Accepts connections first, if `waitForIdle`.
 * @returns the number of requests that were cut off at the deadline
 */
export async function leave(
  door: Pick<FrontDoor, 'drain'>,
  { subscriptions, webSockets }: Pick<GatewayServer, 'subscriptions' | 'webSockets'>,
  { waitForIdle, deadlineMs, leaveMs: acceptMs }: Required<DrainOptions>,
): Promise<number> {
  const leaveMs = waitForIdle ? acceptMs : 0;
  const spreadMs = waitForIdle ? Math.min(subscriptions.bounds.spreadMs, deadlineMs / 2) : 0;
  // Clients that subscribe again must not reach this gateway.
  const leaving = setTimeout(() => {
    subscriptions.drain(spreadMs);
    webSockets.drain(spreadMs);
  }, leaveMs);
  const cut = await door.drain({ waitForIdle, deadlineMs, leaveMs });
  clearTimeout(leaving);
  webSockets.close();
  return cut;
}

/**
 * Runs an action at each SIGHUP, by which service managers request a reload. A process on a terminal still ends when the
 * terminal closes.
 */
export function onSighup(act: () => unknown): void {
  if (!process.stdout.isTTY) process.on('SIGHUP', act);
}
