import { RateLimiterClusterMaster } from 'rate-limiter-flexible';
import { watchIngestion } from '../changes/ingestion.ts';
import type { Deployment } from '../config/deployment.ts';
import type { Config } from '../config.ts';
import { connectIngestion } from '../connect-analytics.ts';
import { serveClusterMetrics } from '../observe/metrics-server.ts';
import { reloadRequest } from '../reload/shared-reloads.ts';
import { watchSchemas } from '../reload/watch-schemas.ts';
import { banner } from '../run/banner.ts';
import { startEnvironment } from '../run/environment.ts';
import { CLOSING_MS, onSighup, stopOnSignal } from '../run/stop.ts';
import { connectSources, type Endpoints } from '../upstreams.ts';
import { startWorkers } from './pool.ts';

/** Runs several gateways on one port, each in its own process, and the environment that they share. */
export async function runPrimary(config: Config, deployment: Deployment): Promise<void> {
  const stopBy = stopOnSignal();
  const starting = startEnvironment(config);
  // Workers count the allowances of callers together: see limits/allowance.ts.
  void new RateLimiterClusterMaster();
  let serving = 0;

  const startingWorkers = startWorkers({
    count: config.workers,
    warn: (message) => console.warn(message),
    async onMessage(message, answer, id) {
      if (message.kind === 'change') (await startingWorkers).send(message, id);
      const { endpoints, madeStaffToken, madePartnerKey, webhookSecrets, sendChangesTo } = await starting;
      if (message.kind === 'begun') {
        const own = shared(endpoints, config.workers);
        answer({ kind: 'start', endpoints: own, madeStaffToken, madePartnerKey, webhookSecrets });
      }
      if (message.kind !== 'ready') return;
      serving += 1;
      if (serving !== config.workers) return;
      const { url, upstreams } = message;
      sendChangesTo(url);
      console.log(banner({ config, url, upstreams, madeStaffToken, madePartnerKey, ms: performance.now() }));
    },
  });

  const [{ endpoints, close }, workers] = await Promise.all([starting, startingWorkers]);
  const { metricsPort: port } = config.observe;
  const stopServing = port === undefined ? undefined : await serveClusterMetrics({ host: config.host, port });
  const sources = connectSources(endpoints, { deployment, timeoutMs: config.upstreamTimeoutMs });
  const unwatch = watchSchemas({
    sources,
    seconds: config.schemaPollSeconds,
    report: (news) => workers.send({ kind: 'news', news }),
  });
  const endIngestion = watchIngestion({
    ingestion: connectIngestion(endpoints, config.upstreamTimeoutMs),
    seconds: config.ingestionPollSeconds,
    publish: (change) => workers.sendToOne({ kind: 'publish', change }),
  });
  onSighup(() => workers.send({ kind: 'change', change: reloadRequest() }));
  stopBy({
    deadlineMs: config.leaveMs + config.shutdownMs + 3 * CLOSING_MS,
    async stop(signal) {
      unwatch();
      void endIngestion();
      const isWhole = await workers.stop(signal === 'SIGTERM', config.leaveMs + config.shutdownMs + 2 * CLOSING_MS);
      await Promise.all(sources.map((source) => source.close()));
      stopServing?.();
      await close();
      return isWhole;
    },
  });
}

/** Twenty's limits are per workspace: each worker has its share. */
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
