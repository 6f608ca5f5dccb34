import { RateLimiterClusterMaster } from 'rate-limiter-flexible';
import { banner } from '../banner.ts';
import { watchIngestion } from '../changes/ingestion.ts';
import type { Deployment } from '../config/deployment.ts';
import type { Config } from '../config.ts';
import { onHangup } from '../hangup.ts';
import { serveClusterMetrics } from '../observe/cluster-metrics.ts';
import { watchSchemas } from '../reload/watch-schemas.ts';
import { CLOSING_MS, stopOnSignal } from '../stop.ts';
import { startSurroundings } from '../surroundings.ts';
import { connectIngestion, connectSources, type Endpoints } from '../upstreams.ts';
import { startWorkers } from './pool.ts';

/** Runs several gateways, each in a process of its own, on one port; and once what they need once. */
export async function runPrimary(config: Config, deployment: Deployment): Promise<void> {
  const starting = startSurroundings(config);
  // Where workers count together what callers use: see limits/allowance.ts.
  void new RateLimiterClusterMaster();
  let serving = 0;

  const startingWorkers = startWorkers({
    count: config.workers,
    warn: (message) => console.warn(message),
    async onMessage(message, answer, id) {
      if (message.kind === 'change') (await startingWorkers).tell(message, id);
      const { endpoints, madeStaffToken, webhookSecrets, tellChanges } = await starting;
      if (message.kind === 'begun') {
        answer({ kind: 'start', endpoints: shared(endpoints, config.workers), madeStaffToken, webhookSecrets });
      }
      if (message.kind === 'reload-asked') (await startingWorkers).tell({ kind: 'reload' }, id);
      if (message.kind !== 'ready') return;
      serving += 1;
      if (serving !== config.workers) return;
      const { url, upstreams } = message;
      tellChanges(url);
      console.log(banner({ config, url, upstreams, sandboxStaffToken: madeStaffToken, ms: performance.now() }));
    },
  });

  const [{ endpoints, close }, workers] = await Promise.all([starting, startingWorkers]);
  const metrics = await serveClusterMetrics(config.observe.metricsPort, config.host);
  const sources = connectSources(endpoints, { deployment, timeoutMs: config.upstreamTimeoutMs });
  const unwatch = watchSchemas({
    sources,
    seconds: config.schemaPollSeconds,
    tell: (news) => workers.tell({ kind: 'news', news }),
  });
  const endIngestion = watchIngestion({
    ingestion: connectIngestion(endpoints, config.upstreamTimeoutMs),
    seconds: config.ingestionPollSeconds,
    tell: (change) => workers.tell({ kind: 'change', change }),
  });
  onHangup(() => workers.tell({ kind: 'reload' }));
  stopOnSignal({
    deadlineMs: config.leaveMs + config.shutdownMs + 3 * CLOSING_MS,
    async stop(signal) {
      unwatch();
      void endIngestion();
      const isWhole = await workers.stop(signal === 'SIGTERM', config.leaveMs + config.shutdownMs + 2 * CLOSING_MS);
      await Promise.all(sources.map((source) => source.close()));
      metrics.close();
      await close();
      return isWhole;
    },
  });
}

/** Twenty counts by workspace: each worker may ask it for its part. */
function shared(endpoints: Endpoints, workers: number): Endpoints {
  const { requestsPerMinute, requestsPerSecond, ...twenty } = endpoints.twenty;
  const part = (limit: number) => Math.max(1, Math.floor(limit / workers));
  return {
    ...endpoints,
    twenty: {
      ...twenty,
      ...(requestsPerMinute !== undefined && { requestsPerMinute: part(requestsPerMinute) }),
      ...(requestsPerSecond !== undefined && { requestsPerSecond: part(requestsPerSecond) }),
    },
  };
}
