import { AggregatorRegistry, type Registry } from 'prom-client';
import { listen } from '../http/listen.ts';
import { createMetricsServer } from './metrics-server.ts';

/** Sends a worker's metrics to the primary at each scrape. */
export function shareMetrics(registry: Registry): void {
  AggregatorRegistry.setRegistries([registry]);
  // Listens to the primary from here on.
  new AggregatorRegistry();
}

/** Serves the metrics of all workers from the primary, aggregated by each metric's `aggregator`. */
export async function serveClusterMetrics(port: number | undefined, host: string): Promise<{ close(): void }> {
  if (port === undefined) return { close() {} };
  const workers = new AggregatorRegistry();
  const server = createMetricsServer({ metrics: () => workers.clusterMetrics(), contentType: workers.contentType });
  await listen(server, { host, port }, 'METRICS_PORT');
  return {
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}
