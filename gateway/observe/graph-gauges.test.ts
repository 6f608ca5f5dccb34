import { Registry } from 'prom-client';
import { expect, test } from 'vitest';
import { addGraphGauges } from './graph-gauges.ts';

test('how the graph changes, and how much is served, as Prometheus reads it', async () => {
  const registry = new Registry();
  addGraphGauges(registry, {
    generations: () => ({
      generation: 4,
      composedAt: new Date(0),
      upstreams: [],
      reloads: { swapped: 3, kept: 2 },
      changes: { twenty: { breaking: ['CrmCompany.fax was removed.'], dangerous: [], safe: ['CrmPet was added.'] } },
      changedIn: 3,
      findings: [],
      problem: 'It makes no graph.',
      draining: [{ generation: 3, requests: 7 }],
    }),
    admission: () => ({ inFlight: 12, limit: 40, shed: 5, delayMs: 130 }),
    subscriptions: () => 6,
    cache: () => ({ entries: 8, characters: 1_234, revalidations: { all: 21, failed: 2 } }),
  });
  const samples = (await registry.metrics()).split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  expect(samples).toEqual([
    'chronos_reload_failed 1',
    'chronos_generations_draining 1',
    'chronos_requests_in_flight 12',
    'chronos_requests_in_flight_limit 40',
    'chronos_requests_shed 5',
    'chronos_event_loop_delay_seconds 0.13',
    'chronos_subscriptions 6',
    'chronos_cache_entries 8',
    'chronos_cache_characters 1234',
    'chronos_cache_revalidations 21',
    'chronos_cache_revalidations_failed 2',
    'chronos_reloads{outcome="swapped"} 3',
    'chronos_reloads{outcome="kept"} 2',
    'chronos_schema_changes{upstream="twenty",severity="breaking"} 1',
    'chronos_schema_changes{upstream="twenty",severity="dangerous"} 0',
    'chronos_schema_changes{upstream="twenty",severity="safe"} 1',
  ]);
});
