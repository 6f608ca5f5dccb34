import { AggregatorRegistry, type Registry } from 'prom-client';
import { listen } from '../http/listen.ts';
import { createMetricsServer } from './metrics-server.ts';

/** In a worker: gives the primary what was counted here, whenever it asks. */
export function shareMetrics(registry: Registry): void {
  AggregatorRegistry.setRegistries([registry]);
  // It listens to the primary from here on.
  new AggregatorRegistry();
}

/** In the primary: serves what all workers have counted, added up. Each gauge says how it is added. */
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
