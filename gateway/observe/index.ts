import cluster from 'node:cluster';
import type { YogaLogger } from 'graphql-yoga';
import type { Logger } from 'pino';
import { type Address, listen } from '../http/listen.ts';
import { shareMetrics } from './cluster-metrics.ts';
import { type OnError, trackErrors } from './error-tracking.ts';
import { addGauges, type GaugeSources } from './gauges.ts';
import { createLog, logRequests, yogaLogger } from './log.ts';
import { createMetrics } from './metrics.ts';
import { createMetricsServer } from './metrics-server.ts';
import { createObserver, type Observer } from './observer.ts';
import type { ObserveSettings } from './settings.ts';
import { startTracing, traceRequests } from './traces.ts';

/** The log, metrics, traces and error reports of the running gateway. */
export interface Observation {
  readonly observer: Observer;
  readonly log: Logger;
  /** The log with Yoga's interface. */
  readonly logger: YogaLogger;
  readonly onError: OnError | undefined;
  /** Serves /metrics if METRICS_PORT is set; the primary serves the workers' metrics. */
  serveMetrics(sources: GaugeSources, address: Pick<Address, 'host'>): Promise<void>;
  /** Sends pending traces and reports, and stops serving metrics. */
  close(): Promise<void>;
}

/** Starts the parts that the settings turn on; the packages of other parts are not loaded. */
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
  // The tracer first: it sets the trace's id, which the log has.
  const watchers = [
    tracing && traceRequests(tracing.tracer),
    metrics?.watcher,
    log.isLevelEnabled('warn') ? logRequests(log, { slowMs: slowRequestMs }) : undefined,
  ].filter((watcher) => watcher !== undefined);
  const server = metrics && createMetricsServer(metrics.registry);
  const tracker = sentryDsn === undefined ? undefined : await trackErrors(sentryDsn, secrets);
  return {
    observer: createObserver(watchers),
    log,
    logger: yogaLogger(log),
    onError: tracker?.onError,
    async serveMetrics(sources, { host }) {
      if (!metrics || !server || metricsPort === undefined) return;
      addGauges(metrics.registry, sources);
      if (cluster.isWorker) shareMetrics(metrics.registry);
      else await listen(server, { host, port: metricsPort }, 'METRICS_PORT');
    },
    async close() {
      server?.close();
      server?.closeAllConnections();
      await Promise.all([tracing?.close(), tracker?.close()]);
      log.flush();
    },
  };
}
