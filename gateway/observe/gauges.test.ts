import { Registry } from 'prom-client';
import { expect, test } from 'vitest';
import { addGauges } from './gauges.ts';

const health = { circuit: 'closed', active: 1, waiting: 0, sent: 9, retries: 2, shared: 0, refused: 0 } as const;

test('the replica of a database, as Prometheus reads it; nothing of one that there is not', async () => {
  const registry = new Registry();
  let replica = { inUse: false, lagSeconds: 45, fallbacks: 2 };
  addGauges(registry, {
    upstreams: () => [
      { name: 'analytics', schemaFrom: 'code', health: () => ({ ...health, replica }) },
      { name: 'twenty', schemaFrom: 'live', health: () => health },
    ],
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
