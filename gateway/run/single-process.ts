import { watchIngestion } from '../changes/ingestion.ts';
import type { Deployment } from '../config/deployment.ts';
import type { Config } from '../config.ts';
import { connectIngestion } from '../connect-analytics.ts';
import { watchSchemas } from '../reload/watch-schemas.ts';
import { runGateway } from '../run.ts';
import { banner } from './banner.ts';
import { startEnvironment } from './environment.ts';
import { CLOSING_MS, onSighup, stopOnSignal } from './stop.ts';

/** Runs the gateway, with the sandbox if needed, in this process alone. */
export async function runSingleProcess(config: Config, deployment: Deployment): Promise<void> {
  const stopBy = stopOnSignal();
  const gateway = await runGateway({
    config,
    deployment,
    listenAtOnce: true,
    environment: () => startEnvironment(config),
  });
  const { url, generations, changes, sources, endpoints } = gateway;
  const unwatch = watchSchemas({ sources, seconds: config.schemaPollSeconds, report: generations.hear });
  const endIngestion = watchIngestion({
    ingestion: connectIngestion(endpoints, config.upstreamTimeoutMs),
    seconds: config.ingestionPollSeconds,
    publish: changes.publish,
  });
  onSighup(generations.reload);
  stopBy({
    deadlineMs: config.leaveMs + config.shutdownMs + CLOSING_MS,
    async stop(signal) {
      unwatch();
      void endIngestion();
      const cut = await gateway.stop({ deadlineMs: config.shutdownMs, waitForIdle: signal === 'SIGTERM' });
      return cut === 0;
    },
  });
  const { upstreams } = generations.state;
  console.log(banner({ ...gateway, config, url, upstreams, ms: performance.now() }));
}
