import { Gauge, type Registry } from 'prom-client';
import type { ReplicaHealth, Upstream } from '../../subgraphs/upstream.ts';

/** What is asked for its state whenever metrics are read. */
export interface GaugeSources {
  /** Those of the graph that is served now. */
  readonly upstreams: () => readonly Pick<Upstream, 'name' | 'health' | 'schemaFrom'>[];
  /** How often the graph has been composed. */
  readonly generation?: () => number;
}

/** What each state of a circuit breaker is as a number. */
const CIRCUIT = { closed: 0, 'half-open': 1, open: 2 } as const;

/** What each gauge of an upstream reads of it. */
const READINGS = [
  ['circuit_state', 'Its circuit breaker: 0 closed, 1 half-open, 2 open.', ({ circuit }) => CIRCUIT[circuit]],
  ['active', 'Requests or statements under way.', ({ active }) => active],
  ['waiting', 'Requests or statements that wait for a connection.', ({ waiting }) => waiting],
  ['sent', 'Requests or statements sent since it was connected.', ({ sent }) => sent],
  ['retries', 'Of these, how many were sent again.', ({ retries }) => retries],
  ['shared', 'Reads answered by the same one of another that was on its way.', ({ shared }) => shared],
  ['refused', 'Turned away: too many waited, or the circuit was open.', ({ refused }) => refused],
] as const satisfies readonly (readonly [string, string, (health: ReturnType<Upstream['health']>) => number])[];

/** The same of the replica that the analytics are read from; nothing where there is none. */
const OF_REPLICA = [
  [
    'lag_seconds',
    'How long there has been something that it does not have; none where that can’t be told.',
    'max',
    ({ lagSeconds }) => lagSeconds,
  ],
  ['in_use', 'Whether it is read from (1), or the database itself is (0).', 'min', ({ inUse }) => (inUse ? 1 : 0)],
  [
    'fallbacks',
    'Statements that failed there and were sent to the database itself, since the start.',
    'sum',
    ({ fallbacks }) => fallbacks,
  ],
] as const satisfies readonly (readonly [
  name: string,
  help: string,
  aggregator: 'max' | 'min' | 'sum',
  read: (health: ReplicaHealth) => number,
])[];

/**
 * Adds what is read off the running graph: upstreams' states, where their schemas are from, the generation. Of several
 * workers, counts are summed, and of states the worst is told.
 */
export function addGauges(registry: Registry, { upstreams, generation }: GaugeSources): void {
  const registers = [registry];
  for (const [name, help, read] of READINGS) {
    new Gauge({
      name: `chronos_upstream_${name}`,
      help,
      labelNames: ['upstream'],
      aggregator: name === 'circuit_state' ? 'max' : 'sum',
      registers,
      collect() {
        for (const upstream of upstreams()) this.labels(upstream.name).set(read(upstream.health()));
      },
    });
  }
  for (const [name, help, aggregator, read] of OF_REPLICA) {
    new Gauge({
      name: `chronos_database_replica_${name}`,
      help,
      labelNames: ['upstream'],
      aggregator,
      registers,
      collect() {
        this.reset();
        for (const upstream of upstreams()) {
          const { replica } = upstream.health();
          const value = replica && read(replica);
          // Workers tell their primary in JSON, which has no infinity.
          if (Number.isFinite(value)) this.labels(upstream.name).set(Number(value));
        }
      },
    });
  }
  new Gauge({
    name: 'chronos_upstream_schema_live',
    help: 'Whether its schema is that of the running server (1) or the committed one, which stands in (0).',
    labelNames: ['upstream'],
    aggregator: 'min',
    registers,
    collect() {
      for (const { name, schemaFrom } of upstreams()) this.labels(name).set(schemaFrom === 'committed' ? 0 : 1);
    },
  });
  if (!generation) return;
  new Gauge({
    name: 'chronos_generation',
    help: 'How often the graph has been composed.',
    aggregator: 'min',
    registers,
    collect() {
      this.set(generation());
    },
  });
}
