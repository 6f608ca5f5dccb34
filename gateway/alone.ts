import { banner } from './banner.ts';
import type { Config } from './config.ts';
import { onHangup } from './hangup.ts';
import { watchSchemas } from './reload/watch-schemas.ts';
import { runGateway } from './run.ts';
import { CLOSING_MS, stopOnSignal } from './stop.ts';
import { startSurroundings } from './surroundings.ts';

/** Runs the gateway and all that it needs in this process. */
export async function runAlone(config: Config): Promise<void> {
  const gateway = await runGateway({
    config,
    listenAtOnce: true,
    surroundings: () => startSurroundings(config),
  });
  const { url, generations, sources, madeStaffToken } = gateway;
  const unwatch = watchSchemas({ sources, seconds: config.schemaPollSeconds, tell: generations.hear });
  onHangup(generations.reload);
  stopOnSignal({
    deadlineMs: config.leaveMs + config.shutdownMs + CLOSING_MS,
    async stop(signal) {
      unwatch();
      const cut = await gateway.stop({ deadlineMs: config.shutdownMs, waitForIdle: signal === 'SIGTERM' });
      return cut === 0;
    },
  });
  const { upstreams } = generations.state;
  console.log(banner({ config, url, upstreams, sandboxStaffToken: madeStaffToken, ms: performance.now() }));
}
