import cluster from 'node:cluster';
import type { ObserveSettings } from '../config/config-of.ts';
import type { Address } from '../http/listen.ts';
import { trackErrors } from './error-tracking.ts';
import { addGauges, type GaugeSources } from './gauges.ts';
import { createLog, logRequests, yogaLogger } from './log.ts';
import { createMetrics } from './metrics.ts';
import { serveMetrics, shareMetrics } from './metrics-server.ts';
import { createObserver } from './observer.ts';
import { startTracing, traceRequests } from './traces.ts';

/** The log, metrics, traces and error reports of the running gateway. */
export type Observation = Awaited<ReturnType<typeof startObservation>>;

/** Starts the parts that the settings turn on; the packages of other parts are not loaded. */
export async function startObservation({
  logLevel,
  slowRequestMs,
  metricsPort,
  tracing: tracingSettings,
  sentryDsn,
  secrets,
}: ObserveSettings) {
  const log = createLog({ level: logLevel, secrets });
  const metrics = metricsPort === undefined ? undefined : createMetrics();
  const tracing = tracingSettings && (await startTracing(tracingSettings));
  // The tracer first: it sets the trace's id, which the log has.
  const watchers = [
    tracing && traceRequests(tracing.tracer),
    metrics?.watcher,
    log.isLevelEnabled('warn') ? logRequests(log, { slowMs: slowRequestMs }) : undefined,
  ].filter((watcher) => watcher !== undefined);
  const tracker = sentryDsn === undefined ? undefined : await trackErrors(sentryDsn, secrets);
  let stopServing = () => {};
  return {
    observer: createObserver(watchers),
    log,
    /** The log with Yoga's interface. */
    logger: yogaLogger(log),
    onError: tracker?.onError,
    /** Serves /metrics if METRICS_PORT is set; the primary serves the workers' metrics. */
    async serveMetrics(sources: GaugeSources, { host }: Pick<Address, 'host'>): Promise<void> {
      if (!metrics || metricsPort === undefined) return;
      addGauges(metrics.registry, sources);
      if (cluster.isWorker) shareMetrics(metrics.registry);
      else stopServing = await serveMetrics(metrics.registry, { host, port: metricsPort });
    },
    /** Sends pending traces and reports, and stops serving metrics. */
    async close(): Promise<void> {
      stopServing();
      await Promise.all([tracing?.close(), tracker?.close()]);
      log.flush();
    },
  };
}
