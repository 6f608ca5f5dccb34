import { createServer } from 'node:http';
import { AggregatorRegistry, type Registry } from 'prom-client';
import { type Address, listen } from '../http/listen.ts';

/**
 * Serves `GET /metrics` without credentials, on a separate port that is not published. Answers 404 to other requests.
 * @returns a function that stops it
 * @throws ConfigError where the port is in use
 */
export async function serveMetrics(
  registry: { readonly contentType: string; metrics(): Promise<string> },
  address: Address,
): Promise<() => void> {
  const server = createServer(async ({ method, url }, response) => {
    if (method !== 'GET' || url !== '/metrics') {
      response.writeHead(404).end();
      return;
    }
    const body = await registry.metrics().catch(() => undefined);
    if (body === undefined) response.writeHead(500).end();
    else response.writeHead(200, { 'content-type': registry.contentType, 'cache-control': 'no-store' }).end(body);
  });
  await listen(server, address, 'METRICS_PORT');
  return () => {
    server.close();
    server.closeAllConnections();
  };
}

/** Sends a worker's metrics to the primary at each scrape. */
export function shareMetrics(registry: Registry): void {
  AggregatorRegistry.setRegistries([registry]);
  // Listens to the primary from here on.
  new AggregatorRegistry();
}

/** Serves the metrics of all workers from the primary, aggregated by each metric's `aggregator`: see `serveMetrics`. */
export function serveClusterMetrics(address: Address): Promise<() => void> {
  const workers = new AggregatorRegistry();
  return serveMetrics({ metrics: () => workers.clusterMetrics(), contentType: workers.contentType }, address);
}
