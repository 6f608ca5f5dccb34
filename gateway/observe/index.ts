import cluster from 'node:cluster';
import type { YogaLogger } from 'graphql-yoga';
import type { Logger } from 'pino';
import { type Address, listen } from '../http/listen.ts';
import type { WebhookCount } from '../webhooks/index.ts';
import { shareMetrics } from './cluster-metrics.ts';
import { type OnError, sentryErrors } from './error-tracking.ts';
import { addGauges, type GaugeSources } from './gauges.ts';
import { addGraphGauges, type GraphGaugeSources } from './graph-gauges.ts';
import { createLog, logRequests } from './log.ts';
import { createMetrics } from './metrics.ts';
import { createMetricsServer } from './metrics-server.ts';
import { createObserver, type Observer } from './observer.ts';
import type { ObserveSettings } from './settings.ts';
import { traceRequests } from './traces.ts';
import { startTracing } from './tracing.ts';
import { addWebhookMetrics } from './webhook-metrics.ts';
import { yogaLogger } from './yoga-logger.ts';

/** All that is observed of the running gateway. */
export interface Observation {
  readonly observer: Observer;
  readonly log: Logger;
  /** The log as Yoga takes it. */
  readonly logger: YogaLogger;
  readonly onError: OnError | undefined;
  /** Serves /metrics where the settings say so, with what is read off the graph; a worker's are served by the primary. */
  serveMetrics(
    sources: GaugeSources & {
      readonly graph?: GraphGaugeSources;
      readonly webhooks?: () => readonly WebhookCount[];
    },
    address: Pick<Address, 'host'>,
  ): Promise<void>;
  /** Sends what is left of traces, and serves no more. */
  close(): Promise<void>;
}

/** Starts what the settings ask for, and loads no more. */
export async function startObservation({
  logLevel,
  slowRequestMs,
  metricsPort,
  tracing: tracingSettings,
  sentryDsn,
  secrets,
}: ObserveSettings): Promise<Observation> {
  const log = createLog({ level: logLevel, secrets });
  const metrics = metricsPort === undefined ? undefined : createMetrics();
  const tracing = tracingSettings && (await startTracing(tracingSettings));
  // The tracer first: it names the trace that the log tells of.
  const watchers = [
    tracing && traceRequests(tracing.tracer),
    metrics?.watcher,
    log.isLevelEnabled('warn') ? logRequests(log, { slowMs: slowRequestMs }) : undefined,
  ].filter((watcher) => watcher !== undefined);
  const server = metrics && createMetricsServer(metrics.registry);
  return {
    observer: createObserver(watchers),
    log,
    logger: yogaLogger(log),
    onError: sentryDsn === undefined ? undefined : await sentryErrors(sentryDsn),
    async serveMetrics(sources, { host }) {
      if (!metrics || !server || metricsPort === undefined) return;
      addGauges(metrics.registry, sources);
      if (sources.graph) addGraphGauges(metrics.registry, sources.graph);
      if (sources.webhooks) addWebhookMetrics(metrics.registry, sources.webhooks);
      if (cluster.isWorker) shareMetrics(metrics.registry);
      else await listen(server, { host, port: metricsPort }, 'METRICS_PORT');
    },
    async close() {
      server?.close();
      server?.closeAllConnections();
      await tracing?.close();
      log.flush();
    },
  };
}
