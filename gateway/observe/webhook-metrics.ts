import { Counter, type Registry } from 'prom-client';
import type { WebhookCount } from '../webhooks/index.ts';

/** Adds what became of webhooks, as it is counted where they are received. */
export function addWebhookMetrics(registry: Registry, counts: () => readonly WebhookCount[]): void {
  new Counter({
    name: 'chronos_webhooks_total',
    help: 'Deliveries of upstreams: published, ignored, schema, refused, replayed, malformed.',
    labelNames: ['upstream', 'outcome'],
    registers: [registry],
    collect() {
      this.reset();
      for (const { upstream, outcome, count } of counts()) this.labels(upstream, outcome).inc(count);
    },
  });
}
