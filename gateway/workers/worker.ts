import type { Deployment } from '../config/deployment.ts';
import type { Config } from '../config.ts';
import { runGateway, type Surroundings } from '../run.ts';
import { CLOSING_MS, exitAfter } from '../stop.ts';
import type { ToPrimary, ToWorker } from './messages.ts';
import { othersByPrimary } from './others.ts';

/** Runs one of several gateways on the port that they share. What there is once for all of them is the primary's. */
export async function runWorker(config: Config, deployment: Deployment): Promise<void> {
  // Ctrl-C and the end of the terminal reach every process: they are the primary's to act on.
  process.on('SIGINT', () => {});
  process.on('SIGHUP', () => {});
  const { url, generations, ...gateway } = await runGateway({
    config,
    deployment,
    listenAtOnce: false,
    surroundings: askForSurroundings,
    others: [othersByPrimary()],
    onReloadAsked: () => tell({ kind: 'reload-asked' }),
  });
  let isStopping = false;

  function stop(waitForIdle: boolean): void {
    if (isStopping) return;
    isStopping = true;
    const { shutdownMs: deadlineMs } = config;
    const stopped = gateway.stop({ deadlineMs, waitForIdle }).then((cut) => cut === 0);
    exitAfter(stopped, config.leaveMs + deadlineMs + CLOSING_MS);
  }

  process.on('SIGTERM', () => stop(true));
  process.on('message', (message: ToWorker) => {
    if (message.kind === 'news') void generations.hear(message.news);
    if (message.kind === 'reload') void generations.reload();
    if (message.kind === 'stop') stop(message.waitForIdle);
  });
  tell({ kind: 'ready', url, upstreams: generations.state.upstreams });
}

function tell(message: ToPrimary): void {
  process.send?.(message);
}

/** Others than the primary may listen for messages too: what is not for here is passed over. */
function askForSurroundings(): Promise<Surroundings> {
  return new Promise((resolve) => {
    const hear = (message: ToWorker) => {
      // It is to stop before it has begun.
      if (message.kind === 'stop') process.exit(0);
      if (message.kind !== 'start') return;
      process.off('message', hear);
      resolve({ ...message, tellChanges: () => {}, close: async () => {} });
    };
    process.on('message', hear);
    tell({ kind: 'begun' });
  });
}
