import { Registry } from 'prom-client';
import { expect, test } from 'vitest';
import { idleGauges } from '../../test/idle-gauges.ts';
import { addGauges } from './gauges.ts';

const health = { circuit: 'closed', active: 1, waiting: 0, sent: 9, retries: 2, shared: 0, refused: 0 } as const;

test('the replica of a database, as Prometheus reads it; nothing of one that there is not', async () => {
  const registry = new Registry();
  let replica = { inUse: false, lagSeconds: 45, fallbacks: 2 };
  addGauges(registry, {
    ...idleGauges,
    generations: {
      ...idleGauges.generations,
      current: {
        upstreams: [
          { name: 'analytics', schemaFrom: 'code', health: () => ({ ...health, replica }) },
          { name: 'twenty', schemaFrom: 'live', health: () => health },
        ],
      },
    },
  });
  const samples = async () =>
    (await registry.metrics()).split('\n').filter((line) => line.startsWith('chronos_database_'));
  expect(await samples()).toEqual([
    'chronos_database_replica_lag_seconds{upstream="analytics"} 45',
    'chronos_database_replica_in_use{upstream="analytics"} 0',
    'chronos_database_replica_fallbacks{upstream="analytics"} 2',
  ]);
  // One that is away: how far it is behind can't be told.
  replica = { ...replica, lagSeconds: Number.POSITIVE_INFINITY };
  expect(await samples()).toEqual([
    'chronos_database_replica_in_use{upstream="analytics"} 0',
    'chronos_database_replica_fallbacks{upstream="analytics"} 2',
  ]);
});

test('how the graph changes, and how much is served, as Prometheus reads it', async () => {
  const registry = new Registry();
  addGauges(registry, {
    ...idleGauges,
    generations: {
      ...idleGauges.generations,
      state: {
        ...idleGauges.generations.state,
        generation: 4,
        reloads: { swapped: 3, kept: 2 },
        changes: { twenty: { breaking: ['CrmCompany.fax was removed.'], dangerous: [], safe: ['CrmPet was added.'] } },
        problem: 'It makes no graph.',
      },
    },
    door: { admission: { inFlight: 12, limit: 40, shed: 5, delayMs: 130 } },
    memos: () => ({ entries: 90, bytes: 5_678 }),
    subscriptions: { count: 6 },
    cache: { size: { entries: 8, characters: 1_234 }, revalidations: { all: 21, failed: 2 } },
    redis: { isShared: true },
  });
  const samples = (await registry.metrics()).split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  expect(samples).toEqual([
    'chronos_generation 4',
    'chronos_reload_failed 1',
    'chronos_requests_in_flight 12',
    'chronos_requests_in_flight_limit 40',
    'chronos_requests_shed 5',
    'chronos_event_loop_delay_seconds 0.13',
    'chronos_memo_entries 90',
    'chronos_memo_bytes 5678',
    'chronos_subscriptions 6',
    'chronos_cache_entries 8',
    'chronos_cache_characters 1234',
    'chronos_cache_revalidations 21',
    'chronos_cache_revalidations_failed 2',
    'chronos_redis_shared 1',
    'chronos_reloads{outcome="swapped"} 3',
    'chronos_reloads{outcome="kept"} 2',
    'chronos_schema_changes{upstream="twenty",severity="breaking"} 1',
    'chronos_schema_changes{upstream="twenty",severity="dangerous"} 0',
    'chronos_schema_changes{upstream="twenty",severity="safe"} 1',
  ]);
});
