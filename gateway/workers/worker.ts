import type { ChangeChannel } from '../changes/index.ts';
import type { Deployment } from '../config/deployment.ts';
import type { Config } from '../config.ts';
import { CLOSING_MS, exitAfter } from '../run/stop.ts';
import { type Environment, runGateway } from '../run.ts';
import type { ToPrimary, ToWorker } from './messages.ts';

/** Runs one of several gateways on the port that they share. The primary runs the environment. */
export async function runWorker(config: Config, deployment: Deployment): Promise<void> {
  // Ctrl-C and the end of the terminal reach every process: the primary acts on them.
  process.on('SIGINT', () => {});
  process.on('SIGHUP', () => {});
  let stop = (_waitForIdle: boolean): void => process.exit(0); // Nothing to answer before it serves.
  process.on('SIGTERM', () => stop(true));
  process.on('message', (message: ToWorker) => {
    if (message.kind === 'stop') stop(message.waitForIdle);
  });
  const { url, generations, ...gateway } = await runGateway({
    config,
    deployment,
    listenAtOnce: false,
    environment: requestEnvironment,
    channels: [workerChannel()],
  });
  stop = (waitForIdle) => {
    stop = () => {};
    const { shutdownMs: deadlineMs } = config;
    const stopped = gateway.stop({ deadlineMs, waitForIdle }).then((cut) => cut === 0);
    exitAfter(stopped, config.leaveMs + deadlineMs + CLOSING_MS);
  };
  process.on('message', (message: ToWorker) => {
    if (message.kind === 'news') void generations.hear(message.news);
    if (message.kind === 'publish') gateway.changes.publish(message.change);
  });
  send({ kind: 'ready', url, upstreams: generations.state.upstreams });
}

function send(message: ToPrimary): void {
  process.send?.(message);
}

/** Waits for the primary's answer; other messages are for other listeners. */
function requestEnvironment(): Promise<Environment> {
  return new Promise((resolve) => {
    const receive = (message: ToWorker) => {
      if (message.kind !== 'start') return;
      process.off('message', receive);
      resolve({ ...message, sendChangesTo: () => {}, close: async () => {} });
    };
    process.on('message', receive);
    send({ kind: 'begun' });
  });
}

/** Exchanges changes with the other workers, by way of the primary. */
function workerChannel(): ChangeChannel {
  return {
    publish(change) {
      process.send?.({ kind: 'change', change } satisfies ToPrimary);
    },
    subscribe(listener) {
      process.on('message', (message: ToWorker) => {
        if (message.kind === 'change') listener(message.change);
      });
    },
    // The channel ends with the process.
    close: async () => {},
  };
}
